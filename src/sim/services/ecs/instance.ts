import type { Ground } from './context.ts';
import type { ContainerInstance, PlacedTask, RegisteredResources } from './placement/container-instance.ts';
import type { Model } from './schema.ts';
import type * as aws from './schema.ts';

/** An instance of EC2's, as far as ECS looks at it. */
export interface RunningInstance {
  /** `i-…`. */
  readonly id: string;
  /** Its state at EC2. */
  readonly state: string;
  /** Its type. */
  readonly type: { readonly name: string; readonly vcpus: number; readonly memory: number; readonly architecture: string };
  /** Its zone. */
  readonly zone: { readonly name: string; readonly id: string };
  /** Its network interface. */
  readonly network: { readonly id: string; readonly vpcId: string; readonly subnetId: string };
  /** The share of its CPU that is busy, from 0 to 1. */
  cpu: number;
  /** Settles when it has reached a state. */
  until(state: 'ready' | 'terminated'): Iterable<unknown, void, never>;
} // prettier-ignore

/** A task, as an instance holds it. */
export interface HostedTask {
  /** @internal What it takes. */
  readonly placed: PlacedTask;
  /** Whether it runs. */
  readonly running: boolean;
  /** @internal Whether it is of a service. */
  readonly ofService: boolean;
  /** @internal Its instance is gone. */
  hostLost(instanceId: string): void;
  /** @internal Its instance drains. */
  leave(): void;
}

/** Docker's range of ports where a mapping names host port 0. */
const FIRST_PORT = 32_768;
const LAST_PORT = 60_999;

/** A container instance: an EC2 instance whose agent has registered it with a cluster. */
export class EcsInstance {
  /** 32 hexadecimal digits. */
  readonly id: string;
  /** Its ARN. */
  readonly arn: string;
  /** The EC2 instance. */
  readonly ec2: RunningInstance;
  /** The capacity provider that it belongs to; undefined for none. */
  readonly provider: string | undefined;
  /** ACTIVE; DRAINING: it takes no more tasks. */
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE' = 'ACTIVE';
  /** Attributes by name, the zone and the type among them. */
  readonly attributes: Map<string, string>;
  /** What it registered with. */
  readonly registered: RegisteredResources;
  /** @internal Its tasks, by id. */
  readonly hosted = new Map<string, HostedTask>();
  /** Images that are on its disk: they are not pulled again. */
  readonly images = new Set<string>();
  /** When it was registered. */
  readonly registeredAt: Date;
  readonly #epoch: number;
  #port = FIRST_PORT;

  /** Made when an agent registers. */
  constructor(ground: Ground, cluster: string, ec2: RunningInstance, provider: string | undefined) {
    this.id = ground.id();
    this.arn = ground.arn(`container-instance/${cluster}/${this.id}`);
    this.ec2 = ec2;
    this.provider = provider;
    this.registeredAt = ground.date();
    this.#epoch = this.registeredAt.getTime() / 1000;
    this.attributes = new Map([
      ['ecs.availability-zone', ec2.zone.name],
      ['ecs.instance-type', ec2.type.name],
      ['ecs.os-type', 'linux'],
      ['ecs.cpu-architecture', ec2.type.architecture],
    ]);
    this.registered = {
      cpu: ec2.type.vcpus * 1024,
      memory: Math.floor(ec2.type.memory * (1 - ground.model.systemMemory)),
      enis: interfacesOf(ec2.type.name) - 1,
    };
  }

  /** How many tasks are on it. */
  get tasks(): number {
    return this.hosted.size;
  }

  /** @internal As the planners see it. */
  view(): ContainerInstance {
    const tasks = Array.from(this.hosted.values(), ({ placed }) => placed);
    const { id, attributes, registered } = this;
    return { id, ec2InstanceId: this.ec2.id, status: this.status === 'ACTIVE' ? 'ACTIVE' : 'DRAINING', registeredAt: this.#epoch, registered, attributes, tasks };
  } // prettier-ignore

  /** @internal The next ephemeral port. */
  takePort(): number {
    const port = this.#port;
    this.#port = port === LAST_PORT ? FIRST_PORT : port + 1;
    return port;
  }

  /** What is left: units of CPU and MiB. */
  get remaining(): { cpu: number; memory: number } {
    let { cpu, memory } = this.registered;
    for (const { placed } of this.hosted.values()) {
      cpu -= placed.need.cpu;
      memory -= placed.need.memory;
    }
    return { cpu, memory };
  }

  /** As the API shows it. */
  describe(): Model<aws.ContainerInstance> {
    const all = [...this.hosted.values()];
    const running = all.filter((task) => task.running).length;
    const resources = ({ cpu, memory }: { cpu: number; memory: number }) => [
      { name: 'CPU', type: 'INTEGER', integerValue: cpu },
      { name: 'MEMORY', type: 'INTEGER', integerValue: memory },
    ];
    return {
      containerInstanceArn: this.arn,
      ec2InstanceId: this.ec2.id,
      ...(this.provider !== undefined && { capacityProviderName: this.provider }),
      status: this.status,
      agentConnected: true,
      registeredAt: this.registeredAt,
      registeredResources: resources(this.registered),
      remainingResources: resources(this.remaining),
      runningTasksCount: running,
      pendingTasksCount: all.length - running,
      attributes: Array.from(this.attributes, ([name, value]) => ({ name, value })),
    };
  }
}

/**
 * How many network interfaces an instance can have. One is its own; each other is a task's in the network mode awsvpc. By
 * size, and by name where a type that the simulator knows differs; interface trunking is not modelled.
 * https://github.com/aws/amazon-vpc-cni-k8s/blob/master/pkg/vpc/vpc_ip_resource_limit.go (checked 2026-11-28)
 */
export function interfacesOf(type: string): number {
  const [family = '', size = ''] = type.split('.');
  const found = BY_NAME[type] ?? BY_SIZE[size] ?? 15;
  // Graviton's smallest of a general series has fewer than a burstable one.
  return size === 'medium' && !family.startsWith('t') ? 2 : found;
}

const BY_SIZE: Readonly<Record<string, number>> = { nano: 2, micro: 2, small: 3, medium: 3, large: 3, xlarge: 4, '2xlarge': 4, '4xlarge': 8, '8xlarge': 8, '12xlarge': 8 }; // prettier-ignore
const BY_NAME: Readonly<Record<string, number>> = { 't2.xlarge': 3, 't2.2xlarge': 3, 't3a.small': 2, 'm4.large': 2, 'g4dn.xlarge': 3, 'vt1.3xlarge': 4, 'hpc6a.48xlarge': 2, 'hpc7g.16xlarge': 4, 'p5.48xlarge': 2, 'mac1.metal': 8, 'mac2.metal': 8 }; // prettier-ignore

import { clientException, invalidParameter, notModelled, requireWhole } from './errors.ts';
import { checkContainers, type ContainerDefinition } from './life/container-definition.ts';
import { checkFargateSize, readTaskSize } from './life/fargate-sizes.ts';
import { ecsLimits as limits } from './limits.ts';
import { readConstraints, type PlacementConstraint } from './placement/constraint.ts';
import type { TaskNeed } from './placement/container-instance.ts';
import type { Input, Model } from './schema.ts';
import type * as aws from './schema.ts';

type Given = Input<'RegisterTaskDefinition'>;
type Container = Given['containerDefinitions'][number];

/** A revision of a task definition: which containers run together, and what they need. It never changes. */
export class TaskDefinition {
  /** Its ARN, with family and revision. */
  readonly arn: string;
  /** Its number in its family, from 1. */
  readonly revision: number;
  /** What it was registered with. */
  readonly given: Given;
  /** When it was registered. */
  readonly registeredAt: Date;
  /** ACTIVE until it is deregistered. */
  status: 'ACTIVE' | 'INACTIVE' = 'ACTIVE';
  /** Units of 1/1,024 vCPU that a task reserves. */
  readonly cpu: number;
  /** MiB that a task reserves. */
  readonly memory: number;
  /** The containers as their lives need them. */
  readonly containers: readonly ContainerDefinition[];
  /** Constraints of its tasks. */
  readonly constraints: readonly PlacementConstraint[];

  /** Made by RegisterTaskDefinition. Throws ClientException. */
  constructor(arn: string, revision: number, given: Given, registeredAt: Date) {
    this.arn = arn;
    this.revision = revision;
    this.given = given;
    this.registeredAt = registeredAt;
    const { containerDefinitions: containers, volumes, requiresCompatibilities = [] } = given;
    if (!/^[A-Za-z0-9_-]{1,255}$/.test(given.family)) throw clientException('Family should not be empty and contain only letters, numbers, hyphens and underscores.');
    if (containers.length === 0) throw clientException('Container list cannot be empty.');
    if (containers.length > limits.containers.max) throw clientException(`A task definition has at most ${limits.containers.max} containers.`);
    if (volumes?.length) throw notModelled('volumes');
    if (containers.some(({ resourceRequirements }) => resourceRequirements?.length)) throw notModelled('resource requirements, such as GPUs');
    const { sizeInGiB = 21 } = given.ephemeralStorage ?? {};
    requireWhole('ephemeralStorage.sizeInGiB', sizeInGiB, limits.ephemeralStorage.min, limits.ephemeralStorage.max);
    this.containers = containers.map(lifeOf);
    const fargate = requiresCompatibilities.includes('FARGATE');
    checkContainers(this.containers, fargate);
    this.cpu = given.cpu === undefined ? sum(containers.map(({ cpu = 0 }) => cpu)) : readTaskSize('cpu', given.cpu);
    this.memory = given.memory === undefined ? sum(containers.map(reserved)) : readTaskSize('memory', given.memory);
    this.constraints = readConstraints((given.placementConstraints ?? []).map(({ type = 'memberOf', expression }) => ({ type, ...(expression !== undefined && { expression }) })));
    if (fargate) this.#checkFargate();
    for (const container of containers) this.#check(container);
  } // prettier-ignore

  /** Its family. */
  get family(): string {
    return this.given.family;
  }

  /** `web:3`. */
  get name(): string {
    return `${this.family}:${this.revision}`;
  }

  /** How its containers reach the network. Default bridge, on Linux. */
  get networkMode(): 'awsvpc' | 'bridge' | 'host' | 'none' {
    return this.given.networkMode ?? 'bridge';
  }

  /** Whether Fargate can run it. */
  get fitsFargate(): boolean {
    try {
      this.#checkFargate();
      return true;
    } catch {
      return false;
    }
  }

  /** What a task takes of an instance. */
  get need(): TaskNeed {
    const { cpu, memory, networkMode } = this;
    const mappings = this.given.containerDefinitions.flatMap(({ portMappings = [] }) => portMappings);
    const fixed = (wanted: 'tcp' | 'udp') =>
      mappings
        .filter(({ protocol = 'tcp' }) => protocol === wanted)
        .map(({ hostPort = 0, containerPort = 0 }) => (networkMode === 'host' ? containerPort : hostPort))
        .filter((port) => port > 0);
    if (networkMode === 'awsvpc') return { cpu, memory, enis: 1 };
    return { cpu, memory, ports: fixed('tcp'), udpPorts: fixed('udp') };
  }

  /** As the API shows it. */
  describe(): Model<aws.TaskDefinition> {
    const { tags: _tags, ...given } = this.given;
    const compatibilities = ['EXTERNAL', 'EC2', ...(this.fitsFargate ? ['FARGATE'] : [])] as aws.Compatibility[];
    return { ...given, ...(given.cpu !== undefined && { cpu: String(this.cpu) }), ...(given.memory !== undefined && { memory: String(this.memory) }), networkMode: this.networkMode, taskDefinitionArn: this.arn, revision: this.revision, status: this.status, registeredAt: this.registeredAt, compatibilities };
  } // prettier-ignore

  #checkFargate(): void {
    const { cpu, memory, networkMode, runtimePlatform } = this.given;
    if (networkMode !== 'awsvpc') throw clientException('Fargate only supports network mode ‘awsvpc’.');
    if (cpu === undefined) throw clientException("Fargate requires that 'cpu' be defined at the task level.");
    if (memory === undefined) throw clientException("Fargate requires that 'memory' be defined at the task level.");
    checkFargateSize(this.cpu, this.memory, runtimePlatform?.operatingSystemFamily?.startsWith('WINDOWS') ? 'WINDOWS' : 'LINUX');
  } // prettier-ignore

  #check({ name = '', memory, memoryReservation, portMappings = [] }: Container): void {
    if (this.given.memory === undefined && memory === undefined && memoryReservation === undefined) throw clientException(`Invalid setting for container '${name}'. At least one of 'memory' or 'memoryReservation' must be specified.`);
    if (memory !== undefined && memoryReservation !== undefined && memoryReservation > memory) throw clientException(`Invalid setting for container '${name}'. 'memory' must be greater than or equal to 'memoryReservation'.`);
    if (portMappings.length > 0 && this.networkMode === 'none') throw clientException('Port mappings are not supported with network mode none.');
    for (const { hostPort = 0, containerPort } of portMappings) {
      if (containerPort === undefined) throw invalidParameter('containerPort must be given.');
      if (this.networkMode === 'awsvpc' && hostPort > 0 && hostPort !== containerPort) throw clientException('When networkMode=awsvpc, the host ports and container ports in port mappings must match.');
    }
  } // prettier-ignore
}

/** The soft limit is what a container reserves, where it has one. */
const reserved = ({ memory = 0, memoryReservation }: Container) => memoryReservation ?? memory;
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

function lifeOf({ name, essential, dependsOn = [], healthCheck, startTimeout, stopTimeout }: Container): ContainerDefinition {
  if (!name) throw clientException('Container.name should not be null or empty.');
  return {
    name,
    ...(essential !== undefined && { essential }),
    dependsOn,
    hasHealthCheck: healthCheck !== undefined,
    ...(startTimeout !== undefined && { startTimeout }),
    ...(stopTimeout !== undefined && { stopTimeout }),
  };
} // prettier-ignore

import type { Region } from '../../cloud/index.ts';
import { networkOf } from '../../cloud/network-port.ts';
import { onFargate } from './capacity/provider-strategy.ts';
import { nameIn } from './clusters.ts';
import type { EcsCluster } from './cluster.ts';
import type { Ground } from './context.ts';
import { ecsError, invalidParameter } from './errors.ts';
import { ecsLimits as limits } from './limits.ts';
import { defaultModel, type EcsModel } from './model.ts';
import type { Program } from './program.ts';
import { schema, type Input, type Methods, type Output } from './schema.ts';
import { EcsService, type ServiceChange } from './service.ts';
import { Tasks } from './tasks.ts';
import type { EcsTask } from './task.ts';
import type { TaskDefinition } from './task-definition.ts';

type Container = Input<'RegisterTaskDefinition'>['containerDefinitions'][number];

/** A task definition of one container, in short. */
export interface DefinitionOptions {
  /** The image. Default: the family. */
  readonly image?: string;
  /** Units of 1/1,024 vCPU. Default 256. */
  readonly cpu?: number;
  /** MiB. Default 512. */
  readonly memory?: number;
  /** The port at which the container listens. Default: none. */
  readonly port?: number;
  /** The port of the host: 0, the default, for one that Docker chooses. For network mode bridge alone. */
  readonly hostPort?: number;
  /** Default: bridge; awsvpc for Fargate. */
  readonly networkMode?: 'awsvpc' | 'bridge' | 'host' | 'none';
  /** Whether it is for Fargate. Default false. */
  readonly fargate?: boolean;
  /** Whether the container has a health check of its own: every 30 seconds, three failures. Default false. */
  readonly healthCheck?: boolean;
  /** Seconds from SIGTERM to SIGKILL. Default 30. */
  readonly stopTimeout?: number;
  /** The ARN of the role that the code in its containers has. */
  readonly taskRoleArn?: string;
  /** The ARN of the role by which the task is prepared. */
  readonly executionRoleArn?: string;
  /** Names of secrets by environment variable: ARNs of Secrets Manager or names of parameters. */
  readonly secrets?: Readonly<Record<string, string>>;
}

/** A service, in short: the members of CreateService besides. */
export interface ServiceOptions extends Omit<Partial<Input<'CreateService'>>, 'serviceName' | 'taskDefinition'> {
  /** What it runs. */
  readonly taskDefinition: TaskDefinition | string;
  /** The target group of its tasks: the first container and its first port. */
  readonly targetGroup?: { readonly arn: string };
} // prettier-ignore

/**
 * Amazon ECS in one Region: clusters, task definitions, tasks and services, on instances and on Fargate.
 *
 *     const cluster = cloud.ecs.cluster();
 *     cluster.launch({ count: 3, instanceType: 't3.medium' });
 *     const web = cloud.ecs.service('web', { taskDefinition: cloud.ecs.define('web', { port: 80 }), desiredCount: 6 });
 *     await web.until('steady');
 */
export class Ecs extends Tasks implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly needs = ['ec2'];
  static override readonly rules = { MaxResults: limits.listed };
  /** What AWS does not tell, as parameters. */
  readonly model: EcsModel = defaultModel();
  /** @internal What its parts stand on. */
  protected readonly ground: Ground;
  readonly #programs = new Map<string, Program>();

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
    this.ground = {
      region,
      model: this.model,
      id: () => this.hexId('', 32),
      arn: (resource) => this.arn(resource),
      date: () => this.date,
      random: (purpose) => this.random(purpose),
      usage: (price) => this.usage(price),
      quota: (row) => this.quota(row),
      program: (image) => this.#programs.get(image) ?? {},
    };
    region.events.listen(({ source, detailType, detail }) => {
      if (source !== 'aws.ec2' || detailType !== 'EC2 Instance State-change Notification') return;
      if (!/^(shutting-down|stopping|terminated|stopped)$/.test(String(detail['state']))) return;
      for (const cluster of this.clusters) cluster.instanceGone(String(detail['instance-id']));
    });
    region.world.faults.listen(() => this.#faultsChanged());
  }

  // ── Handles ───────────────────────────────────────────────────────────────────────────────────────────────────

  /** Tells what containers of an image do. */
  program(image: string, program: Program): void {
    this.#programs.set(image, program);
  }

  /** Registers a revision of a task definition with one container, which has the family's name. */
  define(family: string, options: DefinitionOptions = {}): TaskDefinition {
    const { image = family, cpu = 256, memory = 512, port, hostPort, fargate = false, healthCheck = false, stopTimeout, taskRoleArn, executionRoleArn, secrets } = options;
    const { networkMode = fargate ? 'awsvpc' : 'bridge' } = options;
    const container: Container = {
      name: family,
      image,
      ...(!fargate && { cpu, memory }),
      ...(port !== undefined && { portMappings: [{ containerPort: port, ...(hostPort !== undefined && { hostPort }) }] }),
      ...(healthCheck && { healthCheck: { command: ['CMD-SHELL', 'true'] } }),
      ...(stopTimeout !== undefined && { stopTimeout }),
      ...(secrets && { secrets: Object.entries(secrets).map(([name, valueFrom]) => ({ name, valueFrom })) }),
    };
    return this.register({
      family,
      containerDefinitions: [container],
      networkMode,
      ...(fargate && { requiresCompatibilities: ['FARGATE'], cpu: String(cpu), memory: String(memory) }),
      ...(taskRoleArn !== undefined && { taskRoleArn }),
      ...(executionRoleArn !== undefined && { executionRoleArn }),
    });
  } // prettier-ignore

  /** Makes a service. Without a cluster: `default`, which is made where it is not there; in awsvpc, the default subnets. */
  service(name: string, options: ServiceOptions): EcsService {
    const { taskDefinition, targetGroup, ...given } = options;
    const definition = typeof taskDefinition === 'string' ? this.runnable(taskDefinition) : taskDefinition;
    const [first] = definition.given.containerDefinitions;
    const port = first!.portMappings?.[0]?.containerPort;
    this.cluster(given.cluster && nameIn(given.cluster));
    return this.#create({
      desiredCount: 1,
      ...given,
      serviceName: name,
      taskDefinition: definition.arn,
      ...this.#defaultNetwork(definition, given.networkConfiguration),
      ...(targetGroup && { loadBalancers: [{ targetGroupArn: targetGroup.arn, containerName: first!.name!, containerPort: port! }] }),
    });
  } // prettier-ignore

  /** Runs tasks that belong to no service. What finds no place is left out. */
  run(taskDefinition: TaskDefinition | string, options: Omit<Partial<Input<'RunTask'>>, 'taskDefinition'> = {}): EcsTask[] {
    const definition = typeof taskDefinition === 'string' ? this.runnable(taskDefinition) : taskDefinition;
    this.cluster(options.cluster && nameIn(options.cluster));
    return this.runTasks({ ...options, taskDefinition: definition.arn, ...this.#defaultNetwork(definition, options.networkConfiguration) }).tasks;
  } // prettier-ignore

  /** The service of a name. Throws ServiceNotFoundException. */
  find(name: string, cluster = 'default'): EcsService {
    const found = this.clusterOf(cluster).services.get(nameIn(name)) as EcsService | undefined;
    if (!found) throw ecsError('ServiceNotFoundException', 'Service not found.');
    return found;
  }

  // ── Services ──────────────────────────────────────────────────────────────────────────────────────────────────

  createService(input: Input<'CreateService'>): Output<'CreateService'> {
    return { service: this.#create(input).describe() };
  }

  updateService(input: Input<'UpdateService'>): Output<'UpdateService'> {
    const { service: name, cluster, taskDefinition, forceNewDeployment = false, ...changes } = input;
    const service = this.#active(name, cluster);
    const definition = taskDefinition === undefined ? service.primary.definition : this.runnable(taskDefinition);
    const given = { ...service.given, ...changes };
    const network = this.networkFor(definition, given.networkConfiguration, this.#onFargate(service.cluster, given));
    const deploys = forceNewDeployment || definition !== service.primary.definition || changes.networkConfiguration !== undefined || changes.loadBalancers !== undefined;
    service.update({ input: { ...given, taskDefinition: definition.arn }, definition, network, deploys });
    return { service: service.describe() };
  } // prettier-ignore

  describeServices({ cluster, services }: Input<'DescribeServices'>): Output<'DescribeServices'> {
    if (services.length === 0) throw invalidParameter('Services cannot be empty.');
    const { services: all, name } = this.clusterOf(cluster);
    const found = services.map((one) => all.get(nameIn(one)) as EcsService | undefined);
    return { services: found.flatMap((one) => (one ? [one.describe()] : [])), failures: this.missing(services, found, `service/${name}`) }; // prettier-ignore
  }

  listServices(input: Input<'ListServices'> = {}): Output<'ListServices'> {
    const all = [...this.clusterOf(input.cluster).services.values()].filter(({ status }) => status !== 'INACTIVE'); // prettier-ignore
    const { page, ...more } = this.paged(all.map((one) => (one as EcsService).arn), input); // prettier-ignore
    return { serviceArns: page, ...more };
  }

  deleteService({ cluster, service: name, force = false }: Input<'DeleteService'>): Output<'DeleteService'> {
    const service = this.#active(name, cluster);
    if (service.desiredCount > 0 && !force) throw invalidParameter('The service cannot be stopped while it is scaled above 0.'); // prettier-ignore
    service.delete();
    return { service: service.describe() };
  }

  listServiceDeployments(input: Input<'ListServiceDeployments'>): Output<'ListServiceDeployments'> {
    const service = this.find(input.service, input.cluster);
    const all = service.history.map(({ id, createdAt, finishedAt, outcome, rolloutStateReason }) => ({ serviceDeploymentArn: this.#deploymentArn(service, id), serviceArn: service.arn, clusterArn: service.cluster.arn, createdAt, startedAt: createdAt, ...(finishedAt && { finishedAt }), status: outcome, statusReason: rolloutStateReason })).reverse();
    const wanted = all.filter(({ status }) => !input.status?.length || input.status.includes(status));
    const { page, ...more } = this.paged(wanted, input);
    return { serviceDeployments: page, ...more };
  } // prettier-ignore

  describeServiceDeployments({ serviceDeploymentArns: arns }: Input<'DescribeServiceDeployments'>): Output<'DescribeServiceDeployments'> {
    const found = arns.map((arn) => this.#deployment(arn));
    const serviceDeployments = found.flatMap((one) => {
      if (!one) return [];
      const { service, deployment } = one;
      const { breaker, stage, createdAt, finishedAt, outcome, rolloutStateReason } = deployment;
      return [{ serviceDeploymentArn: this.#deploymentArn(service, deployment.id), serviceArn: service.arn, clusterArn: service.cluster.arn, createdAt, startedAt: createdAt, ...(finishedAt && { finishedAt }), status: outcome, statusReason: rolloutStateReason, ...(stage && { lifecycleStage: stage }), deploymentCircuitBreaker: { status: breaker.status, failureCount: breaker.failureCount } }];
    });
    return { serviceDeployments, failures: this.missing(arns, found, 'service-deployment') };
  } // prettier-ignore

  stopServiceDeployment({ serviceDeploymentArn: arn }: Input<'StopServiceDeployment'>): Output<'StopServiceDeployment'> {
    const found = this.#deployment(arn);
    if (found?.deployment.rolloutState !== 'IN_PROGRESS') throw ecsError('ServiceDeploymentNotFoundException', 'Service Deployment not found.');
    found.service.stopDeployment();
    return { serviceDeploymentArn: arn };
  } // prettier-ignore

  #create(input: Input<'CreateService'>): EcsService {
    const cluster = this.clusterOf(input.cluster);
    const { serviceName: name } = input;
    if (!/^[A-Za-z0-9_-]{1,255}$/.test(name)) throw invalidParameter('Invalid service name.');
    const before = cluster.services.get(name);
    // In AWS's words: https://github.com/ewilde/faas-fargate/issues/13
    if (before?.status === 'DRAINING') throw invalidParameter('Unable to Start a service that is still Draining.');
    if (before?.status === 'ACTIVE') throw invalidParameter('Creation of service was not idempotent.');
    if (cluster.services.size >= this.quota(limits.services)) throw ecsError('LimitExceededException', 'The cluster has as many services as it can have.');
    const definition = this.runnable(input.taskDefinition);
    const fargate = this.#onFargate(cluster, input);
    this.requireFit(definition, fargate);
    const change: ServiceChange = { input, definition, network: this.networkFor(definition, input.networkConfiguration, fargate), deploys: true };
    const service = new EcsService(this.ground, cluster, change);
    cluster.services.set(name, service);
    return service;
  } // prettier-ignore

  #onFargate(cluster: EcsCluster, { launchType, capacityProviderStrategy }: Partial<Input<'CreateService'>>): boolean {
    return onFargate(launchType, capacityProviderStrategy ?? (launchType === undefined ? cluster.defaultStrategy : []));
  } // prettier-ignore

  #active(name: string, cluster: string | undefined): EcsService {
    const service = this.find(name, cluster);
    if (service.status !== 'ACTIVE') throw ecsError('ServiceNotActiveException', 'Service was not ACTIVE.');
    return service;
  }

  #deploymentArn(service: EcsService, id: string): string {
    return this.arn(`service-deployment/${service.cluster.name}/${service.name}/${nameIn(id)}`);
  }

  #deployment(arn: string) {
    const [, cluster = '', name = '', id] = /service-deployment\/([^/]+)\/([^/]+)\/(\d+)$/.exec(arn) ?? [];
    const service = this.clusters.find((one) => one.name === cluster)?.services.get(name) as EcsService | undefined; // prettier-ignore
    const deployment = service?.history.find((one) => nameIn(one.id) === id);
    return service && deployment && { service, deployment };
  }

  #defaultNetwork(definition: TaskDefinition, given: Input<'RunTask'>['networkConfiguration']) {
    if (given || definition.networkMode !== 'awsvpc') return {};
    const { subnets } = networkOf(this.region).defaults();
    return { networkConfiguration: { awsvpcConfiguration: { subnets } } };
  }

  /** Fargate loses what runs in a zone that is down. */
  #faultsChanged(): void {
    const { faults } = this.region.world;
    for (const cluster of this.clusters as EcsCluster[])
      for (const task of cluster.tasks.values())
        if (task.zone !== undefined && !task.instance && !task.stopped && !faults.isUp(task.zone)) task.fail('Task stopped: its zone is down'); // prettier-ignore
  }
}

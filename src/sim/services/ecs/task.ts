import { endpointsOf, type Endpoint, type Response } from '../../cloud/endpoints/index.ts';
import type { Lasting } from '../../cloud/index.ts';
import { networkOf, type ServiceInterface } from '../../cloud/network-port.ts';
import type { Process, Reply, Resource, Yieldable } from '../../kernel/index.ts';
import { stopAll, type Ground } from './context.ts';
import type { EcsInstance, HostedTask } from './instance.ts';
import { DEFAULT_STOP_TIMEOUT } from './life/container-definition.ts';
import {
  ESSENTIAL_EXITED,
  runContainers,
  stopContainers,
  type ContainerBehaviour,
} from './life/container-run.ts';
import { OUT_OF_MEMORY, SIGKILLED } from './life/exit-code.ts';
import { mayBecome, type TaskStatus } from './life/lifecycle.ts';
import type { PlacedTask } from './placement/container-instance.ts';
import { ecsPrices, spotPrice } from './prices.ts';
import { missingPermission } from './roles.ts';
import type { Model } from './schema.ts';
import type * as aws from './schema.ts';
import { deregisterTarget, registerTarget, targetState, type RegisteredTarget, type TargetPlace } from './targets.ts'; // prettier-ignore
import type { TaskDefinition } from './task-definition.ts';
import { Waiting } from './waiting.ts';

/** Whose task it is: a service, or nobody. */
export interface TaskOwner {
  /** @internal Something about a task of it has changed. */
  taskChanged(task: EcsTask): void;
}

/** What a task is made of. */
export interface TaskPlan {
  readonly definition: TaskDefinition;
  readonly cluster: { readonly name: string; readonly arn: string };
  /** `service:web`, `family:web`, or a name of the caller's choice. */
  readonly group: string;
  readonly launchType: 'EC2' | 'FARGATE';
  readonly provider?: string | undefined;
  readonly startedBy?: string | undefined;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly publicAddress?: boolean;
  readonly targets: readonly TargetPlace[];
  readonly owner?: TaskOwner | undefined;
  readonly taskRoleArn?: string | undefined;
  readonly executionRoleArn?: string | undefined;
  readonly onStopped: (task: EcsTask) => void;
}

/** Why a task stopped, in AWS's words. */
export type StopCode = aws.TaskStopCode;

interface Container {
  readonly name: string;
  readonly image: string;
  status: 'PENDING' | 'RUNNING' | 'STOPPED';
  exitCode?: number;
  reason?: string;
  /** Ports of the host by ports of the container. */
  readonly ports: Map<number, number>;
}

/** A task: the containers of a task definition, running. `service.tasks` and `cluster.run` give it. */
export class EcsTask implements HostedTask {
  /** 32 hexadecimal digits. */
  readonly id: string;
  /** Its ARN. */
  readonly arn: string;
  /** @internal What it is made of. */
  readonly plan: TaskPlan;
  /** Its state, by AWS's name. */
  lastStatus: TaskStatus = 'PROVISIONING';
  /** Where it is to go: RUNNING, or STOPPED. */
  desiredStatus: 'RUNNING' | 'STOPPED' = 'RUNNING';
  /** What kind of end it was. */
  stopCode: StopCode | undefined;
  /** Why it stopped. */
  stoppedReason: string | undefined;
  /** Where it runs; undefined on Fargate, and while it waits for a place. */
  instance: EcsInstance | undefined;
  /** The zone where it runs. */
  zone: string | undefined;
  /** Its network interface, in the network mode awsvpc. */
  network: ServiceInterface | undefined;
  /** The share of the CPU it reserves that it uses: 0 to 1 and more. */
  cpu = 0;
  /** Seconds of the run at which it entered each state. */
  readonly times = new Map<TaskStatus, number>();
  /** Whether scale-in protection holds it; until then, in seconds of the run. */
  protectedUntil = -1;
  readonly #ground: Ground;
  readonly #containers: Container[];
  readonly #dates: { created: Date; pulled?: Date; started?: Date; stopping?: Date; stopped?: Date };
  #life: Process<void> | undefined;
  #endpoints: Endpoint[] = [];
  #registered: { readonly place: TargetPlace; readonly target: RegisteredTarget }[] = [];
  #bill: Lasting[] = [];

  /** Made by RunTask, or by a service. */
  constructor(ground: Ground, plan: TaskPlan) {
    this.#ground = ground;
    this.plan = plan;
    this.id = ground.id();
    this.arn = ground.arn(`task/${plan.cluster.name}/${this.id}`);
    this.#dates = { created: ground.date() };
    this.times.set('PROVISIONING', ground.region.world.simulation.now);
    this.#containers = plan.definition.given.containerDefinitions.map(({ name, image }) => ({
      name: name!,
      image: image ?? '',
      status: 'PENDING',
      ports: new Map<number, number>(),
    }));
  }

  /** The revision that it runs. */
  get definition(): TaskDefinition {
    return this.plan.definition;
  }

  /** Whether it runs. */
  get running(): boolean {
    return this.lastStatus === 'RUNNING';
  }

  /** @internal */
  get ofService(): boolean {
    return this.plan.owner !== undefined;
  }

  /** Whether it is over. */
  get stopped(): boolean {
    return this.lastStatus === 'STOPPED';
  }

  /** Whether it has ever run. */
  get ran(): boolean {
    return this.#dates.started !== undefined;
  }

  /** Exit codes by container. */
  get exitCodes(): Record<string, number | undefined> {
    return Object.fromEntries(this.#containers.map(({ name, exitCode }) => [name, exitCode]));
  }

  /** Ports of the host by ports of its containers. */
  get hostPorts(): Record<number, number> {
    return Object.fromEntries(this.#containers.flatMap(({ ports }) => [...ports]));
  }

  /** The addresses at which its containers answer. */
  get addresses(): string[] {
    return this.#endpoints.map(({ address }) => address);
  }

  /** Who its containers are to AWS: a session of its task role. Undefined without one. */
  get identity(): string | undefined {
    const { region } = this.#ground;
    const role = this.plan.taskRoleArn ?? this.definition.given.taskRoleArn;
    return role && `arn:${region.partition}:sts::${region.account}:assumed-role/${role.slice(role.lastIndexOf('/') + 1)}/${this.id}`; // prettier-ignore
  }

  /** The worst health of its essential containers that have a check; undefined where none has. */
  get containerHealth(): 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN' | undefined {
    const checked = this.definition.containers.filter(
      ({ essential = true, hasHealthCheck }) => essential && hasHealthCheck,
    );
    if (checked.length === 0) return undefined;
    if (!this.running) return 'UNKNOWN';
    const since = this.#now - this.times.get('RUNNING')!;
    const states = checked.map(({ name }) => this.#health(name, since));
    return states.find((state) => state === 'UNHEALTHY') ?? states.find((state) => state === 'UNKNOWN') ?? 'HEALTHY'; // prettier-ignore
  }

  /** The worst state of its targets; undefined where it has none. */
  get targetHealth(): 'healthy' | 'unhealthy' | 'initial' | undefined {
    if (this.plan.targets.length === 0) return undefined;
    if (this.#registered.length === 0) return 'initial';
    const states = this.#registered.map(({ place, target }) =>
      targetState(this.#ground.region, place.targetGroupArn, target),
    );
    return states.find((state) => state === 'unhealthy') ?? states.find((state) => state === 'initial') ?? 'healthy'; // prettier-ignore
  }

  /** @internal What it takes of its instance. */
  get placed(): PlacedTask {
    const { id } = this;
    return { id, group: this.plan.group, need: this.definition.need, protected: this.protectedUntil > this.#now }; // prettier-ignore
  }

  /** @internal It has a place: an instance, or a subnet for Fargate. */
  begin(instance: EcsInstance | undefined, subnet: string | undefined, zone: string): void {
    this.instance = instance;
    this.zone = zone;
    instance?.hosted.set(this.id, this);
    this.#life = this.#ground.region.world.simulation.process(() => this.#up(subnet), this.arn);
  }

  /** Stops it, as StopTask does; settles when it has stopped. */
  stop(reason = 'Task stopped by user', code: StopCode = 'UserInitiated'): Reply<void> {
    if (this.desiredStatus === 'RUNNING') {
      this.#told(code, reason);
      this.#life?.cancel();
      const { simulation } = this.#ground.region.world;
      this.#life = simulation.process(() => this.#down(), this.arn);
    }
    return this.until('STOPPED');
  }

  /** Settles when it has come to a state, or past it. */
  until(status: TaskStatus): Reply<void> {
    const there = () => this.lastStatus === status || mayBecome(status, this.lastStatus);
    return this.#waiting.until(this.#ground.region.world.simulation, `${this.arn} ${status}`, there);
  }
  readonly #waiting = new Waiting();

  /** @internal */
  hostLost(instanceId: string): void {
    this.#lost('TerminationNotice', `Host EC2 (instance ${instanceId}) terminated.`);
  }

  /** @internal */
  leave(): void {
    void this.stop('Task stopped: its container instance drains', 'ServiceSchedulerInitiated');
  }

  /** @internal What it runs on has failed. */
  fail(reason: string): void {
    this.#lost('ServiceSchedulerInitiated', reason);
  }

  /** It is over at once: nobody is left who could send a signal. */
  #lost(code: StopCode, reason: string): void {
    if (this.stopped) return;
    if (this.desiredStatus === 'RUNNING') this.#told(code, reason);
    this.#life?.cancel();
    this.#unlisten();
    this.#deregister();
    this.#over();
  }

  get #now(): number {
    return this.#ground.region.world.simulation.now;
  }

  *#up(subnet: string | undefined): Generator<Yieldable, void, never> {
    const { region, model } = this.#ground;
    const { definition, launchType, securityGroups, publicAddress = false } = this.plan;
    const awsvpc = definition.networkMode === 'awsvpc';
    if (awsvpc) {
      yield launchType === 'FARGATE' ? model.fargate : model.attachInterface;
      const subnetId = subnet ?? this.instance!.ec2.network.subnetId;
      this.network = networkOf(region).attachInterface({ subnetId, groups: securityGroups, description: this.arn, public: publicAddress }); // prettier-ignore
      region.world.faults.lies(this.network.id, this.instance?.ec2.id ?? this.zone!);
    }
    this.#enter('PENDING');
    yield model.agent;
    this.#startBill();
    const refused = missingPermission(region, this.plan);
    if (refused !== undefined) return this.#failedToStart(refused);
    for (const { image, name } of this.#containers) {
      const { missing = false, size = model.imageSize } = this.#ground.program(image);
      if (missing) return this.#failedToStart(`CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${image}: not found`, name); // prettier-ignore
      if (this.instance?.images.has(image)) continue;
      yield size / model.pullRate;
      this.instance?.images.add(image);
    }
    this.#dates.pulled = this.#ground.date();
    yield model.start;
    const run = runContainers(definition.containers, (name) => this.#behaviour(name));
    if (run.runningAt === undefined) return this.#failedToStart('Task failed to start');
    yield run.runningAt;
    for (const container of this.#containers) container.status = 'RUNNING';
    this.#openPorts();
    this.#dates.started = this.#ground.date();
    this.#register();
    this.#enter('RUNNING');
    if (!run.stops) return;
    yield Math.max(0, run.stops.at - run.runningAt);
    const { container, exitCode } = run.stops;
    const ended = this.#containers.find(({ name }) => name === container)!;
    ended.exitCode = exitCode;
    ended.status = 'STOPPED';
    if (this.#starved(container)) ended.reason = OUT_OF_MEMORY;
    this.#told('EssentialContainerExited', ESSENTIAL_EXITED);
    this.#unlisten();
    this.#deregister();
    yield* this.#endContainers();
    yield* this.#detach();
  }

  *#down(): Generator<Yieldable, void, never> {
    const delay = this.#deregister();
    if (delay > 0) {
      // The load balancer is told first; SIGTERM comes when its target is unused.
      // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-connection-draining.html
      this.#enter('DEACTIVATING');
      yield delay;
    }
    if (this.#containers.some(({ status }) => status === 'RUNNING')) {
      this.#enter('STOPPING');
      yield* this.#endContainers();
    }
    this.#unlisten();
    yield* this.#detach();
  }

  /** SIGTERM, the containers' time to end, SIGKILL. */
  *#endContainers(): Generator<Yieldable, void, never> {
    const left = this.#containers.filter(({ status }) => status === 'RUNNING').map(({ name }) => name);
    if (left.length === 0) return;
    const stops = stopContainers(this.definition.containers, (name) => left.includes(name) ? this.#behaviour(name) : { stopsIn: 0 }, DEFAULT_STOP_TIMEOUT); // prettier-ignore
    yield stops.reduce((latest, { stoppedAt }) => Math.max(latest, stoppedAt), 0);
    for (const container of this.#containers) {
      if (container.status !== 'RUNNING') continue;
      container.status = 'STOPPED';
      container.exitCode = stops.find(({ name }) => name === container.name)!.exitCode;
    }
  }

  *#detach(): Generator<Yieldable, void, never> {
    if (this.network) {
      this.#enter('DEPROVISIONING');
      yield this.#ground.model.detachInterface;
    }
    this.#over();
  }

  #failedToStart(reason: string, container?: string): void {
    this.#told('TaskFailedToStart', reason);
    const failed = this.#containers.find(({ name }) => name === container);
    if (failed) failed.reason = reason;
    this.#over();
  }

  #told(code: StopCode, reason: string): void {
    this.desiredStatus = 'STOPPED';
    this.stopCode = code;
    this.stoppedReason = reason;
    this.#dates.stopping = this.#ground.date();
  }

  #over(): void {
    if (this.network) networkOf(this.#ground.region).detachInterface(this.network.id);
    for (const container of this.#containers) container.status = 'STOPPED';
    this.instance?.hosted.delete(this.id);
    stopAll(this.#bill);
    this.#dates.stopped = this.#ground.date();
    this.#enter('STOPPED');
    this.plan.onStopped(this);
  }

  #enter(status: TaskStatus): void {
    const { region } = this.#ground;
    this.lastStatus = status;
    this.times.set(status, this.#now);
    region.world.simulation.trace.add(this.arn, status, this.stoppedReason ?? '');
    region.events.put('aws.ecs', 'ECS Task State Change', [this.arn], () => ({ ...this.describe() }));
    this.plan.owner?.taskChanged(this);
    this.#waiting.look();
  }

  #behaviour(name: string): ContainerBehaviour {
    const { image } = this.#containers.find((one) => one.name === name)!;
    const { startup = 0, healthyAfter = startup, exitsAfter, exitCode, stopsIn = 1 } = this.#ground.program(image); // prettier-ignore
    if (this.#starved(name)) return { exitsAfter: startup, exitCode: SIGKILLED, stopsIn };
    return { healthyAfter, stopsIn, ...(exitsAfter !== undefined && { exitsAfter }), ...(exitCode !== undefined && { exitCode }) }; // prettier-ignore
  }

  /** Whether a container wants more memory than its hard limit. */
  #starved(name: string): boolean {
    const { memory, image = '' } = this.definition.given.containerDefinitions.find((one) => one.name === name)!; // prettier-ignore
    const { memory: wanted = 0 } = this.#ground.program(image);
    return wanted > (memory ?? this.definition.memory);
  }

  #health(name: string, since: number): 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN' {
    const { healthCheck } = this.definition.given.containerDefinitions.find((one) => one.name === name)!;
    const { interval = 30, retries = 3, startPeriod = 0 } = healthCheck!;
    const { healthyAfter = 0 } = this.#behaviour(name);
    if (since >= healthyAfter) return 'HEALTHY';
    return since >= startPeriod + interval * retries ? 'UNHEALTHY' : 'UNKNOWN';
  }

  /** Lets its containers answer at the ports of their mappings. */
  #openPorts(): void {
    const { networkMode, given } = this.definition;
    for (const { name, image = '', portMappings = [] } of given.containerDefinitions) {
      const { ports } = this.#containers.find((one) => one.name === name)!;
      const { concurrency } = this.#ground.program(image);
      const workers = concurrency === undefined ? undefined : this.#ground.region.world.simulation.resource(concurrency); // prettier-ignore
      for (const { containerPort = 0, hostPort = 0 } of portMappings) {
        const own = networkMode === 'awsvpc' || networkMode === 'host';
        const port = own ? containerPort : hostPort || this.instance!.takePort();
        ports.set(containerPort, port);
        this.#listen(image, port, workers);
      }
    }
  }

  #listen(image: string, port: number, workers: Resource | undefined): void {
    const { region } = this.#ground;
    const { startup = 0, serviceTime = 0.01, respond = (): Response => ({ status: 200 }) } = this.#ground.program(image); // prettier-ignore
    const up = this.#now + startup;
    const nic = this.network?.id ?? this.instance!.ec2.network.id;
    const address = this.network ? `${this.network.vpcId}/${this.network.privateAddress}:${port}` : `${this.instance!.ec2.id}:${port}`; // prettier-ignore
    const admits = (from: string) => {
      if (networkOf(region).verdict(from, nic, port) === 'dropped') return 'dropped';
      return this.#now < up ? 'refused' : 'open';
    };
    const handler = function* (request: Parameters<typeof respond>[0]) {
      if (workers) yield* workers.use(serviceTime);
      else yield serviceTime;
      return respond(request);
    };
    const place = this.network?.id ?? this.instance!.ec2.id;
    this.#endpoints.push(endpointsOf(region.world).listen(address, handler, { place, admits }));
  }

  #unlisten(): void {
    for (const { address } of this.#endpoints.splice(0))
      endpointsOf(this.#ground.region.world).remove(address);
  }

  #register(): void {
    for (const place of this.plan.targets) {
      const container = this.#containers.find(({ name }) => name === place.containerName);
      const port = container?.ports.get(place.containerPort);
      if (port === undefined) continue;
      const target = this.network ? { id: this.network.privateAddress, port, availabilityZone: this.network.zone } : { id: this.instance!.ec2.id, port }; // prettier-ignore
      registerTarget(this.#ground.region, place.targetGroupArn, target);
      this.#registered.push({ place, target });
    }
  }

  /** Answers the seconds for which its targets drain. */
  #deregister(): number {
    let delay = 0;
    for (const { place, target } of this.#registered.splice(0))
      delay = Math.max(delay, deregisterTarget(this.#ground.region, place.targetGroupArn, target));
    return delay;
  }

  /** From the pull on, by the second, for at least a minute. https://aws.amazon.com/fargate/pricing/ */
  #startBill(): void {
    const { launchType, provider, definition } = this.plan;
    if (launchType !== 'FARGATE') return;
    const { usage, model } = this.#ground;
    const arm = definition.given.runtimePlatform?.cpuArchitecture === 'ARM64';
    const spot = provider === 'FARGATE_SPOT';
    const start = (price: (typeof ecsPrices)['vcpu'], quantity: number) =>
      this.#bill.push(usage(spot ? spotPrice(price, model.spotDiscount) : price).start(quantity / 3600, 60));
    start(arm ? ecsPrices.vcpuArm : ecsPrices.vcpu, definition.cpu / 1024);
    start(arm ? ecsPrices.memoryArm : ecsPrices.memory, definition.memory / 1024);
    const { sizeInGiB = 20 } = definition.given.ephemeralStorage ?? {};
    if (sizeInGiB > 20) start(ecsPrices.storage, sizeInGiB - 20);
  }

  /** As the API shows it. */
  describe(): Model<aws.Task> {
    const { definition, cluster, group, launchType, provider, startedBy } = this.plan;
    const { created, pulled, started, stopping, stopped } = this.#dates;
    return {
      taskArn: this.arn,
      taskDefinitionArn: definition.arn,
      clusterArn: cluster.arn,
      group,
      launchType,
      lastStatus: this.lastStatus,
      desiredStatus: this.desiredStatus,
      cpu: String(definition.cpu),
      memory: String(definition.memory),
      createdAt: created,
      ...(provider !== undefined && { capacityProviderName: provider }),
      ...(startedBy !== undefined && { startedBy }),
      ...(this.zone !== undefined && { availabilityZone: this.zone }),
      ...(this.instance && { containerInstanceArn: this.instance.arn }),
      ...(launchType === 'FARGATE' && { platformVersion: '1.4.0', platformFamily: 'Linux' }),
      ...(pulled && { pullStoppedAt: pulled }),
      ...(started && { startedAt: started }),
      ...(stopping && { stoppingAt: stopping }),
      ...(stopped && { stoppedAt: stopped, executionStoppedAt: stopped }),
      ...(this.stopCode && { stopCode: this.stopCode }),
      ...(this.stoppedReason !== undefined && { stoppedReason: this.stoppedReason }),
      healthStatus: this.containerHealth ?? 'UNKNOWN',
      attachments: this.network ? [{ id: this.id, type: 'ElasticNetworkInterface', status: 'ATTACHED', details: [{ name: 'subnetId', value: this.network.subnetId }, { name: 'networkInterfaceId', value: this.network.id }, { name: 'privateIPv4Address', value: this.network.privateAddress }] }] : [],
      containers: this.#containers.map(({ name, image, status, exitCode, reason, ports }) => ({
        containerArn: this.arn.replace(':task/', ':container/') + `/${name}`,
        taskArn: this.arn,
        name,
        image,
        lastStatus: status,
        ...(exitCode !== undefined && { exitCode }),
        ...(reason !== undefined && { reason }),
        networkBindings: this.network ? [] : Array.from(ports, ([containerPort, hostPort]) => ({ bindIP: '0.0.0.0', containerPort, hostPort, protocol: 'tcp' as const })),
        networkInterfaces: this.network ? [{ attachmentId: this.id, privateIpv4Address: this.network.privateAddress }] : [],
      })),
    };
  } // prettier-ignore
}

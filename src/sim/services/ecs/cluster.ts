import { Metric } from '../../cloud/index.ts';
import { networkOf } from '../../cloud/network-port.ts';
import type { Yieldable } from '../../kernel/index.ts';
import { assignProviders, type CapacityProviderStrategyItem } from './capacity/provider-strategy.ts';
import { ask, type Ground } from './context.ts';
import { invalidParameter } from './errors.ts';
import { EcsInstance, type RunningInstance } from './instance.ts';
import { ecsMetrics } from './metrics.ts';
import { Placer, placeOnFargate } from './placement/place.ts';
import type { PlacementConstraint } from './placement/constraint.ts';
import type { ClosestInstance } from './placement/shortage.ts';
import type { PlacementStrategy } from './placement/strategy.ts';
import { agentRefused } from './roles.ts';
import type { Model } from './schema.ts';
import type * as aws from './schema.ts';
import { EcsTask, type TaskPlan } from './task.ts';

/** What `cluster.launch` takes. */
export interface InstanceOptions {
  /** How many. Default 1. */
  readonly count?: number;
  /** Default t3.medium: 2 vCPUs, 4 GiB. */
  readonly instanceType?: string;
  /** A subnet of the default VPC. Default: they take turns over the zones. */
  readonly subnetId?: string;
  /** Over how many zones they go. Default: all. */
  readonly zones?: number;
  /** The ARN of the role in their instance profile: a cloud with `iam: true` asks whether it may register them. */
  readonly role?: string;
  /** Security groups. Default: that of the VPC. */
  readonly securityGroupIds?: readonly string[];
}

/** What to start, besides the tasks' own plan. */
export interface StartOptions {
  readonly constraints: readonly PlacementConstraint[];
  readonly strategies: readonly PlacementStrategy[];
  readonly providers: readonly CapacityProviderStrategyItem[];
  /** Tasks that each provider has already. */
  readonly held: ReadonlyMap<string, number>;
}

/** What became of a start. */
export interface Started {
  readonly tasks: EcsTask[];
  /** How many found no place, and do not wait for one. */
  readonly unplaced: number;
  readonly closest: ClosestInstance | undefined;
}

/** A service, as its cluster lists it. */
export interface ClusterService {
  /** Its name. */
  readonly name: string;
  /** ACTIVE, DRAINING or INACTIVE. */
  readonly status: string;
  /** @internal The cluster has more room, or less. */
  roomChanged(): void;
}

/** Seconds for which a stopped task can be seen. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html */
const KEPT = 3600;

/** A cluster: a name under which tasks and services stand, and where their instances are, if they have any. */
export class EcsCluster {
  /** Its name. */
  readonly name: string;
  /** Its ARN. */
  readonly arn: string;
  /** ACTIVE until it is deleted. */
  status: 'ACTIVE' | 'INACTIVE' = 'ACTIVE';
  /** Its container instances. */
  readonly instances: EcsInstance[] = [];
  /** Its services, by name. */
  readonly services = new Map<string, ClusterService>();
  /** Its tasks, those that stopped within an hour included, by id. */
  readonly tasks = new Map<string, EcsTask>();
  /** The capacity providers that it may use. */
  providers: readonly string[] = [];
  /** What runs without a launch type and a strategy of its own go by. */
  defaultStrategy: readonly CapacityProviderStrategyItem[] = [];
  /** @internal Tasks in PROVISIONING that wait for an instance. */
  waiting: { readonly task: EcsTask; readonly options: StartOptions }[] = [];
  /** @internal Whether a provider brings instances for tasks that wait. */
  scales: (provider: string) => boolean = () => false;
  readonly #ground: Ground;
  readonly #metrics: Metric[];
  #settling = false;

  /** Made by CreateCluster. */
  constructor(ground: Ground, name: string) {
    this.#ground = ground;
    this.name = name;
    this.arn = ground.arn(`cluster/${name}`);
    const gauge = (shape: (typeof ecsMetrics)['cpuReservation'], field: 'cpu' | 'memory') =>
      ground.region.world.metrics.publish(new Metric(shape, { ClusterName: name }, ground.region, () => true, () => this.#reserved(field))); // prettier-ignore
    this.#metrics = [gauge(ecsMetrics.cpuReservation, 'cpu'), gauge(ecsMetrics.memoryReservation, 'memory')];
    ground.region.world.faults.listen(() => this.#settle());
  }

  /** One of its metrics: `CPUReservation`, `MemoryReservation`. */
  metric(name: string): Metric {
    const found = this.#metrics.find(({ shape }) => shape.name === name);
    if (!found) throw new RangeError(`A cluster has no metric ${name}.`);
    return found;
  }

  /** Launches EC2 instances whose agents register them here, as user data with `ECS_CLUSTER` has it. */
  launch(options: InstanceOptions = {}): RunningInstance[] {
    const { count = 1, instanceType = 't3.medium', role, subnetId, securityGroupIds, zones } = options;
    const { region } = this.#ground;
    const subnets = subnetId ? [subnetId] : networkOf(region).defaults().subnets.slice(0, zones);
    const ec2 = region.service('ec2') as { launch(options: object): RunningInstance[] };
    return Array.from({ length: count }, (_, i) => {
      const [instance] = ec2.launch({ instanceType, subnetId: subnets[i % subnets.length], ...(securityGroupIds && { securityGroupIds }) }) as [RunningInstance]; // prettier-ignore
      this.join(instance, role);
      return instance;
    });
  }

  /** Lets the agent of an instance register it, once its system is up. A role that may not leaves it out. */
  join(instance: RunningInstance, role?: string, provider?: string): void {
    const { region, model } = this.#ground;
    const join = function* (this: EcsCluster): Generator<Yieldable, void, never> {
      yield* instance.until('ready') as Generator<Yieldable, void, never>;
      yield model.agentStart;
      if (instance.state !== 'running') return;
      const refused = agentRefused(region, role);
      region.world.simulation.trace.add(instance.id, refused === undefined ? 'registered' : 'not registered', refused ?? this.name); // prettier-ignore
      if (refused !== undefined) return;
      this.instances.push(new EcsInstance(this.#ground, this.name, instance, provider));
      this.#settle();
    };
    void region.world.simulation.process(() => join.call(this), `the agent of ${instance.id}`);
  }

  /** Lets the instances of an Auto Scaling group join, now and later, as the user data of its template has it. */
  joinGroup(groupName: string, provider?: string): void {
    const { region } = this.#ground;
    const ec2 = region.service('ec2') as { instance(id: string): RunningInstance };
    const { autoScalingGroups: [group] } = ask<{ autoScalingGroups: { instances?: { instanceId: string }[] }[] }>(region, 'autoscaling', 'DescribeAutoScalingGroups', { autoScalingGroupNames: [groupName] }); // prettier-ignore
    if (!group)
      throw invalidParameter(`The specified Auto Scaling group ARN is invalid: ${groupName.slice(0, 100)}`);
    const known = new Set<string>();
    const join = (id: string) => {
      if (known.has(id)) return;
      known.add(id);
      this.join(ec2.instance(id), undefined, provider);
    };
    for (const { instanceId } of group.instances ?? []) join(instanceId);
    region.events.listen(({ source, detailType, detail }) => {
      if (source === 'aws.autoscaling' && detailType === 'EC2 Instance Launch Successful' && detail['AutoScalingGroupName'] === groupName) join(String(detail['EC2InstanceId'])); // prettier-ignore
    });
  }

  /** @internal EC2 says that an instance is going. */
  instanceGone(id: string): void {
    const index = this.instances.findIndex(({ ec2 }) => ec2.id === id);
    const [gone] = index < 0 ? [] : this.instances.splice(index, 1);
    if (!gone) return;
    gone.status = 'INACTIVE';
    for (const task of [...gone.hosted.values()]) task.hostLost(id);
    this.#settle();
  }

  /** @internal Starts tasks where there is room; with a provider that scales, the rest waits. */
  start(count: number, plan: Omit<TaskPlan, 'onStopped' | 'cluster'>, options: StartOptions): Started {
    const whole = { ...plan, cluster: this, onStopped: (task: EcsTask) => this.#stopped(task) };
    const providers = options.providers.length > 0 ? assignProviders(count, options.providers, options.held) : undefined; // prettier-ignore
    const tasks: EcsTask[] = [];
    let unplaced = 0;
    let closest: ClosestInstance | undefined;
    for (const [provider, part] of countsOf(count, providers)) {
      const fargate = provider === undefined ? plan.launchType === 'FARGATE' : provider.startsWith('FARGATE');
      const own: TaskPlan = {
        ...whole,
        launchType: fargate ? 'FARGATE' : 'EC2',
        ...(provider !== undefined && { provider }),
      };
      const made = fargate ? this.#startOnFargate(part, own) : this.#startOnInstances(part, own, options);
      tasks.push(...made.tasks);
      unplaced += made.unplaced;
      closest ??= made.closest;
    }
    return { tasks, unplaced, closest };
  }

  #startOnFargate(count: number, plan: TaskPlan): Started {
    const { region } = this.#ground;
    const network = networkOf(region);
    const zones = new Map(plan.subnets.map((id) => [network.subnet(id)?.zone ?? '', id]));
    const up = [...zones.keys()].filter((zone) => region.world.faults.isUp(zone));
    const loads = new Map<string, number>();
    for (const { zone, plan: other, stopped } of this.tasks.values())
      if (zone !== undefined && !stopped && other.group === plan.group)
        loads.set(zone, (loads.get(zone) ?? 0) + 1);
    const tasks = placeOnFargate(count, up, loads).map((zone) => {
      const task = this.#add(plan);
      task.begin(undefined, zones.get(zone), zone);
      return task;
    });
    return { tasks, unplaced: count - tasks.length, closest: undefined };
  }

  #startOnInstances(count: number, plan: TaskPlan, options: StartOptions): Started {
    const { provider, group } = plan;
    const { placer, byId } = this.#placer(provider);
    const request = { group, need: plan.definition.need, constraints: options.constraints, strategies: options.strategies }; // prettier-ignore
    const place = placer.start(request);
    const tasks: EcsTask[] = [];
    for (let i = 0; i < count; i++) {
      const placement = place();
      if (placement !== undefined) {
        const task = this.#add(plan);
        const instance = byId.get(placement)!;
        task.begin(instance, undefined, instance.ec2.zone.name);
        tasks.push(task);
      } else if (provider !== undefined && this.scales(provider)) {
        const task = this.#add(plan);
        this.waiting.push({ task, options });
        tasks.push(task);
      } else return { tasks, unplaced: count - i, closest: placer.closest(request) };
    }
    return { tasks, unplaced: 0, closest: undefined };
  }

  /** Places tasks on the instances that may take one of a provider, or of none. */
  #placer(provider: string | undefined) {
    const { faults } = this.#ground.region.world;
    const able = this.instances.filter((one) => (provider === undefined || one.provider === provider) && faults.isUp(one.ec2.id)); // prettier-ignore
    const random = this.#ground.random('placement');
    const placer = new Placer(able.map((instance) => instance.view()), () => random.next()); // prettier-ignore
    return { placer, byId: new Map(able.map((instance) => [instance.id, instance])) };
  }

  #add(plan: TaskPlan): EcsTask {
    const task = new EcsTask(this.#ground, plan);
    this.tasks.set(task.id, task);
    return task;
  }

  #stopped(task: EcsTask): void {
    this.waiting = this.waiting.filter((one) => one.task !== task);
    this.#ground.region.world.simulation.schedule(KEPT, () => this.tasks.delete(task.id));
    this.#settle();
  }

  /** Room came or went: tasks that wait are placed, services look. Once an instant. */
  #settle(): void {
    if (this.#settling) return;
    this.#settling = true;
    this.#ground.region.world.simulation.schedule(0, () => {
      this.#settling = false;
      this.#placeWaiting();
      for (const service of this.services.values()) service.roomChanged();
    });
  }

  #placeWaiting(): void {
    for (const one of [...this.waiting]) {
      const { task, options } = one;
      const { group, definition, provider } = task.plan;
      const { placer, byId } = this.#placer(provider);
      const placement = placer.start({ group, need: definition.need, constraints: options.constraints, strategies: options.strategies })(); // prettier-ignore
      const instance = byId.get(placement ?? '');
      if (!instance) continue;
      this.waiting = this.waiting.filter((other) => other !== one);
      task.begin(instance, undefined, instance.ec2.zone.name);
    }
  }

  #reserved(field: 'cpu' | 'memory'): number | undefined {
    let [whole, left] = [0, 0];
    for (const instance of this.instances) {
      whole += instance.registered[field];
      left += instance.remaining[field];
    }
    return whole === 0 ? undefined : (100 * (whole - left)) / whole;
  }

  /** As the API shows it. */
  describe(): Model<aws.Cluster> {
    const live = [...this.tasks.values()].filter(({ stopped }) => !stopped);
    const running = live.filter((task) => task.running).length;
    return {
      clusterArn: this.arn,
      clusterName: this.name,
      status: this.status,
      registeredContainerInstancesCount: this.instances.length,
      runningTasksCount: running,
      pendingTasksCount: live.filter(({ lastStatus }) => /^(PROVISIONING|PENDING|ACTIVATING)$/.test(lastStatus)).length, // prettier-ignore
      activeServicesCount: [...this.services.values()].filter(({ status }) => status === 'ACTIVE').length,
      capacityProviders: [...this.providers],
      defaultCapacityProviderStrategy: this.defaultStrategy.map((item) => ({ ...item })),
      statistics: [],
      tags: [],
      settings: [{ name: 'containerInsights', value: 'disabled' }],
    };
  }
}

/** How many tasks each provider gets, in the order of their turns. */
function countsOf(count: number, providers: readonly string[] | undefined): Map<string | undefined, number> {
  if (!providers) return new Map([[undefined, count]]);
  const counts = new Map<string | undefined, number>();
  for (const provider of providers) counts.set(provider, (counts.get(provider) ?? 0) + 1);
  return counts;
}

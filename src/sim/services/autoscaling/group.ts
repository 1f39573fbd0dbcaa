import { epochSeconds } from '../../cloud/epoch.ts';
import { AwsError, type Metric } from '../../cloud/index.ts';
import { Activities } from './activities.ts';
import type { Context } from './context.ts';
import type { GroupMetricName } from './group-metric-names.ts';
import { GroupMetrics } from './group-metrics.ts';
import type { GroupTag, RefreshRun } from './group-state.ts';
import { HealthChecks } from './health-checks.ts';
import type { Hook } from './hook.ts';
import { launchPlanOf, type LaunchPlan } from './launch-plan.ts';
import { FlowingLoad, type LoadOptions } from '../../cloud/load/flowing-load.ts';
import type { Member } from './member.ts';
import { ask, instanceOf, type RunningInstance } from './other-services.ts';
import { becauseOf } from './plan/activity-cause.ts';
import { capacityOf, type Capacity, type GroupSize } from './plan/capacity.ts';
import { fillsCapacity } from './plan/instance.ts';
import type { Policy } from './policy.ts';
import type { ScalingProcess } from './processes.ts';
import { Reconciler } from './reconciler.ts';
import type { Scheduled } from './scheduled.ts';
import type { Input } from './schema.ts';
import type { Settings } from './settings.ts';
import type { WarmPool } from './warm-pool.ts';

/**
 * An Auto Scaling group: what it should be, the instances that it has, and what happened to it. `cloud.autoscaling.group`
 * gives it.
 */
export class AutoScalingGroup {
  /** Its name. */
  readonly name: string;
  /** Its ARN. */
  readonly arn: string;
  /** @internal When it was made, in seconds since 1970. */
  readonly createdAt: number;
  /** @internal What it was told to be. */
  settings: Settings;
  /** @internal Its instances by id. */
  readonly members = new Map<string, Member>();
  /** @internal */
  readonly history: Activities;
  /** @internal */
  readonly hooks = new Map<string, Hook>();
  /** @internal What is suspended, and why. */
  readonly suspended = new Map<ScalingProcess, string>();
  /** @internal */
  readonly policies = new Map<string, Policy>();
  /** @internal */
  readonly scheduled = new Map<string, Scheduled>();
  /** @internal */
  readonly notifications = new Map<string, Set<string>>();
  /** @internal */
  tags = new Map<string, GroupTag>();
  /** @internal Its instance refreshes, the last one last. */
  readonly refreshes: RefreshRun[] = [];
  /** @internal */
  warmPool: WarmPool | undefined;
  /** @internal What predictive scaling expects of this hour: nobody shrinks the group below it. Until, in seconds since 1970. */
  predicted: { readonly capacity: number; readonly until: number } | undefined;
  /** @internal Sentences about what has changed the desired capacity since the last look. */
  because: string[] = [];
  /** @internal */
  readonly metrics: GroupMetrics;
  /** @internal */
  readonly reconciler: Reconciler;
  /** @internal Whether it is being deleted. */
  deleting = false;
  readonly #asg: Context;
  readonly #health: HealthChecks;
  #plan: LaunchPlan;

  /** Made by CreateAutoScalingGroup. */
  constructor(asg: Context, name: string, settings: Settings) {
    this.#asg = asg;
    this.name = name;
    this.settings = settings;
    this.arn = asg.arn(`autoScalingGroup:${asg.uuid()}:autoScalingGroupName/${name}`);
    this.createdAt = this.now;
    this.#plan = launchPlanOf(asg, settings);
    this.history = new Activities(this, () => this.now, () => asg.uuid()); // prettier-ignore
    this.metrics = new GroupMetrics(asg, this);
    this.reconciler = new Reconciler(asg, this);
    this.#health = new HealthChecks(asg, this);
    if (settings.desiredCapacity > 0)
      this.because.push(becauseOf.created(this.now, settings.desiredCapacity));
    this.#health.start();
    this.wake();
  }

  /** The number of instances, or of units, that it should have. */
  get desiredCapacity(): number {
    return this.settings.desiredCapacity;
  }

  /** The least that it should have. */
  get minSize(): number {
    return this.settings.minSize;
  }

  /** The most that it should have. */
  get maxSize(): number {
    return this.settings.maxSize;
  }

  /** Its instances in service, as EC2's handles, in the order of their launches. */
  get inService(): RunningInstance[] {
    return this.#in('InService').flatMap(({ id }) => instanceOf(this.#asg.region, id) ?? []);
  }

  /** Its instances, whatever their state, in the order of their launches. */
  get instances(): InstanceView[] {
    return [...this.members.values()].map((member) => viewOf(member, this.now - this.metrics.warmup));
  }

  /** What happened to it: what is under way first, then the latest. */
  get activities() {
    return this.history.list();
  }

  /** One of its metrics: `cloud.record(group.metric('GroupInServiceInstances'))`. CPUUtilization leaves out what warms up. */
  metric(name: GroupMetricName | 'CPUUtilization'): Metric {
    return this.metrics.get(name);
  }

  /** Wants so many instances from now: SetDesiredCapacity. Throws ValidationError beyond the bounds. */
  setDesiredCapacity(desiredCapacity: number): void {
    this.#call('SetDesiredCapacity', { desiredCapacity });
  }

  /** Changes its settings: UpdateAutoScalingGroup. */
  update(changes: Omit<Input<'UpdateAutoScalingGroup'>, 'autoScalingGroupName'>): void {
    this.#call('UpdateAutoScalingGroup', changes);
  }

  /** Gives it a scaling policy: PutScalingPolicy, whose answer has the ARN that an alarm calls. */
  putScalingPolicy(policy: Omit<Input<'PutScalingPolicy'>, 'autoScalingGroupName'>): { policyARN: string } {
    return this.#call('PutScalingPolicy', policy) as { policyARN: string };
  }

  /** Gives it a target tracking policy on its average CPU, in percent. */
  trackCpu(targetValue: number, { policyName = 'cpu', disableScaleIn = false } = {}): void {
    const predefinedMetricSpecification = { predefinedMetricType: 'ASGAverageCPUUtilization' as const };
    this.putScalingPolicy({ policyName, policyType: 'TargetTrackingScaling', targetTrackingConfiguration: { targetValue, disableScaleIn, predefinedMetricSpecification } }); // prettier-ignore
  }

  /**
   * Lets a load bear on it from now on: a number of requests a second, or one that changes with the seconds since now.
   *
   *     web.load((t) => 300 + 200 * Math.sin(t / 14_000), { capacity: 100 });
   */
  load(rate: number | ((seconds: number) => number), options: LoadOptions): FlowingLoad {
    // Those that answer: in service, and up.
    const able = () => this.inService.filter(({ state, life }) => state === 'running' && life.ready);
    return new FlowingLoad(this.#asg.region.world.simulation, able, rate, options);
  }

  /** @internal Seconds since 1970. */
  get now(): number {
    return epochSeconds(this.#asg.region.world.simulation);
  }

  /** @internal */
  get size(): GroupSize {
    const { minSize: min, maxSize: max, desiredCapacity: desired } = this.settings;
    return { min, max, desired };
  }

  /** @internal What it launches from now. Where its template is gone, as long as it was there: EC2 refuses the launch. */
  get plan(): LaunchPlan {
    try {
      this.#plan = launchPlanOf(this.#asg, this.settings);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
    }
    return this.#plan;
  }

  /** @internal What it has, told apart as a policy with such a warm-up needs it. */
  capacity(warmup: number): Capacity {
    return capacityOf(this.members.values(), warmup, this.now);
  }

  /** @internal Units that fill its desired capacity. */
  get filling(): number {
    let units = 0;
    for (const member of this.members.values()) if (fillsCapacity(member)) units += member.weight;
    return units;
  }

  /** @internal Those in one of these states, in the order of their launches. */
  within(...states: readonly Member['state'][]): Member[] {
    return this.#in(...states);
  }

  /** @internal Wants another number of instances, for a reason in AWS's words. */
  want(desired: number, because: string): void {
    this.settings = { ...this.settings, desiredCapacity: desired };
    this.because.push(because);
    this.wake();
  }

  /** @internal Lets the reconciler look: after a while, as AWS does, or in so many seconds. */
  wake(after = this.#asg.model.reaction): void {
    this.reconciler.wake(after);
  }

  /** @internal It is gone. */
  end(): void {
    this.#health.stop();
    this.reconciler.stop();
    this.metrics.withdraw();
    this.#asg.groups.remove(this.name);
  }

  #call(operation: string, input: object): unknown {
    return ask(this.#asg.region, 'autoscaling', operation, { ...input, autoScalingGroupName: this.name });
  }

  #in(...states: readonly Member['state'][]): Member[] {
    return [...this.members.values()].filter(({ state }) => states.includes(state));
  }
}

/** An instance of a group as a reader sees it. */
export interface InstanceView {
  /** `i-…`. */
  readonly id: string;
  /** `us-east-1a`. */
  readonly zone: string;
  /** Its state in the group: `Pending`, `InService`, `Terminating` and so on. */
  readonly state: Member['state'];
  /** `Healthy` or `Unhealthy`. */
  readonly health: 'Healthy' | 'Unhealthy';
  /** `t3.micro`. */
  readonly type: string;
  /** Whether scale-in spares it. */
  readonly protectedFromScaleIn: boolean;
  /** Whether it is in service, but still warms up: its CPU does not count yet. */
  readonly warming: boolean;
}

function viewOf(member: Member, warmSince: number): InstanceView {
  const { id, zone, state, healthy, type, protectedFromScaleIn, inServiceAt = -Infinity } = member;
  const warming = state === 'InService' && inServiceAt > warmSince;
  return { id, zone, state, health: healthy ? 'Healthy' : 'Unhealthy', type, protectedFromScaleIn, warming };
}

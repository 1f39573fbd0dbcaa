import type { Metric } from '../../cloud/index.ts';
import type { Yieldable } from '../../kernel/index.ts';
import type { Activities, Entry } from './activities.ts';
import type { GroupMetricName } from './group-metric-names.ts';
import type { Hook } from './hook.ts';
import type { LaunchPlan } from './launch-plan.ts';
import type { Member } from './member.ts';
import type { RunningInstance } from './other-services.ts';
import type { Capacity, GroupSize } from './plan/capacity.ts';
import type { RefreshStep } from './plan/instance-refresh.ts';
import type { RebalanceTrigger } from './plan/rebalancing.ts';
import type { Policy } from './policy.ts';
import type { ScalingProcess } from './processes.ts';
import type { Scheduled } from './scheduled.ts';
import type { Model } from './schema.ts';
import type * as aws from './schema.ts';
import type { Settings } from './settings.ts';
import type { WarmPool } from './warm-pool.ts';

/** A tag of a group. */
export interface GroupTag {
  readonly value: string;
  readonly propagateAtLaunch: boolean;
}

/** The ways in and out of a group, each a scaling activity. */
export interface Lives {
  terminate(member: Member, cause: readonly string[], toPool?: boolean): Entry;
  serve(member: Member): void;
  withdraw(member: Member): void;
  drain(member: Member, entry: Entry): Generator<Yieldable, void, never>;
}

/** The loop of a group, as its other parts know it. */
export interface Loop {
  readonly lives: Lives;
  trigger: RebalanceTrigger | undefined;
  tick(): void;
}

/** What a group publishes, as its other parts know it. */
export interface Meters {
  readonly enabled: readonly GroupMetricName[];
  get(name: GroupMetricName | 'CPUUtilization'): Metric;
  enable(names?: readonly GroupMetricName[]): void;
  disable(names?: readonly GroupMetricName[]): void;
  serves(member: Member): void;
  leaves(member: Member): void;
  refit(): void;
}

/** An instance refresh, as its group knows it. */
export interface RefreshRun {
  readonly id: string;
  readonly active: boolean;
  readonly noRollback: string | undefined;
  advance(): RefreshStep;
  cancel(): void;
  rollBack(why: string): void;
  describe(): Model<aws.InstanceRefresh>;
}

/** A group as the parts of the service know it: its state, and how to change it. */
export interface Group {
  readonly name: string;
  readonly arn: string;
  /** When it was made, in seconds since 1970. */
  readonly createdAt: number;
  settings: Settings;
  readonly members: Map<string, Member>;
  readonly history: Activities;
  readonly hooks: Map<string, Hook>;
  readonly suspended: Map<ScalingProcess, string>;
  readonly policies: Map<string, Policy>;
  readonly scheduled: Map<string, Scheduled>;
  readonly notifications: Map<string, Set<string>>;
  tags: Map<string, GroupTag>;
  readonly refreshes: RefreshRun[];
  warmPool: WarmPool | undefined;
  predicted: { readonly capacity: number; readonly until: number } | undefined;
  because: string[];
  readonly metrics: Meters;
  readonly reconciler: Loop;
  deleting: boolean;
  readonly desiredCapacity: number;
  readonly minSize: number;
  readonly maxSize: number;
  readonly inService: RunningInstance[];
  readonly now: number;
  readonly size: GroupSize;
  readonly plan: LaunchPlan;
  readonly filling: number;
  capacity(warmup: number): Capacity;
  within(...states: readonly Member['state'][]): Member[];
  want(desired: number, because: string): void;
  wake(after?: number): void;
  end(): void;
}

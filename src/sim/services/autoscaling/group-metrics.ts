import { Metric, type MetricShape } from '../../cloud/index.ts';
import type { Timer } from '../../kernel/index.ts';
import type { Context } from './context.ts';
import type { AutoScalingGroup } from './group.ts';
import type { Member } from './member.ts';
import { cpuOf } from './other-services.ts';
import { warmPoolSize } from './plan/warm-pool.ts';

const NAMES = ['GroupMinSize', 'GroupMaxSize', 'GroupDesiredCapacity', 'GroupInServiceInstances', 'GroupPendingInstances', 'GroupStandbyInstances', 'GroupTerminatingInstances', 'GroupTotalInstances', 'GroupInServiceCapacity', 'GroupPendingCapacity', 'GroupStandbyCapacity', 'GroupTerminatingCapacity', 'GroupTotalCapacity', 'WarmPoolDesiredCapacity', 'WarmPoolWarmedCapacity', 'WarmPoolPendingCapacity', 'WarmPoolTerminatingCapacity', 'WarmPoolTotalCapacity', 'GroupAndWarmPoolDesiredCapacity', 'GroupAndWarmPoolTotalCapacity'] as const; // prettier-ignore

/** The name of a metric that a group publishes about itself. */
export type GroupMetricName = (typeof NAMES)[number];

/**
 * The metrics of a group, once a minute, as far as they are modelled.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html (checked 2026-11-28)
 */
export const groupMetrics = Object.fromEntries(
  NAMES.map((name) => [name, { namespace: 'AWS/AutoScaling', name, unit: 'None', period: 60, statistic: 'Average' }]), // prettier-ignore
) as Record<GroupMetricName, MetricShape>;

/** Seconds between two datapoints of the group's CPU: as its instances are monitored. */
const BASIC = 300;

/**
 * What a group publishes: its size, where that is enabled, and the CPU of its instances that are past their warm-up.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-default-instance-warmup.html
 */
export class GroupMetrics {
  readonly #asg: Context;
  readonly #group: AutoScalingGroup;
  readonly #sizes = new Map<GroupMetricName, Metric>();
  readonly #enabled = new Set<GroupMetricName>();
  /** The part that each warm instance has in the CPU of the group. */
  readonly #parts = new Map<Member, Metric>();
  readonly #warming = new Map<Member, Timer>();
  #cpu: Metric;

  /** Made by the group. */
  constructor(asg: Context, group: AutoScalingGroup) {
    this.#asg = asg;
    this.#group = group;
    for (const name of NAMES)
      this.#sizes.set(
        name,
        this.#metric(groupMetrics[name], () => this.#read(name)),
      );
    this.#cpu = this.#publishCpu(group.plan.detailedMonitoring ? 60 : BASIC);
  }

  /** The metric of that name. */
  get(name: GroupMetricName | 'CPUUtilization'): Metric {
    return name === 'CPUUtilization' ? this.#cpu : this.#sizes.get(name)!;
  }

  /** Those that are published. */
  get enabled(): readonly GroupMetricName[] {
    return NAMES.filter((name) => this.#enabled.has(name));
  }

  /** Publishes some of them, or all. */
  enable(names: readonly GroupMetricName[] = NAMES): void {
    for (const name of names) {
      if (this.#enabled.has(name)) continue;
      this.#enabled.add(name);
      const metric = this.#sizes.get(name)!;
      metric.withdrawn = false;
      this.#asg.region.world.metrics.publish(metric);
    }
  }

  /** Publishes some of them no more, or none. */
  disable(names: readonly GroupMetricName[] = NAMES): void {
    for (const name of names) if (this.#enabled.delete(name)) this.#asg.region.world.metrics.withdraw(this.#sizes.get(name)!); // prettier-ignore
  }

  /** An instance came into service: it counts once it has warmed up. */
  serves(member: Member): void {
    const join = () => {
      this.#warming.delete(member);
      const cpu = cpuOf(this.#asg.region, member.id);
      if (!cpu) return;
      const part = this.#partOf(cpu);
      this.#parts.set(member, part);
      this.#cpu.addPart(part);
      this.#group.wake(0);
    };
    const warmup = this.warmup;
    if (warmup > 0) this.#warming.set(member, this.#asg.region.world.simulation.timer(warmup, join));
    else join();
  }

  /** An instance left service. */
  leaves(member: Member): void {
    this.#warming.get(member)?.cancel();
    this.#warming.delete(member);
    const part = this.#parts.get(member);
    if (part) this.#cpu.removePart(part);
    this.#parts.delete(member);
  }

  /**
   * How long a newcomer is left out of the group's CPU: the group's own warm-up, else the longest that one of its policies
   * has. AWS does not say how policies with different warm-ups share the one metric.
   */
  get warmup(): number {
    const { defaultInstanceWarmup } = this.#group.settings;
    if (defaultInstanceWarmup !== undefined && defaultInstanceWarmup >= 0) return defaultInstanceWarmup;
    return Math.max(0, ...[...this.#group.policies.values()].map(({ warmup }) => warmup));
  }

  /** Reads the CPU as often as the instances launched from now, or a policy of high resolution, want it. */
  refit(): void {
    const fast = [...this.#group.policies.values()].map(({ cpuPeriod }) => cpuPeriod);
    const period = Math.min(this.#group.plan.detailedMonitoring ? 60 : BASIC, ...fast);
    if (period === this.#cpu.shape.period) return;
    const members = [...this.#parts.keys()];
    this.#asg.region.world.metrics.withdraw(this.#cpu);
    this.#cpu = this.#publishCpu(period);
    this.#parts.clear();
    for (const member of members) {
      const cpu = cpuOf(this.#asg.region, member.id);
      if (!cpu) continue;
      const part = this.#partOf(cpu);
      this.#parts.set(member, part);
      this.#cpu.addPart(part);
    }
  }

  /** The group is gone. */
  withdraw(): void {
    this.disable();
    this.#asg.region.world.metrics.withdraw(this.#cpu);
    for (const timer of this.#warming.values()) timer.cancel();
  }

  #publishCpu(period: number): Metric {
    const shape: MetricShape = { namespace: 'AWS/EC2', name: 'CPUUtilization', unit: 'Percent', period, statistic: 'Average', cumulative: true }; // prettier-ignore
    return this.#asg.region.world.metrics.publish(this.#metric(shape));
  }

  /** The running total of an instance's CPU, by the period of the group's metric. */
  #partOf(source: Metric): Metric {
    const { shape } = this.#cpu;
    const scale = source.shape.period / shape.period;
    return this.#metric(shape, () => {
      const total = source.read!();
      return total === undefined ? undefined : total * scale;
    });
  }

  #metric(shape: MetricShape, read?: () => number | undefined): Metric {
    return new Metric(shape, { AutoScalingGroupName: this.#group.name }, this.#asg.region, () => true, read);
  }

  #read(name: GroupMetricName): number | undefined {
    const { size, warmPool, members } = this.#group;
    const { min, max, desired } = size;
    const pooled = warmPool ? warmPoolSize(warmPool, size) : 0;
    const units = (state: RegExp, capacity: boolean) => [...members.values()].reduce((sum, member) => (state.test(member.state) ? sum + (capacity ? member.weight : 1) : sum), 0); // prettier-ignore
    const capacity = name.endsWith('Capacity');
    switch (name) {
      case 'GroupMinSize':
        return min;
      case 'GroupMaxSize':
        return max;
      case 'GroupDesiredCapacity':
        return desired;
      case 'WarmPoolDesiredCapacity':
        return warmPool && pooled;
      case 'GroupAndWarmPoolDesiredCapacity':
        return warmPool && desired + pooled;
      case 'GroupAndWarmPoolTotalCapacity':
        return warmPool && units(/^(?!Standby|Entering|Detach)/, true);
      default:
        return name.startsWith('WarmPool') && !warmPool ? undefined : units(STATES[name]!, capacity);
    }
  }
}

const STATES: Partial<Record<GroupMetricName, RegExp>> = {
  GroupInServiceInstances: /^InService$/,
  GroupInServiceCapacity: /^InService$/,
  GroupPendingInstances: /^Pending/,
  GroupPendingCapacity: /^Pending/,
  GroupStandbyInstances: /^Standby$/,
  GroupStandbyCapacity: /^Standby$/,
  GroupTerminatingInstances: /^Terminating/,
  GroupTerminatingCapacity: /^Terminating/,
  GroupTotalInstances: /^(Pending|InService|Terminating)/,
  GroupTotalCapacity: /^(Pending|InService|Terminating)/,
  WarmPoolWarmedCapacity: /^Warmed:(Stopped|Running|Hibernated)$/,
  WarmPoolPendingCapacity: /^Warmed:Pending/,
  WarmPoolTerminatingCapacity: /^Warmed:Terminating/,
  WarmPoolTotalCapacity: /^Warmed/,
};

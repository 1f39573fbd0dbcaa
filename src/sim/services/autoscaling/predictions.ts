import type { Timer } from '../../kernel/index.ts';
import { dateAt, Part } from './context.ts';
import { notModelled, validationError } from './errors.ts';
import type { AutoScalingGroup } from './group.ts';
import { ask } from './other-services.ts';
import { becauseOf } from './plan/activity-cause.ts';
import { actsAt, askPredictive, FORECAST_EVERY, HORIZON, HOUR } from './plan/predictive.ts';
import { capacityFor } from './plan/target-tracking.ts';
import type { Policy } from './policy.ts';
import type { Output } from './schema.ts';

/** What a policy expects: loads and capacities of the hours from `from` on, in hours since 1970. */
interface Expected {
  readonly from: number;
  readonly load: readonly number[];
  readonly capacity: readonly number[];
  readonly madeAt: number;
}

/** What is kept of a predictive policy. */
interface Watch {
  readonly policy: Policy;
  /** The first hour whose load is known in full. */
  readonly since: number;
  expected: Expected | undefined;
  timer: Timer | undefined;
}

/** Days of history that a forecast looks at. */
const DAYS = 14;
/** Datapoints of the CPU in an hour, where it comes once a minute. */
const MINUTES = 60;

/**
 * Predictive scaling: a forecast of the group's CPU load for the next two days, made anew every six hours, and the capacity
 * that it takes, launched ahead of each hour. It never shrinks a group.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-predictive-scaling.html
 */
export class Predictions extends Part {
  readonly #watched = new Map<string, Watch>();

  /** A policy begins to watch: the history of its metric is kept from now on. */
  begin(group: AutoScalingGroup, policy: Policy): void {
    const [specification] = policy.given.predictiveScalingConfiguration!.metricSpecifications;
    const { predefinedMetricPairSpecification: pair, ...other } = specification!;
    if (pair?.predefinedMetricType !== 'ASGCPUUtilization' || Object.keys(other).length > 1) throw notModelled('metrics of predictive scaling other than the pair ASGCPUUtilization'); // prettier-ignore
    const before = this.#watched.get(policy.arn);
    before?.timer?.cancel();
    const since = before?.since ?? Math.ceil(this.now / HOUR);
    this.asg.region.world.metrics.keepOne(this.asg.region, metricOf(group.name));
    const watch: Watch = { policy, since, expected: undefined, timer: undefined };
    this.#watched.set(policy.arn, watch);
    this.#await(group, watch, Math.floor(this.now / HOUR) + 1);
  }

  /** What it expects of the hours between two moments. */
  forecast(group: AutoScalingGroup, policy: Policy, start: Date, end: Date): Output<'GetPredictiveScalingForecast'> {
    const watch = this.#watched.get(policy.arn);
    if (!watch) throw validationError(`The policy ${policy.name} is not of type PredictiveScaling.`);
    const expected = this.#expected(group, watch);
    if (!expected) throw validationError(`There is no forecast yet: it takes 24 hours of data.`);
    const hours = expected.load.map((_, i) => expected.from + i).filter((hour) => hour * HOUR >= start.getTime() / 1000 && hour * HOUR < end.getTime() / 1000);
    const timestamps = hours.map((hour) => dateAt(hour * HOUR));
    const at = (values: readonly number[]) => hours.map((hour) => values[hour - expected.from]!);
    const metricSpecification = policy.given.predictiveScalingConfiguration!.metricSpecifications[0]!;
    return {
      loadForecast: [{ timestamps, values: at(expected.load), metricSpecification }],
      capacityForecast: { timestamps, values: at(expected.capacity) },
      updateTime: dateAt(expected.madeAt),
    };
  } // prettier-ignore

  /** A policy goes. */
  end(policy: Policy): void {
    this.#watched.get(policy.arn)?.timer?.cancel();
    this.#watched.delete(policy.arn);
  }

  /** Waits for the moment at which a policy acts for an hour. */
  #await(group: AutoScalingGroup, watch: Watch, hour: number): void {
    const due = actsAt(watch.policy.predictive, hour);
    if (due < this.now) return this.#await(group, watch, hour + 1);
    watch.timer = this.simulation.timer(due - this.now, () => {
      this.#act(group, watch, hour);
      this.#await(group, watch, hour + 1);
    });
  }

  #act(group: AutoScalingGroup, watch: Watch, hour: number): void {
    const { policy } = watch;
    const expected = this.#expected(group, watch);
    const forecast = expected?.capacity[hour - expected.from];
    if (forecast === undefined || !policy.enabled || group.deleting) return;
    const { ask: asked, max } = askPredictive(policy.predictive, forecast, group.size);
    if (policy.predictive.mode !== 'ForecastAndScale') return;
    if (max > group.maxSize) group.settings = { ...group.settings, maxSize: max };
    // Until the next hour nobody shrinks the group below what is expected of this one.
    group.predicted = { capacity: Math.max(group.minSize, Math.min(group.maxSize, forecast)), until: (hour + 1) * HOUR }; // prettier-ignore
    if (asked.kind === 'out') group.want(asked.desired, becauseOf.predicted(this.now, policy.name, group.desiredCapacity, asked.desired)); // prettier-ignore
  }

  /** The forecast that holds now: made anew every six hours; undefined while there is less than a day of history. */
  #expected(group: AutoScalingGroup, watch: Watch): Expected | undefined {
    const { expected, policy } = watch;
    if (expected && this.now < expected.madeAt + FORECAST_EVERY) return expected;
    const from = Math.floor(this.now / HOUR);
    const load = this.asg.model.forecast(
      this.#history(group, Math.max(watch.since, from - DAYS * 24), from),
      HORIZON,
    );
    if (load) watch.expected = { from, load, capacity: load.map((one) => capacityFor(1, Math.max(0, one), policy.predictive.targetValue)), madeAt: this.now }; // prettier-ignore
    return watch.expected;
  }

  /** The CPU of all instances together in each hour from one to another: percent of one instance. */
  #history(group: AutoScalingGroup, from: number, to: number): (number | undefined)[] {
    if (to <= from) return [];
    const [startTime, endTime] = [dateAt(from * HOUR), dateAt(to * HOUR)];
    const { period } = group.metric('CPUUtilization').shape;
    const { datapoints = [] } = ask<{ datapoints?: { timestamp: Date; sum: number }[] }>(this.asg.region, 'cloudwatch', 'GetMetricStatistics', { ...metricOf(group.name), startTime, endTime, period: HOUR, statistics: ['Sum'] }); // prettier-ignore
    const loads = new Map(datapoints.map(({ timestamp, sum }) => [timestamp.getTime() / 1000 / HOUR, (sum / MINUTES) * (period / 60)])); // prettier-ignore
    return Array.from({ length: to - from }, (_, i) => loads.get(from + i));
  }
}

const metricOf = (group: string) => ({ namespace: 'AWS/EC2', metricName: 'CPUUtilization', dimensions: [{ name: 'AutoScalingGroupName', value: group }] }); // prettier-ignore

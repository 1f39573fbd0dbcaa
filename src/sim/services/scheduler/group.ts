import type { Region } from '../../cloud/index.ts';
import { MetricSet } from '../../cloud/metric-set.ts';
import { schedulerMetrics, type SchedulerMetricName } from './metrics.ts';
import type { Model, ScheduleGroupSummary } from './schema.ts';
import type { Schedule } from './schedule.ts';

/** A schedule group: its schedules are deleted with it, and its metrics are theirs. */
export class Group {
  readonly name: string;
  readonly arn: string;
  readonly metrics: MetricSet<SchedulerMetricName>;
  readonly clientToken: string | undefined;
  readonly schedules = new Map<string, Schedule>();
  tags: ReadonlyMap<string, string> = new Map();
  state: 'ACTIVE' | 'DELETING' = 'ACTIVE';
  readonly #created: Date;

  /** Made by `Scheduler`. */
  constructor(region: Region, name: string, clientToken?: string) {
    this.name = name;
    this.clientToken = clientToken;
    this.arn = region.arn('scheduler', `schedule-group/${name}`);
    this.#created = new Date(region.world.simulation.epochMillis);
    this.metrics = new MetricSet(region, schedulerMetrics, { ScheduleGroup: name });
  }

  /** What GetScheduleGroup and ListScheduleGroups answer of it. */
  describe(): Model<ScheduleGroupSummary> {
    const { name, arn, state } = this;
    return { name, arn, state, creationDate: this.#created, lastModificationDate: this.#created };
  }
}

import { dateAt } from './context.ts';
import {
  advanceActivity,
  beginActivity,
  hasEnded,
  listActivities,
  type Activity,
  type ScalingActivityStatusCode,
} from './plan/activity.ts';
import { causeOf } from './plan/activity-cause.ts';
import type { Model } from './schema.ts';
import type * as aws from './schema.ts';

/** AWS keeps activities for six weeks. https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeScalingActivities.html */
const KEPT = 6 * 7 * 86_400;

/** What happened to a group, in AWS's words. */
export class Activities {
  readonly #group: { readonly name: string; readonly arn: string };
  readonly #now: () => number;
  readonly #uuid: () => string;
  #all: Entry[] = [];

  /** Made by the group. */
  constructor(group: { readonly name: string; readonly arn: string }, now: () => number, uuid: () => string) {
    this.#group = group;
    this.#now = now;
    this.#uuid = uuid;
  }

  /** Begins one. */
  begin(
    description: string,
    cause: readonly string[],
    details: string,
    status: ScalingActivityStatusCode,
  ): Entry {
    const startTime = this.#now();
    this.#all = this.#all.filter(
      ({ activity }) => !hasEnded(activity) || activity.startTime > startTime - KEPT,
    );
    const given = { activityId: this.#uuid(), autoScalingGroupName: this.#group.name, description, cause: causeOf(cause), details, startTime }; // prettier-ignore
    const entry = new Entry(beginActivity(given, status), this.#now);
    this.#all.push(entry);
    return entry;
  }

  /** Whether one is under way. */
  get active(): boolean {
    return this.#all.some(({ activity }) => !hasEnded(activity));
  }

  /** When the last one ended, in seconds since 1970; undefined where none has. */
  get lastEnd(): number | undefined {
    return this.#all.reduce<number | undefined>(
      (last, { activity: { endTime } }) => (endTime === undefined ? last : Math.max(last ?? 0, endTime)),
      undefined,
    );
  }

  /** As AWS lists them: those under way first, then the latest. */
  list(): Model<aws.Activity>[] {
    return listActivities(this.#all.map(({ activity }) => activity).reverse()).map((one) => this.shown(one));
  }

  /** One as the API shows it. */
  shown({ startTime, endTime, ...activity }: Activity): Model<aws.Activity> {
    return {
      ...activity,
      startTime: dateAt(startTime),
      ...(endTime !== undefined && { endTime: dateAt(endTime) }),
      autoScalingGroupARN: this.#group.arn,
    };
  }
}

/** An activity under way. */
export class Entry {
  /** As it stands. */
  activity: Activity;
  readonly #now: () => number;

  /** Made by `Activities`. */
  constructor(activity: Activity, now: () => number) {
    this.activity = activity;
    this.#now = now;
  }

  /** Goes over to a status. */
  to(status: ScalingActivityStatusCode, message?: string): void {
    this.activity = advanceActivity(this.activity, status, this.#now(), message);
  }

  /** The instance is known: the description names it. */
  describe(description: string): void {
    this.activity = { ...this.activity, description };
  }
}

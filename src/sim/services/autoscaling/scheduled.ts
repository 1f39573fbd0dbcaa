import type { Timer } from '../../kernel/index.ts';
import { dateAt } from './context.ts';
import { validationError } from './errors.ts';
import { nextRecurrence, readRecurrence, type Recurrence } from './recurrence.ts';
import type { Input, Model } from './schema.ts';
import type * as aws from './schema.ts';

type Given = Input<'PutScheduledUpdateGroupAction'>;

/** A scheduled action of a group. */
export class Scheduled {
  readonly arn: string;
  readonly given: Given;
  /** Calls the next run. */
  timer: Timer | undefined;
  readonly #recurrence: Recurrence | undefined;

  /** Made by PutScheduledUpdateGroupAction. Throws ValidationError where it is none; `now` in seconds since 1970. */
  constructor(arn: string, given: Given, now: number) {
    this.arn = arn;
    this.given = given;
    const { minSize, maxSize, desiredCapacity, recurrence, timeZone = 'Etc/UTC' } = given;
    for (const [name, value] of Object.entries({ MinSize: minSize, MaxSize: maxSize, DesiredCapacity: desiredCapacity }))
      if (value !== undefined && !(value >= 0)) throw validationError(`${name} must be a whole number of at least 0.`);
    if (minSize === undefined && maxSize === undefined && desiredCapacity === undefined) throw validationError('At least one of MinSize, MaxSize and DesiredCapacity must be given.');
    if (minSize !== undefined && maxSize !== undefined && minSize > maxSize) throw validationError('Min bound must be less than or equal to max bound.');
    const { start, end } = this;
    if (start === undefined && recurrence === undefined) throw validationError('Either a start time or a recurrence must be given.');
    if (start !== undefined && !(start > now)) throw validationError('Given start time is in the past.');
    if (end !== undefined && !(end > (start ?? now))) throw validationError('End time must be later than the start time.');
    this.#recurrence = recurrence === undefined ? undefined : readRecurrence(recurrence, timeZone === 'Etc/UTC' ? 'UTC' : timeZone);
  } // prettier-ignore

  /** `Time` is the old name of the start. */
  get start(): number | undefined {
    const date = this.given.startTime ?? this.given.time;
    return date && date.getTime() / 1000;
  }

  get end(): number | undefined {
    return this.given.endTime && this.given.endTime.getTime() / 1000;
  }

  get recurs(): boolean {
    return this.#recurrence !== undefined;
  }

  /**
   * When it runs next, after a moment. One that recurs and has a start runs at the start, too, whatever its recurrence says;
   * a run that falls on the end does not take place.
   */
  next(after: number): number | undefined {
    const { start, end } = this;
    const due = start !== undefined && after < start ? start : this.#recurrence && nextRecurrence(this.#recurrence, after); // prettier-ignore
    return due !== undefined && (end === undefined || due < end) ? due : undefined;
  }

  /** As the API shows it. */
  describe(now: number): Model<aws.ScheduledUpdateGroupAction> {
    const { time: _time, ...given } = this.given;
    const next = this.next(now);
    const startTime = this.start === undefined ? next : Math.max(this.start, next ?? 0);
    return { ...given, scheduledActionARN: this.arn, ...(startTime !== undefined && { startTime: dateAt(startTime), time: dateAt(startTime) }) }; // prettier-ignore
  }
}

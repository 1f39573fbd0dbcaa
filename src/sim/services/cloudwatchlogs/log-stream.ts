import { invalid } from './errors.ts';
import { DAY } from './put-log-events.ts';
import type { InputLogEvent } from './schema.ts';

/** An event that is stored. */
export interface LogEvent extends InputLogEvent {
  ingestionTime: number;
  /** Its own among all of the Region. */
  id: string;
}

/** Which events of a stream. */
export interface GetLogEventsInput {
  startTime?: number;
  endTime?: number;
  limit?: number;
  nextToken?: string;
  startFromHead?: boolean;
}

const PAGE = 10_000;

/** The events of one stream by their time; equal times keep the order in which they came. */
export class LogStream {
  readonly name: string;
  readonly creationTime: number;
  #events: LogEvent[] = [];

  constructor(name: string, creationTime: number) {
    this.name = name;
    this.creationTime = creationTime;
  }

  /** Stores events. */
  append(events: readonly LogEvent[]): void {
    for (const event of events) {
      let at = this.#events.length;
      while (at > 0 && this.#events[at - 1]!.timestamp > event.timestamp) at--;
      this.#events.splice(at, 0, event);
    }
  }

  /** All of them. */
  get all(): readonly LogEvent[] {
    return this.#events;
  }

  /** Events from `startTime` on, before `endTime`. */
  between(startTime = -Infinity, endTime = Infinity): readonly LogEvent[] {
    return this.#events.filter(({ timestamp }) => timestamp >= startTime && timestamp < endTime);
  }

  /** Forgets what the retention has overtaken. AWS takes up to 72 hours for it, but no longer shows such events. */
  expire(now: number, retentionInDays: number | undefined): void {
    if (retentionInDays === undefined) return;
    const bound = now - retentionInDays * DAY;
    if ((this.#events[0]?.timestamp ?? bound) < bound) this.#events = [...this.between(bound)];
  }

  /**
   * A page, the newest one or the oldest, with tokens that lead on in both directions. At an end, the token is the one
   * that was given. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
   */
  page(input: GetLogEventsInput) {
    const events = this.between(input.startTime, input.endTime);
    const limit = input.limit ?? PAGE;
    let from: number;
    let to: number;
    if (input.nextToken === undefined) {
      from = input.startFromHead ? 0 : Math.max(0, events.length - limit);
      to = Math.min(events.length, from + limit);
    } else {
      const [, direction, place] = /^([fb])\/(\d{1,15})$/.exec(input.nextToken) ?? [];
      if (place === undefined) throw invalid('The specified nextToken is invalid.');
      const at = Math.min(Number(place), events.length);
      from = direction === 'f' ? at : Math.max(0, at - limit);
      to = direction === 'f' ? Math.min(events.length, at + limit) : at;
    }
    return { events: events.slice(from, to), nextForwardToken: `f/${to}`, nextBackwardToken: `b/${from}` };
  }
}

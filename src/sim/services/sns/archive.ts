import type { JsonObject } from '../../cloud/json/tree.ts';
import { JsonNumber, readJson } from '../../cloud/json/tree.ts';
import { snsLimits } from './limits.ts';
import type { Published } from './notification.ts';

const DAY = 86_400_000;

/** The days of an archive policy, 0 for one that is empty; a text for what is wrong with it. */
export function readArchivePolicy(text: string): number | string {
  const policy = objectIn(text);
  if (!policy) return 'must be a JSON object';
  if (policy.size === 0) return 0;
  const given = policy.get('MessageRetentionPeriod');
  const days = Number(given instanceof JsonNumber ? given.text : given);
  const { min, max } = snsLimits.archive;
  if (policy.size > 1 || !Number.isInteger(days) || days < min || days > max)
    return `MessageRetentionPeriod must be a number of days from ${min} to ${max}`;
  return days;
}

/** From when to when messages are replayed, milliseconds of the Unix epoch. */
export interface ReplayPoints {
  readonly start: number;
  /** Infinity where no end is set. */
  readonly end: number;
}

/** The points of a replay policy, undefined for one that is empty; a text for what is wrong with it. */
export function readReplayPolicy(text: string): ReplayPoints | undefined | string {
  const policy = objectIn(text);
  if (!policy) return 'must be a JSON object';
  if (policy.size === 0) return undefined;
  if (policy.get('PointType') !== 'Timestamp') return 'PointType must be Timestamp';
  const start = Date.parse(String(policy.get('StartingPoint')));
  const end = policy.has('EndingPoint') ? Date.parse(String(policy.get('EndingPoint'))) : Infinity;
  if (Number.isNaN(start) || Number.isNaN(end)) return 'StartingPoint and EndingPoint must be times';
  if (end <= start) return 'EndingPoint must be later than StartingPoint';
  return { start, end };
}

function objectIn(text: string): JsonObject | undefined {
  try {
    const value = readJson(text);
    return value instanceof Map ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The messages that a FIFO topic keeps, to be sent again.
 * https://docs.aws.amazon.com/sns/latest/dg/fifo-message-archiving-replay.html
 */
export class Archive {
  /** When it began, milliseconds of the Unix epoch. */
  readonly since: number;
  /** Days that it keeps a message. */
  days: number;
  #messages: Published[] = [];

  constructor(since: number, days: number) {
    this.since = since;
    this.days = days;
  }

  /** Keeps a message. */
  keep(published: Published): void {
    this.#messages.push(published);
  }

  /** What it still holds of a time, in the order in which it was published. */
  between({ start, end }: ReplayPoints, now: number): Published[] {
    const oldest = now - this.days * DAY;
    this.#messages = this.#messages.filter(({ timestamp }) => Date.parse(timestamp) >= oldest);
    return this.#messages.filter(({ timestamp }) => {
      const time = Date.parse(timestamp);
      return time >= start && time <= end;
    });
  }
}

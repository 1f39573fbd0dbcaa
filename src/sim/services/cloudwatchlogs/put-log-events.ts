import { utf8 } from '../../cloud/digest/index.ts';
import { invalid } from './errors.ts';
import { logsLimits as limits } from './limits.ts';
import type { InputLogEvent, RejectedLogEventsInfo } from './schema.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const MAX_BATCH_BYTES = limits.batchBytes.max;
const MAX_EVENT_BYTES = limits.eventBytes.max;
const EVENT_OVERHEAD = 26;
const HOUR = 3_600_000;
/** Milliseconds. */
export const DAY = 24 * HOUR;
const MAX_SPAN = DAY;
const MAX_AHEAD = 2 * HOUR;
const MAX_AGE = 14 * DAY;

/**
 * Checks a batch of PutLogEvents. Events in it that are too old or too new are rejected, the others are taken; a batch
 * out of order, too large or too long fails whole. Sequence tokens are ignored.
 */
export function checkLogEvents(
  events: readonly InputLogEvent[],
  now: number,
  retentionInDays?: number,
): { accepted: readonly InputLogEvent[]; rejected: RejectedLogEventsInfo | undefined } {
  checkSizes(events);
  if (events.some(({ timestamp }, i) => i > 0 && timestamp < events[i - 1]!.timestamp)) {
    throw invalid('Log events in a single PutLogEvents request must be in chronological order.');
  }
  const retained = retentionInDays === undefined ? -Infinity : now - retentionInDays * DAY;
  const tooOld = events.filter(({ timestamp }) => timestamp < now - MAX_AGE).length;
  const expired = events.filter(({ timestamp }) => timestamp < retained).length;
  const tooNew = events.filter(({ timestamp }) => timestamp > now + MAX_AHEAD).length;
  const accepted = events.slice(Math.max(tooOld, expired), events.length - tooNew);
  if (accepted.length > 0 && accepted.at(-1)!.timestamp - accepted[0]!.timestamp > MAX_SPAN) {
    throw invalid('The batch of log events in a single PutLogEvents request cannot span more than 24 hours.');
  }
  const rejected: RejectedLogEventsInfo = {};
  if (tooNew > 0) rejected.tooNewLogEventStartIndex = events.length - tooNew;
  if (tooOld > 0) rejected.tooOldLogEventEndIndex = tooOld;
  if (expired > 0) rejected.expiredLogEventEndIndex = expired;
  return { accepted, rejected: Object.keys(rejected).length > 0 ? rejected : undefined };
}

function checkSizes(events: readonly InputLogEvent[]): void {
  let bytes = 0;
  for (const { message } of events) {
    const size = utf8(message).length + EVENT_OVERHEAD;
    if (size > MAX_EVENT_BYTES) throw tooLarge('Log event', size, MAX_EVENT_BYTES);
    bytes += size;
  }
  if (bytes > MAX_BATCH_BYTES) throw tooLarge('Upload', bytes, MAX_BATCH_BYTES);
}

function tooLarge(what: string, size: number, limit: number) {
  return invalid(`${what} too large: ${size} bytes exceeds limit of ${limit}`);
}

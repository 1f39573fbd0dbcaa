import { utf8 } from '../../cloud/digest/index.ts';
import { readJson, writeJson, type JsonValue } from '../../cloud/json/tree.ts';
import { eventsError } from './errors.ts';
import { readEvent, type Fields } from '../../cloud/pattern/index.ts';

/** An event on a bus. */
export interface BusEvent {
  readonly id: string;
  /** As targets get it: JSON, with numbers as they were written. */
  readonly text: string;
  /** The same, ready for patterns. */
  readonly fields: Fields;
  /** Its `time`: milliseconds of the Unix epoch. */
  readonly time: number;
  /** When EventBridge got it; milliseconds of the Unix epoch. */
  readonly ingested: number;
  /** Bytes, as PutEvents counts them. */
  readonly size: number;
  /** Whether it came from another bus: it goes to no third. */
  readonly forwarded: boolean;
  /** The replay that it belongs to. */
  readonly replay: string | undefined;
}

/** What an event is made of. */
export interface EventParts {
  readonly id: string;
  readonly detailType: string;
  readonly source: string;
  readonly account: string;
  readonly region: string;
  /** Milliseconds of the Unix epoch. */
  readonly time: number;
  readonly resources: readonly string[];
  /** JSON. */
  readonly detail: string;
}

/** An event from its parts, its members in AWS's order. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html */
export function makeEvent(parts: EventParts, ingested: number): BusEvent {
  const { id, detailType, source, account, region, time, resources, detail } = parts;
  const head = JSON.stringify({
    version: '0',
    id,
    'detail-type': detailType,
    source,
    account,
    time: `${new Date(time).toISOString().slice(0, 19)}Z`,
    region,
    resources,
  });
  const text = `${head.slice(0, -1)},"detail":${detail}}`;
  const size = entrySize({ source, detailType, detail, resources, time });
  return { id, text, fields: readEvent(text), time, ingested, size, forwarded: false, replay: undefined };
}

/** The same event as a replay sends it: with the replay's name. */
export function replayed(event: BusEvent, replay: string, ingested: number): BusEvent {
  const text = `${event.text.slice(0, -1)},"replay-name":${JSON.stringify(replay)}}`;
  return { ...event, text, fields: readEvent(text), ingested, replay };
}

/** An event that comes from another bus: as it was. */
export function received(text: string, ingested: number): BusEvent {
  const event = JSON.parse(text) as { id: string; time: string };
  const size = utf8(text).length;
  return {
    id: event.id,
    text,
    fields: readEvent(text),
    time: Date.parse(event.time),
    ingested,
    size,
    forwarded: true,
    replay: undefined,
  };
}

/** An entry of PutEvents, as far as its size goes. */
export interface SizedEntry {
  readonly source?: string | undefined;
  readonly detailType?: string | undefined;
  readonly detail?: string | undefined;
  readonly resources?: readonly string[] | undefined;
  readonly time?: Date | number | undefined;
}

/**
 * The size of an entry: 14 bytes for a time, and the bytes of its texts.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-putevent-size
 */
export function entrySize({ source, detailType, detail, resources = [], time }: SizedEntry): number {
  const texts = [source ?? '', detailType ?? '', detail ?? '', ...resources];
  return texts.reduce((sum, text) => sum + utf8(text).length, time === undefined ? 0 : 14);
}

/** A detail as events carry it: compact, of equal keys the last; undefined where it is no JSON object. */
export function readDetail(text: string): string | undefined {
  let value: JsonValue;
  try {
    value = readJson(text);
  } catch {
    return undefined;
  }
  return value instanceof Map ? writeJson(value) : undefined;
}

/** An entry of PutEvents that was read. */
export interface EntryParts {
  readonly source: string;
  readonly detailType: string;
  readonly detail: string;
  readonly resources: readonly string[];
  readonly time: Date | undefined;
  /** Bytes. */
  readonly size: number;
}

/** Reads an entry. @throws InvalidArgument, MalformedDetail */
export function readEntry(entry: {
  readonly source?: string | undefined;
  readonly detailType?: string | undefined;
  readonly detail?: string | undefined;
  readonly resources?: readonly string[] | undefined;
  readonly time?: Date | undefined;
}): EntryParts {
  const { source, detailType, detail, resources = [], time } = entry;
  for (const [name, value] of Object.entries({ Source: source, DetailType: detailType, Detail: detail }))
    if (!value)
      throw eventsError(
        'InvalidArgument',
        `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
      );
  const compact = readDetail(detail!);
  if (compact === undefined) throw eventsError('MalformedDetail', 'Detail is malformed.');
  return {
    source: source!,
    detailType: detailType!,
    detail: compact,
    resources,
    time,
    size: entrySize(entry),
  };
}

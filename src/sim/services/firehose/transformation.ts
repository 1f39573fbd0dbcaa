import { fromBase64 } from './base64.ts';
import type { Reply, Yieldable } from '../../kernel/index.ts';
import type { DeliveryRecord } from './delivery-record.ts';

/** A record that a function is to transform. */
export interface TransformationInput {
  readonly recordId: string;
  readonly approximateArrivalTimestamp: number;
  readonly data: Uint8Array;
}

/** How a call ended: with what the function returned, or without. */
export type TransformationAnswer =
  { readonly value: unknown } | { readonly failure: 'timeout' | 'throttled' | 'function-error' };

/** Calls the function. */
export type Transform = (records: readonly TransformationInput[]) => Reply<TransformationAnswer>;

/** The records of a batch after the function, each in one of the three lists. */
export interface Transformed {
  readonly ok: readonly DeliveryRecord[];
  readonly dropped: readonly DeliveryRecord[];
  readonly failed: readonly DeliveryRecord[];
}

/**
 * Has a batch transformed. Timeouts and throttles are tried again, three times by default; then, as after an error of
 * the function, the batch counts as failed.
 * https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-failure-handling.html
 */
export function* transformation(
  transform: Transform,
  records: readonly DeliveryRecord[],
  retries: number,
  retryDelay: number,
): Generator<Yieldable, Transformed, never> {
  const input = records.map(({ recordId, arrival, data }) => ({
    recordId,
    approximateArrivalTimestamp: arrival,
    data,
  }));
  for (let attempt = 0; ; attempt++) {
    const answer = yield* transform(input);
    if ('value' in answer) return sorted(records, answer.value);
    if (answer.failure === 'function-error' || attempt >= retries)
      return { ok: [], dropped: [], failed: records };
    yield retryDelay;
  }
}

/** Sorts a batch by what the function says of each record. What it does not name, or names otherwise, has failed. */
export function sorted(records: readonly DeliveryRecord[], value: unknown): Transformed {
  const results = new Map<unknown, unknown>();
  const list = own(value, 'records');
  if (Array.isArray(list)) for (const item of list) results.set(own(item, 'recordId'), item);
  const [ok, dropped, failed]: [DeliveryRecord[], DeliveryRecord[], DeliveryRecord[]] = [[], [], []];
  for (const record of records) {
    const item = results.get(record.recordId);
    const result = own(item, 'result');
    const text = own(item, 'data');
    const data = typeof text === 'string' ? fromBase64(text) : undefined;
    if (result === 'Dropped') dropped.push(record);
    else if (result === 'Ok' && data) {
      const partitionKeys = keysOf(own(own(item, 'metadata'), 'partitionKeys')) ?? record.partitionKeys;
      ok.push({ ...record, data, bytes: data.length, partitionKeys });
    } else failed.push(record);
  }
  return { ok, dropped, failed };
}

function keysOf(value: unknown): Record<string, string> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.fromEntries(Object.entries(value).map(([name, key]) => [name, String(key)]));
}

const own = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;

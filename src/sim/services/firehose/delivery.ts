import { utf8 } from '../../cloud/digest/index.ts';
import type { Reply, Simulation, Yieldable } from '../../kernel/index.ts';
import { toBase64 } from './base64.ts';
import { Buffer, type BufferingHints } from './buffer.ts';
import type { DeliveryRecord, ErrorOutputType, Fate } from './delivery-record.ts';
import type { FirehoseModel } from './model.ts';
import { expand, objectKey } from './object-key.ts';
import { Partitions } from './partitions.ts';
import { keysIn } from './processing.ts';
import { ERROR_OUTPUT, type DeliverySettings } from './settings.ts';
import { transformation, type Transform } from './transformation.ts';

/** What a delivery needs of the world around. */
export interface DeliveryPorts {
  readonly simulation: Simulation;
  readonly model: FirehoseModel;
  /** Stores an object; false: not known, so it is tried again. */
  readonly store: (bucket: string, key: string, body: Uint8Array) => Reply<boolean>;
  /** Hands records to a destination that is not S3. */
  readonly send: (records: readonly DeliveryRecord[], key: string) => boolean;
  readonly transform: Transform | undefined;
  /** Hexadecimal digits, others at every call. */
  readonly newId: () => string;
  /** How long S3 is tried, in seconds. */
  readonly s3Retry: number;
  readonly activePartitions: number;
  /** Is told what became of records. */
  readonly onFate: (fate: Fate, records: readonly DeliveryRecord[]) => void;
}

/** Who the stream is. */
export interface DeliveryName {
  readonly name: string;
  readonly version: number;
}

/** The way of records from a source to a destination: gathered, transformed, gathered again, delivered at least once. */
export class Delivery {
  readonly #name: DeliveryName;
  readonly #settings: DeliverySettings;
  readonly #ports: DeliveryPorts;
  readonly #waiting: Buffer<DeliveryRecord> | undefined;
  readonly #raw: Buffer<DeliveryRecord> | undefined;
  readonly #partitions: Partitions;
  readonly #failures = new Map<ErrorOutputType, Buffer<DeliveryRecord>>();

  constructor(name: DeliveryName, settings: DeliverySettings, ports: DeliveryPorts) {
    this.#name = name;
    this.#settings = settings;
    this.#ports = ports;
    const { buffering, processing, backup } = settings;
    const deliver = (records: readonly DeliveryRecord[], done: () => void) =>
      this.#start(() => this.#deliver(records, done));
    const { simulation, activePartitions } = ports;
    this.#partitions = new Partitions(simulation, this.#hints(buffering), deliver, activePartitions);
    if (processing.function)
      this.#waiting = this.#buffer(processing.function.buffering, (records) => this.#transform(records));
    if (backup)
      this.#raw = this.#buffer(backup.buffering, (records) =>
        this.#store(backup.bucket, this.#key(backup.prefix, records), joined(records)),
      );
  }

  /** Partitions with something to deliver; 1 at most where there is no dynamic partitioning. */
  get activePartitions(): number {
    return this.#partitions.active;
  }

  /** Takes a record in. */
  put(record: DeliveryRecord): void {
    this.#raw?.add(record);
    if (this.#waiting) this.#waiting.add(record);
    else this.#gather(record);
  }

  /** Into the buffer that it is delivered from: that of its partition, which is what its prefix comes to. */
  #gather(given: DeliveryRecord): void {
    const { dynamicPartitioning, prefix, processing } = this.#settings;
    const found = processing.query ? keysIn(given.data, processing.query) : {};
    if (!found) return this.#fail('metadata-extraction-failed', [given]);
    let record = { ...given, partitionKeys: { ...given.partitionKeys, ...found } };
    if (processing.delimiter !== '') {
      const data = concat([record.data, utf8(processing.delimiter)]);
      record = { ...record, data, bytes: data.length };
    }
    const { name: deliveryStream, version } = this.#name;
    const partition = dynamicPartitioning
      ? expand(prefix, { deliveryStream, version, first: record, unique: '' })
      : '';
    if (/!\{partitionKeyFrom/.test(partition)) this.#fail('metadata-extraction-failed', [given]);
    else if (!this.#partitions.add(partition, record)) this.#fail('activePartitionExceeded', [given]);
  }

  *#transform(records: readonly DeliveryRecord[]): Generator<Yieldable, void, never> {
    const { transform, model, onFate } = this.#ports;
    const { retries } = this.#settings.processing.function!;
    const result = yield* transformation(transform!, records, retries, model.functionRetry);
    if (result.dropped.length > 0) onFate('dropped', result.dropped);
    this.#fail('processing-failed', result.failed);
    for (const record of result.ok) this.#gather(record);
  }

  *#deliver(records: readonly DeliveryRecord[], done: () => void): Generator<Yieldable, void, never> {
    const { type, prefix, bucket, fileExtension, retryDuration } = this.#settings;
    const { onFate, send } = this.#ports;
    const key = this.#key(prefix, records) + fileExtension;
    // Redshift copies from an object, which has to be there first.
    const stored = ['S3', 'Redshift'].includes(type)
      ? yield* this.#store(bucket, key, joined(records))
      : true;
    const sent = stored && (type === 'S3' || (yield* this.#try(() => send(records, key), retryDuration)));
    if (sent) onFate('delivered', records);
    else if (!stored) onFate('lost', records);
    else this.#fail(ERROR_OUTPUT[type], records);
    done();
  }

  /** Gathers what goes to the error prefix of the bucket. */
  #fail(why: ErrorOutputType, records: readonly DeliveryRecord[]): void {
    if (records.length === 0) return;
    let buffer = this.#failures.get(why);
    if (!buffer) {
      buffer = this.#buffer(this.#settings.buffering, (failed) => this.#backUp(why, failed));
      this.#failures.set(why, buffer);
    }
    for (const record of records) buffer.add(record);
  }

  *#backUp(why: ErrorOutputType, records: readonly DeliveryRecord[]): Generator<Yieldable, boolean, never> {
    const { bucket, errorOutputPrefix } = this.#settings;
    const lines = records.map(({ data, arrival }) =>
      JSON.stringify({ errorCode: why, arrivalTimestamp: arrival, rawData: toBase64(data) }),
    );
    const body = utf8(`${lines.join('\n')}\n`);
    const stored = yield* this.#store(bucket, this.#key(errorOutputPrefix, records, why), body);
    this.#ports.onFate(stored ? 'failed' : 'lost', records);
    return stored;
  }

  *#store(bucket: string, key: string, body: Uint8Array): Generator<Yieldable, boolean, never> {
    const { store, s3Retry } = this.#ports;
    return yield* this.#try(() => store(bucket, key, body), s3Retry);
  }

  /** Tries until it is taken or the time is over. */
  *#try(attempt: () => boolean | Reply<boolean>, duration: number): Generator<Yieldable, boolean, never> {
    const { simulation, model } = this.#ports;
    const end = simulation.now + duration;
    for (let delay = model.firstRetry; ; delay = Math.min(model.lastRetry, delay * 2)) {
      const answer = attempt();
      if (typeof answer === 'boolean' ? answer : yield* answer) return true;
      if (simulation.now >= end) return false;
      yield Math.min(delay, end - simulation.now);
    }
  }

  #key(prefix: string, records: readonly DeliveryRecord[], errorOutputType?: string): string {
    const { name: deliveryStream, version } = this.#name;
    const first = records.reduce((oldest, record) => (record.arrival < oldest.arrival ? record : oldest));
    const unique = this.#ports.newId();
    return objectKey(prefix, {
      deliveryStream,
      version,
      first,
      unique,
      ...(errorOutputType !== undefined && { errorOutputType }),
    });
  }

  #buffer(
    hints: BufferingHints,
    flush: (records: readonly DeliveryRecord[]) => Generator<Yieldable, unknown, never>,
  ): Buffer<DeliveryRecord> {
    const start = (records: readonly DeliveryRecord[]) => this.#start(() => flush(records));
    return new Buffer(this.#ports.simulation, this.#hints(hints), start);
  }

  #hints({ bytes, seconds }: BufferingHints): BufferingHints {
    return { bytes, seconds: seconds === 0 ? this.#ports.model.zeroBuffering : seconds };
  }

  #start(body: () => Generator<Yieldable, unknown, never>): void {
    void this.#ports.simulation.process(body, 'Firehose');
  }
}

const joined = (records: readonly DeliveryRecord[]): Uint8Array => concat(records.map(({ data }) => data));

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

import type { Process, Timer, Yieldable } from '../kernel/index.ts';
import { parseArn } from './arn.ts';
import { AwsError } from './aws-error.ts';
import type { Region } from './region.ts';

/** A message of a queue, as functions and pipes get it. */
export interface QueueRecord {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, object>>;
  readonly md5OfBody: string;
  readonly eventSource: 'aws:sqs';
  readonly eventSourceARN: string;
  readonly awsRegion: string;
}

/** How a queue is polled. */
export interface QueuePollerOptions {
  readonly region: Region;
  /** A queue of that Region. */
  readonly queueArn: string;
  /** The most messages of a batch. */
  readonly batchSize: number;
  /** Seconds to wait for more messages after a batch's first. */
  readonly window: number;
  /** Batches that are read at a time: at first, how many more in a minute while all are at work, and at most. */
  readonly scaling: { readonly start: number; readonly perMinute: number; readonly top: number };
  /**
   * Batches at a time under which failures never bring it: each batch that fails makes it one fewer, and none is added
   * before one goes well. Default: failures change nothing.
   */
  readonly least?: number;
  /** Whether a message is wanted. One that is not is deleted. */
  readonly wants: (record: QueueRecord) => boolean;
  /** Works on a batch; answers the ids of the messages that stay on the queue. An AwsError keeps them all. */
  readonly handle: (records: readonly QueueRecord[]) => Generator<Yieldable, ReadonlySet<string>, never>;
}

interface Received {
  MessageId: string;
  ReceiptHandle: string;
  Body: string;
  MD5OfBody: string;
  Attributes?: Record<string, string>;
  MessageAttributes?: Record<string, { DataType: string; StringValue?: string; BinaryValue?: Uint8Array }>;
}

const LONG_POLL = 20;
/** Bytes that a batch may hold. */
const PAYLOAD = 6_000_000;

/**
 * Reads a queue in batches on somebody's behalf, as event source mappings and pipes do: long polls, five at first; more
 * while all are at work; messages of batches that went well are deleted, others come back after the queue's visibility
 * timeout. Where a batch waits for more, its last long poll may outlast its window, as AWS says of quiet queues.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-sqs.html
 */
export class QueuePoller {
  readonly #options: QueuePollerOptions;
  readonly #url: string;
  readonly #idle = new Set<Process<unknown>>();
  #size = 0;
  #busy = 0;
  #failing = false;
  #growth: Timer | undefined;
  #stopped = false;

  /** Begins to poll. */
  constructor(options: QueuePollerOptions) {
    this.#options = options;
    const { region } = options;
    const { account, resource } = parseArn(options.queueArn)!;
    this.#url = `https://sqs.${region.name}.${region.domain}/${account}/${resource}`;
    for (let i = 0; i < options.scaling.start; i++) this.#add(false);
  }

  /** Batches that are at work. */
  get busy(): number {
    return this.#busy;
  }

  /** Polls no more. What is at work comes to its end; what a batch has gathered goes back to the queue. */
  stop(): void {
    this.#stopped = true;
    this.#growth?.cancel();
    for (const process of this.#idle) process.cancel();
  }

  #add(extra: boolean): void {
    this.#size++;
    const process: Process<unknown> = this.#options.region.world.simulation.process(
      () => this.#poll(extra, () => process),
      'queue poller',
    );
    this.#idle.add(process);
  }

  *#poll(extra: boolean, self: () => Process<unknown>): Generator<Yieldable, void, never> {
    while (!this.#stopped) {
      const batch = yield* this.#gather();
      // One that came on top leaves as soon as there is nothing to do.
      if (batch.length === 0 && extra) break;
      if (batch.length === 0) continue;
      this.#idle.delete(self());
      this.#busy++;
      this.#watch();
      const failed = yield* this.#work(batch);
      this.#busy--;
      if (this.#backsOff(failed)) break;
      this.#idle.add(self());
    }
    this.#idle.delete(self());
    this.#size--;
  }

  /** Whether one leaves because its batch failed. */
  #backsOff(failed: boolean): boolean {
    const { least, scaling } = this.#options;
    if (least === undefined) return false;
    this.#failing = failed;
    if (failed) return this.#size > least;
    while (!this.#stopped && this.#size < scaling.start) this.#add(false);
    return false;
  }

  /** While all are at work, there are more each second. */
  #watch(): void {
    const { region, scaling } = this.#options;
    if (this.#growth || this.#stopped || this.#busy < this.#size || this.#size >= scaling.top) return;
    this.#growth = region.world.simulation.timer(1, () => {
      this.#growth = undefined;
      if (this.#busy < this.#size || this.#failing) return;
      const more = Math.min(Math.round(scaling.perMinute / 60), scaling.top - this.#size);
      for (let i = 0; i < more; i++) this.#add(true);
    });
  }

  /** One batch; none after a long poll that found nothing. */
  *#gather(): Generator<Yieldable, QueueRecord[], never> {
    const { region, batchSize, window } = this.#options;
    const { simulation } = region.world;
    const records: QueueRecord[] = [];
    let bytes = 0;
    let until = Infinity;
    for (;;) {
      const MaxNumberOfMessages = Math.min(10, batchSize - records.length);
      const found = yield* this.#receive(MaxNumberOfMessages);
      if (records.length === 0) {
        if (found.length === 0) return [];
        until = simulation.now + window;
      }
      records.push(...found);
      for (const { body } of found) bytes += body.length;
      if (records.length >= batchSize || bytes >= PAYLOAD || simulation.now >= until) return records;
    }
  }

  *#receive(MaxNumberOfMessages: number): Generator<Yieldable, QueueRecord[], never> {
    const { region, queueArn } = this.#options;
    const input = {
      QueueUrl: this.#url,
      MaxNumberOfMessages,
      WaitTimeSeconds: LONG_POLL,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    };
    try {
      const { Messages = [] } = (yield* region.call('sqs', 'ReceiveMessage', input)) as {
        Messages?: Received[];
      };
      return Messages.map((message) => record(message, queueArn, region.name));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      // A queue that is gone, or does not answer.
      yield LONG_POLL;
      return [];
    }
  }

  /** Works on a batch; answers whether a part of it failed as a whole. */
  *#work(batch: QueueRecord[]): Generator<Yieldable, boolean, never> {
    const wanted = batch.filter(this.#options.wants);
    const unwanted = batch.filter((one) => !wanted.includes(one));
    yield* this.#delete(unwanted);
    let anyFailed = false;
    for (const part of parts(wanted)) {
      let failed: ReadonlySet<string>;
      try {
        failed = yield* this.#options.handle(part);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        anyFailed = true;
        continue;
      }
      yield* this.#delete(part.filter(({ messageId }) => !failed.has(messageId)));
    }
    return anyFailed;
  }

  *#delete(records: readonly QueueRecord[]): Generator<Yieldable, void, never> {
    for (let from = 0; from < records.length; from += 10) {
      const ten = records.slice(from, from + 10);
      const Entries = ten.map(({ receiptHandle }, i) => ({ Id: String(i), ReceiptHandle: receiptHandle }));
      try {
        yield* this.#options.region.call('sqs', 'DeleteMessageBatch', { QueueUrl: this.#url, Entries });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
      }
    }
  }
}

/** A batch in parts that are small enough. */
function parts(batch: readonly QueueRecord[]): QueueRecord[][] {
  const found: QueueRecord[][] = [];
  let bytes = Infinity;
  for (const one of batch) {
    bytes += one.body.length;
    if (bytes > PAYLOAD) {
      found.push([]);
      bytes = one.body.length;
    }
    found.at(-1)!.push(one);
  }
  return found;
}

function record(message: Received, queueArn: string, region: string): QueueRecord {
  const { MessageId, ReceiptHandle, Body, MD5OfBody, Attributes = {}, MessageAttributes = {} } = message;
  const messageAttributes = Object.entries(MessageAttributes).map(
    ([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        ...(StringValue !== undefined && { stringValue: StringValue }),
        ...(BinaryValue !== undefined && { binaryValue: btoa(String.fromCharCode(...BinaryValue)) }),
        stringListValues: [],
        binaryListValues: [],
        dataType: DataType,
      },
    ],
  );
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: Attributes,
    messageAttributes: Object.fromEntries(messageAttributes) as Record<string, object>,
    md5OfBody: MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}

import { AwsError, parseArn } from '../../cloud/index.ts';
import {
  EVENTBRIDGE_LIMITS,
  fieldsOf,
  matches,
  PatternError,
  PIPES_OPERATORS,
  readPattern,
  type Pattern,
} from '../../cloud/pattern/index.ts';
import { readJson, type JsonObject, type JsonValue } from '../../cloud/json/tree.ts';
import { QueuePoller, type QueueRecord } from '../../cloud/queue-poller.ts';
import { StreamPoller, type GivenUp, type StreamRecord } from '../../cloud/stream-poller.ts';
import type { Reply, Yieldable } from '../../kernel/index.ts';
import { ALL, checkpoint, failedItems } from './batch-response.ts';
import { invalidParameter } from './errors.ts';
import type { LambdaFunction } from './function.ts';
import { wasThrottled, type InvokeResult } from './invocation.ts';
import { lambdaLimits as limits } from './limits.ts';
import { lineageName, runsIn } from './lineage.ts';
import type { Input, Output } from './schema.ts';

/** What is set on a mapping. */
export type MappingSettings = Omit<Input<'CreateEventSourceMapping'>, 'functionName' | 'enabled' | 'tags'>;

/** The function that a mapping calls. */
export interface MappingTarget {
  readonly fn: LambdaFunction;
  readonly qualifier: string | undefined;
}

/** What a mapping needs of its service. */
export interface MappingPorts {
  invoke(target: MappingTarget, payload: string, trace?: string): Reply<InvokeResult>;
  /** Sends a record to a destination. */
  send(fn: LambdaFunction, destination: string, payload: string): void;
}

/** Seconds before a throttled batch is tried again, twice as many each time up to the last. AWS gives no numbers. */
const AGAIN = { first: 1, longest: 20 };

/** How large the state of a tumbling window may be: 1 MB for each shard. */
const LARGEST_STATE = 1_000_000;

/**
 * An event source mapping of a queue or a stream: it reads batches, calls the function with each, and deletes what went
 * well, or goes on in the stream.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 * https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
 * https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export class Mapping {
  readonly uuid: string;
  readonly arn: string;
  readonly eventSourceArn: string;
  target: MappingTarget;
  settings: MappingSettings;
  state: Output<'GetEventSourceMapping'>['state'] = 'Creating';
  lastModified: Date;
  tags = new Map<string, string>();
  #patterns: readonly Pattern[];
  #poller: QueuePoller | StreamPoller | undefined;
  readonly #ports: MappingPorts;
  #visibility = 30;
  /** What the function has gathered in the tumbling window that is open, as JSON, by shard. */
  readonly #states = new Map<string, string>();
  /** What the function last answered to a batch that failed, by its first record. */
  readonly #answers = new Map<string, { executedVersion: string; functionError: string | null }>();

  constructor(uuid: string, target: MappingTarget, settings: MappingSettings, ports: MappingPorts) {
    const { region } = target.fn.account;
    this.uuid = uuid;
    this.arn = region.arn('lambda', `event-source-mapping:${uuid}`);
    this.eventSourceArn = settings.eventSourceArn!;
    this.target = target;
    this.settings = settings;
    this.#ports = ports;
    this.#patterns = readFilters(settings);
    this.lastModified = new Date(region.world.simulation.epochMillis);
  }

  /** Batches that are at work. */
  get busy(): number {
    return this.#poller?.busy ?? 0;
  }

  /** Other settings, which hold from the next batch on. */
  set(settings: MappingSettings): void {
    this.#patterns = readFilters(settings);
    this.settings = settings;
  }

  /** Whether it reads a stream. */
  get #ofStream(): boolean {
    return parseArn(this.eventSourceArn)!.service !== 'sqs';
  }

  get #ofTable(): boolean {
    return parseArn(this.eventSourceArn)!.service === 'dynamodb';
  }

  get #common() {
    const { settings } = this;
    return {
      region: this.target.fn.account.region,
      batchSize: settings.batchSize ?? (this.#ofStream ? limits.streamBatchSize : limits.batchSize).default,
      window: settings.maximumBatchingWindowInSeconds ?? 0,
    };
  }

  /** Polls from now on; `visibility` is the queue's timeout in seconds. */
  start(visibility: number): void {
    this.stop();
    this.#visibility = visibility;
    this.#poller = this.#ofStream ? this.#streamPoller() : this.#queuePoller();
  }

  #queuePoller(): QueuePoller {
    const { settings } = this;
    return new QueuePoller({
      ...this.#common,
      queueArn: this.eventSourceArn,
      scaling: scalingOf(settings),
      // Where single failures are expected, they are no reason to slow down.
      ...(!this.#partial && { least: LEAST }),
      wants: (record) => this.#wants(() => queueFields(record)),
      handle: (records) => this.#handle(records),
    });
  }

  #streamPoller(): StreamPoller {
    const { settings } = this;
    const { startingPosition, startingPositionTimestamp: timestamp } = settings;
    return new StreamPoller({
      ...this.#common,
      streamArn: this.eventSourceArn,
      position: { type: startingPosition!, ...(timestamp && { timestamp }) },
      lanes: settings.parallelizationFactor ?? limits.parallelizationFactor.default,
      retries: endless(settings.maximumRetryAttempts),
      maximumAge: endless(settings.maximumRecordAgeInSeconds),
      bisect: settings.bisectBatchOnFunctionError ?? false,
      wants: (record) => this.#wants(() => (this.#ofTable ? changeFields(record) : kinesisFields(record))),
      handle: (records) => this.#handleRecords(records),
      ...(this.#tumbling > 0 && {
        tumbling: {
          seconds: this.#tumbling,
          close: (shardId, start) => this.#close(shardId, start, false),
        },
      }),
      discard: (givenUp) => this.#discard(givenUp),
    });
  }

  /** Polls no more; what is at work comes to its end. */
  stop(): void {
    this.#poller?.stop();
    this.#poller = undefined;
  }

  get #partial(): boolean {
    return this.settings.functionResponseTypes?.includes('ReportBatchItemFailures') ?? false;
  }

  #wants(fields: () => JsonObject): boolean {
    if (this.#patterns.length === 0) return true;
    const found = fieldsOf(fields());
    return this.#patterns.some((pattern) => matches(pattern, found));
  }

  /**
   * Calls the function with a batch. A throttled call is made again, and again, until the messages are visible in the queue
   * once more: their receive then counts as one that failed.
   */
  *#handle(records: readonly QueueRecord[]): Generator<Yieldable, ReadonlySet<string>, never> {
    const { simulation } = this.target.fn.account.region.world;
    const payload = JSON.stringify({ Records: records.map((record) => this.#event(record)) });
    const end = simulation.now + this.#visibility;
    const trace = longest(records, lineageName(this.target.fn.arn));
    for (let delay = AGAIN.first; ; delay = Math.min(2 * delay, AGAIN.longest)) {
      const result: InvokeResult = yield* this.#ports.invoke(this.target, payload, trace);
      if (result.outcome) return this.#failed(result, records);
      const left = end - simulation.now;
      if (!wasThrottled(result) || left <= delay) throw failure(result.refused.name, result.refused.message);
      yield delay;
    }
  }

  /** A message as the function gets it. */
  #event(record: QueueRecord): object {
    const { md5OfBody, eventSource, eventSourceARN, awsRegion, ...before } = record;
    // Seen by others: only mappings with a window tell this, and then it is empty.
    const digest = (this.settings.maximumBatchingWindowInSeconds ?? 0) > 0 && {
      md5OfMessageAttributes: null,
    };
    return { ...before, ...digest, md5OfBody, eventSource, eventSourceARN, awsRegion };
  }

  #failed(result: InvokeResult, records: readonly QueueRecord[]): ReadonlySet<string> {
    const { outcome } = result;
    if (outcome?.status !== 'succeeded') throw failure('FunctionError', 'The function failed.');
    if (!this.#partial) return new Set();
    const ids = new Set(records.map(({ messageId }) => messageId));
    const failed = failedItems(JSON.parse(outcome.value as string), (id) => ids.has(id));
    return failed === ALL ? ids : failed;
  }

  /** Calls the function with records of a stream; answers how many from the beginning are done with. */
  *#handleRecords(records: readonly StreamRecord[]): Generator<Yieldable, number, never> {
    const { fn } = this.target;
    const { region } = fn.account;
    const common = { role: fn.latest.configuration.role, region: region.name, arn: this.eventSourceArn };
    const event = this.#ofTable ? changeEvent : kinesisEvent;
    const { shardId, arrival } = records[0]!;
    const start = Math.floor(arrival / this.#tumbling) * this.#tumbling;
    const payload = JSON.stringify({
      Records: records.map((record) => event(record, common)),
      ...(this.#tumbling > 0 && this.#window(shardId, start)),
    });
    fn.metrics.count('IteratorAge', region.world.simulation.epochMillis - records.at(-1)!.arrival * 1000);
    const result: InvokeResult = yield* this.#ports.invoke(this.target, payload);
    const { outcome } = result;
    const ids = records.map(({ sequenceNumber }) => sequenceNumber);
    const good = outcome?.status === 'succeeded' && this.#keeps(shardId, outcome.value as string);
    const done = !good
      ? 0
      : this.#partial
        ? checkpoint(JSON.parse(outcome.value as string), ids)
        : ids.length;
    this.#answers.delete(ids[0]!);
    if (outcome && done === 0) {
      const { executedVersion } = result;
      this.#answers.set(ids[0]!, { executedVersion, functionError: good ? null : 'Unhandled' });
    }
    if (good && (this.#states.get(shardId)?.length ?? 0) > LARGEST_STATE)
      yield* this.#close(shardId, start, true);
    return done;
  }

  get #tumbling(): number {
    return this.settings.tumblingWindowInSeconds ?? 0;
  }

  /**
   * What an event tells of its tumbling window.
   * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-windows.html (checked 2026-11-28)
   */
  #window(shardId: string, start: number, final = false, early = false): object {
    const at = (seconds: number) => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
    return {
      window: { start: at(start), end: at(start + this.#tumbling) },
      state: JSON.parse(this.#states.get(shardId) ?? '{}') as unknown,
      shardId,
      eventSourceARN: this.eventSourceArn,
      isFinalInvokeForWindow: final,
      isWindowTerminatedEarly: early,
    };
  }

  /** Keeps the state that a function answers; whether there is one, where there has to be. */
  #keeps(shardId: string, answer: string): boolean {
    if (this.#tumbling === 0) return true;
    const value = JSON.parse(answer) as { state?: unknown } | null;
    if (typeof value !== 'object' || value?.state === undefined) return false;
    this.#states.set(shardId, JSON.stringify(value.state));
    return true;
  }

  /** The last invocation of a window, again and again until it goes well. The window after it begins without a state. */
  *#close(shardId: string, start: number, early: boolean): Generator<Yieldable, void, never> {
    const payload = JSON.stringify({ Records: [], ...this.#window(shardId, start, true, early) });
    for (let delay = AGAIN.first; ; delay = Math.min(2 * delay, AGAIN.longest)) {
      const { outcome } = yield* this.#ports.invoke(this.target, payload);
      if (outcome?.status === 'succeeded' || this.#poller === undefined) break;
      yield delay;
    }
    this.#states.delete(shardId);
  }

  /** Tells the destination for failures of what was given up: where it lies, not the records. */
  #discard({ records, why, attempts }: GivenUp): void {
    const { fn } = this.target;
    const answer = this.#answers.get(records[0]!.sequenceNumber);
    this.#answers.delete(records[0]!.sequenceNumber);
    const destination = this.settings.destinationConfig?.onFailure?.destination;
    if (destination === undefined) return;
    const { region, uuid } = fn.account;
    const at = (record: StreamRecord) => new Date(Math.round(record.arrival * 1000)).toISOString();
    const [first, last] = [records[0]!, records.at(-1)!];
    const payload = JSON.stringify({
      requestContext: {
        requestId: uuid(),
        functionArn: this.describe().functionArn,
        condition: why,
        approximateInvokeCount: attempts,
      },
      ...(answer && { responseContext: { statusCode: 200, ...answer } }),
      version: '1.0',
      timestamp: new Date(region.world.simulation.epochMillis).toISOString(),
      [this.#ofTable ? 'DDBStreamBatchInfo' : 'KinesisBatchInfo']: {
        shardId: first.shardId,
        startSequenceNumber: first.sequenceNumber,
        endSequenceNumber: last.sequenceNumber,
        approximateArrivalOfFirstRecord: at(first),
        approximateArrivalOfLastRecord: at(last),
        batchSize: records.length,
        streamArn: this.eventSourceArn,
      },
    });
    this.#ports.send(fn, destination, payload);
  }

  /** As AWS describes it. */
  describe(): Output<'GetEventSourceMapping'> {
    const { settings, target } = this;
    const { fn, qualifier } = target;
    const ofStream = this.#ofStream && {
      parallelizationFactor: settings.parallelizationFactor ?? limits.parallelizationFactor.default,
      maximumRetryAttempts: settings.maximumRetryAttempts ?? -1,
      maximumRecordAgeInSeconds: settings.maximumRecordAgeInSeconds ?? -1,
      bisectBatchOnFunctionError: settings.bisectBatchOnFunctionError ?? false,
      tumblingWindowInSeconds: this.#tumbling,
      lastProcessingResult: 'No records processed',
      destinationConfig: settings.destinationConfig ?? { onFailure: {} },
    };
    const { batchSize, window } = this.#common;
    return {
      ...settings,
      ...ofStream,
      uuid: this.uuid,
      eventSourceMappingArn: this.arn,
      functionArn: qualifier === undefined ? fn.arn : `${fn.arn}:${qualifier}`,
      batchSize,
      maximumBatchingWindowInSeconds: window,
      functionResponseTypes: settings.functionResponseTypes ?? [],
      lastModified: this.lastModified,
      state: this.state!,
      stateTransitionReason: this.#ofStream ? 'User action' : 'USER_INITIATED',
    };
  }
}

/** The X-Ray header of a batch: that of the message whose chain has run the function most often. AWS does not say. */
const longest = (records: readonly QueueRecord[], name: string): string | undefined =>
  records
    .map(({ attributes }) => attributes.AWSTraceHeader)
    .reduce((one, other) => (runsIn(other, name) > runsIn(one, name) ? other : (one ?? other)), undefined);

/** What filters of queues look at: the message, its body opened where it is JSON. */
function queueFields(record: QueueRecord): JsonObject {
  const value = readJson(JSON.stringify(record)) as JsonObject;
  const opened = jsonOr(record.body);
  value.set('body', opened instanceof Map || Array.isArray(opened) ? opened : record.body);
  return value;
}

/** What filters of streams look at: the record's members, its data opened. */
function kinesisFields(record: StreamRecord): JsonObject {
  const { sequenceNumber, partitionKey, data } = record;
  const value = readJson(JSON.stringify({ sequenceNumber, partitionKey })) as JsonObject;
  value.set('data', jsonOr(new TextDecoder().decode(data)) ?? '');
  return value;
}

/** What filters look at in a change of a table's item: all of it. */
const changeFields = (record: StreamRecord): JsonObject =>
  readJson(new TextDecoder().decode(record.data)) as JsonObject;

/** A change as the function gets it. */
const changeEvent = ({ data }: StreamRecord, { arn }: { arn: string }): object => ({
  ...(JSON.parse(new TextDecoder().decode(data)) as object),
  eventSourceARN: arn,
});

/** A record as the function gets it. */
function kinesisEvent(record: StreamRecord, common: { role: string; region: string; arn: string }): object {
  return {
    kinesis: {
      kinesisSchemaVersion: '1.0',
      partitionKey: record.partitionKey,
      sequenceNumber: record.sequenceNumber,
      data: base64Of(record.data),
      approximateArrivalTimestamp: record.arrival,
    },
    eventSource: 'aws:kinesis',
    eventVersion: '1.0',
    eventID: `${record.shardId}:${record.sequenceNumber}`,
    eventName: 'aws:kinesis:record',
    invokeIdentityArn: common.role,
    awsRegion: common.region,
    eventSourceARN: common.arn,
  };
}

const base64Of = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

/** A number of which -1, or none, means without end. */
const endless = (value: number | undefined) => (value === undefined || value < 0 ? Infinity : value);

const failure = (name: string, message: string) =>
  new AwsError('Lambda', name, { status: 500, fault: 'server' }, message);

/** Batches at once that failures never go under. AWS says only that the mapping scales down. */
const LEAST = 2;

/** How many batches at once, for settings. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
function scalingOf({ scalingConfig, provisionedPollerConfig: pollers }: MappingSettings) {
  if (pollers) {
    const { minimumPollers = 2, maximumPollers = 200 } = pollers;
    const each = limits.invocationsPerPoller.default;
    return {
      start: minimumPollers * each,
      perMinute: limits.provisionedGrowth.max,
      top: maximumPollers * each,
    };
  }
  const top = Math.min(limits.sqsTop.max, scalingConfig?.maximumConcurrency ?? Infinity);
  return { start: Math.min(limits.sqsStart.default, top), perMinute: limits.sqsGrowth.max, top };
}

function jsonOr(text: string): JsonValue | undefined {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}

/**
 * The filters of a mapping: a record passes where one of them matches.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
function readFilters({ filterCriteria }: MappingSettings): Pattern[] {
  const filters = filterCriteria?.filters ?? [];
  if (filters.length > limits.filters.max)
    throw invalidParameter(`Number of filters exceeds the allowed maximum [${limits.filters.max}].`);
  return filters.map(({ pattern = '' }) => {
    try {
      return readPattern(pattern, PIPES_OPERATORS, EVENTBRIDGE_LIMITS);
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      throw invalidParameter('Invalid filter pattern definition.');
    }
  });
}

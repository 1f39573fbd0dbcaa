import { AwsError } from '../../cloud/index.ts';
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
import type { Reply, Yieldable } from '../../kernel/index.ts';
import { ALL, failedItems } from './batch-response.ts';
import { invalidParameter } from './errors.ts';
import type { LambdaFunction } from './function.ts';
import { wasThrottled, type InvokeResult } from './invocation.ts';
import { lambdaLimits as limits } from './limits.ts';
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
  invoke(target: MappingTarget, payload: string): Reply<InvokeResult>;
}

/** Seconds before a throttled batch is tried again, twice as many each time up to the last. AWS gives no numbers. */
const AGAIN = { first: 1, longest: 20 };

/**
 * An event source mapping of a queue: it reads batches, calls the function with each, and deletes what went well.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
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
  #poller: QueuePoller | undefined;
  readonly #ports: MappingPorts;
  #visibility = 30;

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

  /** Polls from now on; `visibility` is the queue's timeout in seconds. */
  start(visibility: number): void {
    this.stop();
    this.#visibility = visibility;
    const { settings } = this;
    const { region } = this.target.fn.account;
    this.#poller = new QueuePoller({
      region,
      queueArn: this.eventSourceArn,
      batchSize: settings.batchSize ?? limits.batchSize.default,
      window: settings.maximumBatchingWindowInSeconds ?? 0,
      scaling: scalingOf(settings),
      // Where single failures are expected, they are no reason to slow down.
      ...(!this.#partial && { least: LEAST }),
      wants: (record) => this.#passes(record),
      handle: (records) => this.#handle(records),
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

  #passes(record: QueueRecord): boolean {
    if (this.#patterns.length === 0) return true;
    const value = readJson(JSON.stringify(record)) as JsonObject;
    const opened = jsonOr(record.body);
    value.set('body', opened instanceof Map || Array.isArray(opened) ? opened : record.body);
    const fields = fieldsOf(value);
    return this.#patterns.some((pattern) => matches(pattern, fields));
  }

  /**
   * Calls the function with a batch. A throttled call is made again, and again, until the messages are visible in the queue
   * once more: their receive then counts as one that failed.
   */
  *#handle(records: readonly QueueRecord[]): Generator<Yieldable, ReadonlySet<string>, never> {
    const { simulation } = this.target.fn.account.region.world;
    const payload = JSON.stringify({ Records: records.map((record) => this.#event(record)) });
    const end = simulation.now + this.#visibility;
    for (let delay = AGAIN.first; ; delay = Math.min(2 * delay, AGAIN.longest)) {
      const result: InvokeResult = yield* this.#ports.invoke(this.target, payload);
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

  /** As AWS describes it. */
  describe(): Output<'GetEventSourceMapping'> {
    const { settings, target } = this;
    const { fn, qualifier } = target;
    return {
      ...settings,
      uuid: this.uuid,
      eventSourceMappingArn: this.arn,
      functionArn: qualifier === undefined ? fn.arn : `${fn.arn}:${qualifier}`,
      batchSize: settings.batchSize ?? limits.batchSize.default,
      maximumBatchingWindowInSeconds: settings.maximumBatchingWindowInSeconds ?? 0,
      functionResponseTypes: settings.functionResponseTypes ?? [],
      lastModified: this.lastModified,
      state: this.state!,
      stateTransitionReason: 'USER_INITIATED',
    };
  }
}

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

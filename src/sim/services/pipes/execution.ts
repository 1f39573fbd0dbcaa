import { AwsError, parseArn, type Arn, type Region } from '../../cloud/index.ts';
import type { MetricSet } from '../../cloud/metric-set.ts';
import { type JsonValue, writeJson } from '../../cloud/json/tree.ts';
import type { QueueRecord } from '../../cloud/queue-poller.ts';
import type { Template } from '../../cloud/template/template.ts';
import type { Yieldable } from '../../kernel/index.ts';
import { pipesError } from './errors.ts';
import { eventOf, jsonOrNothing, parameter, transformed, type PipeEvent, type Variables } from './event.ts';
import { pipesLimits as limits } from './limits.ts';
import type { PipesMetricName } from './metrics.ts';
import type { PipeSettings, Plan } from './plan.ts';
import { pipesPrices } from './prices.ts';

/** Services that take a whole batch as a list. */
const WHOLE = ['lambda', 'states'];

/**
 * How many events a target takes at a time; one that knows no batches takes one.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html (checked 2026-11-28)
 */
export function batchOf({ service, resource }: Arn): number {
  if (WHOLE.includes(service)) return Infinity;
  const bus = service === 'events' && resource.startsWith('event-bus/');
  if (bus || service === 'sqs' || service === 'sns') return limits.targetBatch.max;
  if (service === 'kinesis' || service === 'firehose') return limits.streamBatch.max;
  return service === 'logs' ? limits.logBatch.max : 1;
}

/** A pipe, as a batch on its way sees it. */
export interface Way {
  readonly name: string;
  readonly arn: string;
  readonly region: Region;
  readonly metrics: MetricSet<PipesMetricName>;
  readonly settings: PipeSettings;
  readonly plan: Plan;
}

/** One batch on its way through a pipe. */
export class Execution {
  readonly #pipe: Way;
  readonly #records: readonly QueueRecord[];
  readonly #variables: Variables;

  constructor(pipe: Way, records: readonly QueueRecord[]) {
    this.#pipe = pipe;
    this.#records = records;
    const { source, enrichment, target } = pipe.settings;
    this.#variables = {
      'pipe-arn': pipe.arn,
      'pipe-name': pipe.name,
      'source-arn': source,
      'enrichment-arn': enrichment,
      'target-arn': target,
      'event.ingestion-time': new Date(pipe.region.world.simulation.epochMillis).toISOString(),
    };
  }

  /** Carries the batch; answers the ids of the messages that failed. */
  *run(): Generator<Yieldable, ReadonlySet<string>, never> {
    const { metrics, region, settings } = this.#pipe;
    let events = this.#records.map(eventOf);
    const bytes = events.reduce((sum, { text }) => sum + text.length, 0);
    metrics.count('Invocations');
    metrics.count('EventCount', events.length);
    metrics.count('EventSize', bytes);
    region.world.meter.usage(pipesPrices.requests).add(Math.max(1, Math.ceil(bytes / 65_536)));
    let stage: 'EnrichmentStageFailed' | 'TargetStageFailed' = 'EnrichmentStageFailed';
    try {
      if (settings.enrichment) events = yield* this.#enrich(settings.enrichment, events);
      stage = 'TargetStageFailed';
      if (events.length === 0) {
        metrics.count('TargetStageSkipped');
        return new Set();
      }
      const failed = yield* this.#target(events);
      if (failed.size > 0) {
        metrics.count('TargetStagePartiallyFailed');
        metrics.count('ExecutionPartiallyFailed');
      }
      return failed;
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      metrics.count(stage);
      metrics.count('ExecutionFailed');
      const { trace } = region.world.simulation;
      if (trace.enabled) trace.add(this.#pipe.name, 'failed', { stage, why: error.message });
      throw error;
    }
  }

  /**
   * What the enrichment answers goes on: a list as so many events. An empty answer ends it, and the target is not
   * called. https://docs.aws.amazon.com/eventbridge/latest/userguide/pipes-enrichment.html
   */
  *#enrich(arn: string, events: PipeEvent[]): Generator<Yieldable, PipeEvent[], never> {
    const answer = yield* this.#call(arn, events, this.#pipe.plan.enrichmentTemplate, true);
    const value = typeof answer === 'string' ? jsonOrNothing(answer || '""') : undefined;
    if (value === undefined) throw pipesError('ValidationException', 'The enrichment answered no JSON.');
    if (isEmpty(value)) return [];
    return (Array.isArray(value) ? value : [value]).map((one) => ({ text: writeJson(one), value: one }));
  }

  /** Hands events to a function or workflow, as a list, and answers what it answers. */
  *#call(
    arn: string,
    events: readonly PipeEvent[],
    template: Template | undefined,
    synchronous: boolean,
  ): Generator<Yieldable, unknown, never> {
    const { region, settings, arn: from } = this.#pipe;
    const payload = `[${events.map((event) => this.#text(event, template)).join(',')}]`;
    return yield* region.deliver(arn, { payload, principal: settings.roleArn, from, synchronous });
  }

  *#target(events: readonly PipeEvent[]): Generator<Yieldable, Set<string>, never> {
    const { settings, plan, region, name, arn: from } = this.#pipe;
    const { target, targetParameters: parameters = {}, roleArn: principal } = settings;
    const to = parseArn(target)!;
    const { service } = to;
    if (WHOLE.includes(service)) {
      const { lambdaFunctionParameters: lambda, stepFunctionStateMachineParameters: states } = parameters;
      const type = lambda?.invocationType ?? states?.invocationType;
      const synchronous = type ? type === 'REQUEST_RESPONSE' : service === 'lambda';
      return this.#failuresIn(yield* this.#call(target, events, plan.targetTemplate, synchronous));
    }
    if (events.length > batchOf(to))
      throw pipesError('ValidationException', 'The enrichment answered more events than the target takes.');
    if (service === 'events') {
      const { source, detailType, resources, time } = parameters.eventBridgeEventBusParameters ?? {};
      const Entries = events.map((event) => ({
        EventBusName: target,
        Source: parameter(source, event) ?? `Pipe ${name}`,
        DetailType: parameter(detailType, event) ?? 'Event from aws:sqs',
        Detail: this.#text(event, plan.targetTemplate),
        ...(resources && { Resources: resources.map((one) => parameter(one, event) ?? '') }),
        ...(time !== undefined && { Time: new Date(parameter(time, event) ?? NaN) }),
      }));
      const answer = yield* region.call('eventbridge', 'PutEvents', { Entries });
      const results = (answer as { Entries: { ErrorCode?: string; ErrorMessage?: string }[] }).Entries;
      return this.#failed(results.map(({ ErrorCode: code }) => code !== undefined));
    }
    const { messageGroupId: group, messageDeduplicationId: deduplication } =
      parameters.sqsQueueParameters ?? {};
    const failed: boolean[] = [];
    for (const event of events) {
      const messageGroupId = parameter(group, event);
      const messageDeduplicationId = parameter(deduplication, event);
      const partitionKey = parameter(parameters.kinesisStreamParameters?.partitionKey, event);
      try {
        yield* region.deliver(target, {
          payload: this.#text(event, plan.targetTemplate),
          principal,
          from,
          ...(messageGroupId !== undefined && { messageGroupId }),
          ...(messageDeduplicationId !== undefined && { messageDeduplicationId }),
          ...(partitionKey !== undefined && { partitionKey }),
        });
        failed.push(false);
      } catch (error) {
        if (!(error instanceof AwsError) || events.length === 1) throw error;
        failed.push(true);
      }
    }
    return this.#failed(failed);
  }

  #text(event: PipeEvent, template: Template | undefined): string {
    const text = transformed(event, template, this.#variables);
    if (text === undefined)
      throw pipesError('ValidationException', 'The input template makes no JSON of the event.');
    return text;
  }

  /** The messages of the events that failed; all, where an enrichment has changed their number. */
  #failed(failed: readonly boolean[]): Set<string> {
    if (failed.every(Boolean) || (failed.some(Boolean) && failed.length !== this.#records.length))
      throw pipesError('InternalException', 'The target took not one event.');
    return new Set(this.#records.filter((_, i) => failed[i]).map(({ messageId }) => messageId));
  }

  /** The messages that a function names in `batchItemFailures`; an id that is none of them fails the batch. */
  #failuresIn(answer: unknown): Set<string> {
    const value = typeof answer === 'string' ? jsonOrNothing(answer) : undefined;
    const list = value instanceof Map ? value.get('batchItemFailures') : undefined;
    if (!Array.isArray(list)) return new Set();
    const ids = list.map((one) => (one instanceof Map ? one.get('itemIdentifier') : undefined));
    const known = new Set(this.#records.map(({ messageId }) => messageId));
    if (!ids.every((id): id is string => typeof id === 'string' && known.has(id)))
      throw pipesError('InternalException', 'The target named a message that is not of the batch.');
    return new Set(ids);
  }
}

function isEmpty(value: JsonValue): boolean {
  if (value instanceof Map) return value.size === 0;
  return value === '' || value === null || (Array.isArray(value) && value.length === 0);
}

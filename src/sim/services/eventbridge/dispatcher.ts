import { parseArn, type AwsError, type Region } from '../../cloud/index.ts';
import {
  isTransient,
  nextEventRetry,
  redeliver,
  retryPolicy,
  sendDeadLetter,
  type DeliveryOutcome,
} from '../../cloud/redelivery.ts';
import type { RegionRate } from '../../cloud/region-rate.ts';
import type { Delivery } from '../../cloud/target.ts';
import type { RandomStream, Reply, Yieldable } from '../../kernel/index.ts';
import { invocationRate } from './account-rate.ts';
import { eventsError } from './errors.ts';
import type { BusEvent } from './event.ts';
import { readPath, valueAt } from '../../cloud/template/json-path.ts';
import { readJson } from '../../cloud/json/tree.ts';
import type { EventBridgeModel } from './model.ts';
import { eventBridgePrices } from './prices.ts';
import type { Rule, Target } from './rule.ts';
import { transform } from './target-input.ts';

/** What a dispatcher stands on. */
export interface DispatcherParts {
  readonly region: Region;
  readonly model: EventBridgeModel;
  /** The jitter of retries. */
  readonly random: RandomStream;
}

/** Carries events to the targets of the rules that they match; each target has its own retries and dead letters. */
export class Dispatcher {
  readonly #parts: DispatcherParts;
  readonly #rate: RegionRate;

  constructor(parts: DispatcherParts) {
    this.#parts = parts;
    this.#rate = invocationRate(parts.region);
  }

  /** A rule matched an event: all its targets get it. */
  trigger(rule: Rule, event: BusEvent): void {
    rule.metrics.count('MatchedEvents');
    rule.metrics.count('TriggeredRules');
    const { simulation } = this.#parts.region.world;
    for (const target of rule.targets.values())
      void simulation.process(() => this.#invoke(rule, target, event), 'EventBridge delivery');
  }

  *#invoke(rule: Rule, target: Target, event: BusEvent): Generator<Yieldable, void, never> {
    const { region, model, random } = this.#parts;
    const { simulation } = region.world;
    const { metrics } = rule;
    // What is more than the account's rate is not lost, but late. Retries are not counted.
    const wait = this.#rate.wait();
    if (wait > 0) metrics.count('ThrottledRules');
    yield model.deliveryLatency + wait;
    const age = () => (simulation.epochMillis - event.ingested) / 1000;
    metrics.count('IngestionToInvocationStartLatency', age() * 1000);
    const policy = retryPolicy(target.given.retryPolicy);
    const outcome = yield* redeliver(
      () => this.#attempt(rule, target, event),
      (error, retries) => {
        if (!isTransient(error)) return undefined;
        const next = nextEventRetry(retries, age(), () => random.next(), policy, model.retryCurve);
        if (typeof next === 'number') metrics.count('RetryInvocationAttempts');
        return next;
      },
    );
    metrics.count('Invocations');
    if (!outcome.error) {
      metrics.count('SuccessfulInvocationAttempts');
      return;
    }
    metrics.count('FailedInvocations');
    const { trace } = simulation;
    if (trace.enabled)
      trace.add(rule.name, 'not delivered', {
        event: event.id,
        target: target.given.arn,
        why: outcome.error.message,
      });
    yield* this.#bury(rule, target, event, outcome);
  }

  #attempt(rule: Rule, { given, input }: Target, event: BusEvent): Reply<unknown> {
    const { region } = this.#parts;
    rule.metrics.count('InvocationAttempts');
    const ingestionTime = new Date(event.ingested).toISOString();
    const payload = transform(input, event.text, { ruleArn: rule.arn, ruleName: rule.name, ingestionTime });
    if (payload === undefined)
      throw failure('INVALID_JSON', 'The input of the target is not JSON for this event.');
    const target = parseArn(given.arn);
    const toBus = target?.service === 'events' && target.resource.startsWith('event-bus/');
    if (toBus) this.#checkHop(event, target.account, target.region);
    const own = toBus ? `arn:${region.partition}:iam::${region.account}:root` : 'events.amazonaws.com';
    const group = given.sqsParameters?.messageGroupId;
    const key = given.kinesisParameters && partitionKey(given.kinesisParameters.partitionKeyPath, event);
    const delivery: Delivery = {
      payload,
      principal: given.roleArn ?? own,
      from: rule.arn,
      ...(group !== undefined && { messageGroupId: group }),
      ...(key !== undefined && { partitionKey: key }),
    };
    return region.deliver(given.arn, delivery);
  }

  /**
   * An event goes from its bus to one other, and from there to none.
   * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-bus-to-bus.html
   */
  #checkHop(event: BusEvent, account: string, region: string): void {
    const { region: here, region: { world } } = this.#parts; // prettier-ignore
    if (account === here.account && region === here.name) {
      if (event.forwarded)
        throw failure('THIRD_ACCOUNT_HOP_DETECTED', 'An event goes to one other bus only.');
      return;
    }
    world.meter.usage(eventBridgePrices.crossBus).add(Math.max(1, Math.ceil(event.size / 65_536)));
    if (!event.forwarded) return;
    const code = account === here.account ? 'THIRD_REGION_HOP_DETECTED' : 'THIRD_ACCOUNT_HOP_DETECTED';
    throw failure(code, 'An event goes to one other bus only.');
  }

  /**
   * The dead letter: the event, with the reasons as message attributes.
   * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
   */
  *#bury(
    rule: Rule,
    { given }: Target,
    event: BusEvent,
    { error, retries, exhausted }: DeliveryOutcome,
  ): Generator<Yieldable, void, never> {
    const queue = given.deadLetterConfig?.arn;
    if (queue === undefined) return;
    const { region, model } = this.#parts;
    const reasons = {
      RULE_ARN: rule.arn,
      TARGET_ARN: given.arn,
      ERROR_CODE: codeOf(error!),
      ERROR_MESSAGE: error!.message,
      EXHAUSTED_RETRY_CONDITION: exhausted,
      RETRY_ATTEMPTS: retries,
    };
    const letter = { payload: event.text, principal: 'events.amazonaws.com', from: rule.arn };
    const arrived = yield* sendDeadLetter(region, queue, letter, reasons, model.retryCurve);
    rule.metrics.count(arrived ? 'InvocationsSentToDlq' : 'InvocationsFailedToBeSentToDlq');
  }
}

/** A failure that EventBridge finds itself, by the code that its dead letters carry. */
function failure(code: string, message: string): AwsError {
  return eventsError(code, message);
}

const OWN = new Set(['INVALID_JSON', 'THIRD_ACCOUNT_HOP_DETECTED', 'THIRD_REGION_HOP_DETECTED']);

/** The ERROR_CODE of a dead letter. */
function codeOf(error: AwsError): string {
  if (OWN.has(error.name)) return error.name;
  if (/AccessDenied|Authorization|Forbidden/.test(error.name)) return 'NO_PERMISSIONS';
  if (/NotFound|DoesNotExist|NonExistent|NoSuch/.test(error.name)) return 'NO_RESOURCE';
  if (isTransient(error)) return error.$fault === 'server' ? 'INTERNAL_ERROR' : 'THROTTLING';
  return 'SDK_CLIENT_ERROR';
}

function partitionKey(path: string, event: BusEvent): string {
  const found = valueAt(readJson(event.text), readPath(path));
  return typeof found === 'string' ? found : event.id;
}

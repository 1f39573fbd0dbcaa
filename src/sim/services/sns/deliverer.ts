import { AwsError, type Region, type Usage } from '../../cloud/index.ts';
import { isTransient, redeliver, type DeliveryOutcome } from '../../cloud/redelivery.ts';
import { Reply, type RandomStream, type Yieldable } from '../../kernel/index.ts';
import { jitteredDelayBefore, PHASES, THROTTLED_FIREHOSE, type Protocol } from './delivery-policy.ts';
import type { DeliveryLog } from './delivery-log.ts';
import { filteredOut } from './filter-policy.ts';
import { httpPolicy } from './http-policy.ts';
import { snsLimits } from './limits.ts';
import { textFor } from './message.ts';
import type { SnsModel } from './model.ts';
import { lambdaEvent, notification, type Published } from './notification.ts';
import type { Outside } from './outside.ts';
import { GB, snsPrices } from './prices.ts';
import type { Sms } from './sms.ts';
import type { Subscription } from './subscription.ts';

/** What deliveries stand on. */
export interface DelivererParts {
  readonly region: Region;
  readonly model: SnsModel;
  readonly outside: Outside;
  readonly sms: Sms;
  /** The jitter of retries. */
  readonly random: RandomStream;
  readonly log: DeliveryLog;
}

/** Carries messages to subscribers: each on its own, so that a slow or dead one holds up no other. */
export class Deliverer {
  readonly #parts: DelivererParts;
  /** FIFO: by subscription and message group, what waits for the delivery before it. */
  readonly #lines = new Map<string, Published[]>();

  constructor(parts: DelivererParts) {
    this.#parts = parts;
  }

  /** A message that was published, for one subscription. */
  take(subscription: Subscription, published: Published): void {
    if (!this.#passes(subscription, published)) return;
    const { simulation } = this.#parts.region.world;
    const { groupId } = published.message;
    if (!subscription.topic.fifo || groupId === undefined) {
      void simulation.process(
        () => this.#deliver(subscription, published, this.#parts.model.deliveryLatency),
        'SNS delivery',
      );
      return;
    }
    // The order within a group holds for each subscriber: one delivery of a group at a time.
    const key = `${subscription.arn} ${groupId}`;
    const line = this.#lines.get(key);
    if (line) {
      line.push(published);
      return;
    }
    const waiting = [published];
    this.#lines.set(key, waiting);
    const deliverNext = this.#deliverLine.bind(this, subscription, key, waiting);
    void simulation.process(deliverNext, 'SNS delivery');
  }

  *#deliverLine(
    subscription: Subscription,
    key: string,
    waiting: Published[],
  ): Generator<Yieldable, void, never> {
    yield this.#parts.model.deliveryLatency;
    while (waiting.length > 0) {
      yield* this.#deliver(subscription, waiting[0]!, 0);
      waiting.shift();
    }
    this.#lines.delete(key);
  }

  /** Holds a message against the subscription's filter policy, and counts what is filtered out. */
  #passes({ filter, topic }: Subscription, { message }: Published): boolean {
    if (!filter) return true;
    if (filter.scope === 'MessageBody') this.#usage('filtered').add(message.size / GB);
    const why = filteredOut(filter, message.text, message.attributes);
    if (why === undefined) return true;
    topic.metrics.count('NumberOfNotificationsFilteredOut');
    topic.metrics.count(`NumberOfNotificationsFilteredOut-${why}`);
    return false;
  }

  /** From the first try to success, the dead-letter queue, or loss. */
  *#deliver(
    subscription: Subscription,
    published: Published,
    latency: number,
  ): Generator<Yieldable, void, never> {
    const { topic, protocol } = subscription;
    const { model, random } = this.#parts;
    if (latency > 0) yield latency;
    yield* this.#turn(subscription);
    const phases = protocol.startsWith('http')
      ? httpPolicy(topic.deliveryPolicy, subscription.deliveryPolicy).phases
      : PHASES[protocol];
    let handedOver = 0;
    const outcome = yield* redeliver(
      () => {
        handedOver = this.#parts.region.world.simulation.epochMillis;
        return this.#attempt(subscription, published);
      },
      (error, retries) => {
        if (!isTransient(error)) return undefined;
        const own = protocol === 'firehose' && error.$fault === 'client' ? THROTTLED_FIREHOSE : phases;
        return jitteredDelayBefore(own, retries, model.retryJitter, () => random.next());
      },
    );
    this.#parts.log.write(subscription, published, outcome, handedOver);
    if (!outcome.error) {
      topic.metrics.count('NumberOfNotificationsDelivered');
      if (published.replayed) topic.metrics.count('NumberOfReplayedNotificationsDelivered');
      return;
    }
    topic.metrics.count('NumberOfNotificationsFailed');
    if (published.replayed) topic.metrics.count('NumberOfReplayedNotificationsFailed');
    this.#trace(subscription, published, outcome);
    yield* this.#bury(subscription, published);
  }

  /** Waits for the next delivery that an endpoint's `maxReceivesPerSecond` allows. It delays, and drops nothing. */
  *#turn(subscription: Subscription): Generator<Yieldable, void, never> {
    if (!subscription.protocol.startsWith('http')) return;
    const { maxReceivesPerSecond } = httpPolicy(
      subscription.topic.deliveryPolicy,
      subscription.deliveryPolicy,
    );
    if (maxReceivesPerSecond === undefined) return;
    const { now } = this.#parts.region.world.simulation;
    const slot = Math.max(now, subscription.nextSlot);
    subscription.nextSlot = slot + 1 / maxReceivesPerSecond;
    if (slot > now) yield slot - now;
  }

  /** One try. What it throws, or its reply fails with, says whether there is another. */
  #attempt(subscription: Subscription, published: Published): Reply<unknown> {
    const { region } = this.#parts;
    const { protocol, endpoint, arn, topic } = subscription;
    const { message, traceHeader } = published;
    const from = { principal: 'sns.amazonaws.com', from: topic.arn, traceHeader };
    const bytes = message.size / GB;
    if (topic.fifo) {
      this.#usage('fifoDelivery').add(1);
      this.#usage('fifoDelivered').add(bytes);
    }
    switch (protocol) {
      case 'sqs':
        return region.deliver(endpoint, {
          ...from,
          ...this.#queued(subscription, published, endpoint),
        });
      case 'lambda':
        return region.deliver(endpoint, { ...from, payload: JSON.stringify(lambdaEvent(published, arn)) });
      case 'firehose':
        this.#usage('firehose').add(1);
        return region.deliver(endpoint, { ...from, payload: `${this.#body(subscription, published)}\n` });
      case 'sms':
        this.#parts.sms.deliver(endpoint, textFor(message, 'sms'));
        return this.#done();
      default:
        return this.#send(subscription, published);
    }
  }

  /** What a queue gets: a subscriber's, or the dead-letter queue of any. */
  #queued(subscription: Subscription, published: Published, queue: string, dead = false) {
    const { message } = published;
    const count = subscription.raw ? Object.keys(message.attributes).length : 0;
    const tooMany = count > snsLimits.rawAttributes.max;
    if (tooMany && !dead) throw tooManyAttributes();
    const raw = count > 0 && !tooMany;
    const fifo = queue.endsWith('.fifo');
    return {
      payload: this.#body(subscription, published),
      ...(raw && { attributes: message.attributes as never }),
      // A FIFO topic's groups and ids end at a standard queue; a standard topic's groups make such a queue fair.
      ...((fifo || !subscription.topic.fifo) && { messageGroupId: message.groupId }),
      ...(fifo && { messageDeduplicationId: message.deduplicationId }),
    };
  }

  #body({ raw, protocol, arn }: Subscription, published: Published): string {
    if (raw) return textFor(published.message, protocol);
    return JSON.stringify(notification(published, protocol, arn));
  }

  /** To a web server, a mailbox or a device. */
  #send(subscription: Subscription, published: Published): Reply<unknown> {
    const { outside, region } = this.#parts;
    const { protocol, endpoint, arn, topic } = subscription;
    const { subject } = published.message;
    this.#usage(protocol.startsWith('http') ? 'http' : protocol === 'application' ? 'push' : 'email').add(1);
    const plain = protocol === 'email' || protocol === 'application';
    const status = outside.send({
      at: region.world.simulation.now,
      protocol,
      endpoint,
      type: 'Notification',
      ...(protocol.startsWith('email') && { subject: subject ?? 'AWS Notification Message' }),
      body: plain ? textFor(published.message, protocol) : this.#body(subscription, published),
      ...(protocol.startsWith('http') && {
        headers: {
          'x-amz-sns-message-type': 'Notification',
          'x-amz-sns-message-id': published.messageId,
          'x-amz-sns-topic-arn': topic.arn,
          'x-amz-sns-subscription-arn': arn,
          ...(subscription.raw && { 'x-amz-sns-rawdelivery': 'true' }),
          'content-type': httpPolicy(topic.deliveryPolicy, subscription.deliveryPolicy).contentType,
        },
      }),
    });
    if (status >= 200 && status < 400) return this.#done();
    if (status === 0) return this.#unanswered(endpoint);
    throw refused(endpoint, status);
  }

  /** A request that nobody answers fails when SNS's patience ends: the next try comes that much later. */
  #unanswered(endpoint: string): Reply<unknown> {
    return this.#parts.region.world.simulation.process(function* (): Generator<Yieldable, void, never> {
      yield snsLimits.httpTimeout.default;
      throw refused(endpoint, 0);
    }, 'SNS request');
  }

  /** A message that is given up goes to the subscription's dead-letter queue, once; without one it is lost. */
  *#bury(subscription: Subscription, published: Published): Generator<Yieldable, void, never> {
    const { deadLetterTargetArn, topic } = subscription;
    if (deadLetterTargetArn === undefined) return;
    const { region } = this.#parts;
    const from = { principal: 'sns.amazonaws.com', from: topic.arn };
    const outcome = yield* redeliver(
      () =>
        region.deliver(deadLetterTargetArn, {
          ...from,
          ...this.#queued(subscription, published, deadLetterTargetArn, true),
        }),
      (error, retries) =>
        isTransient(error) ? jitteredDelayBefore(PHASES.sqs, retries, 0, () => 0) : undefined,
    );
    topic.metrics.count(
      outcome.error ? 'NumberOfNotificationsFailedToRedriveToDlq' : 'NumberOfNotificationsRedrivenToDlq',
    );
    if (outcome.error) this.#trace(subscription, published, outcome);
  }

  #trace(
    { endpoint, topic }: Subscription,
    { messageId }: Published,
    { error, retries }: DeliveryOutcome,
  ): void {
    const { trace } = this.#parts.region.world.simulation;
    if (trace.enabled)
      trace.add(topic.name, 'not delivered', { messageId, endpoint, retries, why: error!.message });
  }

  #usage(price: keyof typeof snsPrices): Usage {
    return this.#parts.region.world.meter.usage(snsPrices[price]);
  }

  #done(): Reply<unknown> {
    return Reply.resolved<unknown>(this.#parts.region.world.simulation, undefined);
  }
}

/**
 * What a status of an endpoint outside AWS comes to: 5xx, 429 and no answer (0) are tried again, every other failure is
 * final. https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html (checked 2026-11-28)
 */
function refused(endpoint: string, status: number): AwsError {
  const what = status === 0 ? 'did not answer' : `answered ${status}`;
  const client = status >= 400 && status < 500 && status !== 429;
  const kind = client
    ? ({ status: 400, fault: 'client' } as const)
    : ({ status: 503, fault: 'server' } as const);
  return new AwsError('SNS', client ? 'EndpointRefused' : 'EndpointFailed', kind, `${endpoint} ${what}`);
}

function tooManyAttributes(): AwsError {
  const text = `Raw delivery takes ${snsLimits.rawAttributes.max} message attributes at most to a queue.`;
  return new AwsError('SNS', 'TooManyAttributes', { status: 400, fault: 'client' }, text);
}

/** Protocols whose subscribers confirm before they get anything. */
export function needsConfirmation(protocol: Protocol): boolean {
  return ['http', 'https', 'email', 'email-json'].includes(protocol);
}

import { AwsError, type Region } from '../../cloud/index.ts';
import { sha256, utf8 } from '../../cloud/digest/index.ts';
import { traceHeader } from '../../cloud/trace-header.ts';
import type { Deliverer } from './deliverer.ts';
import { invalid, snsError } from './errors.ts';
import { snsLimits } from './limits.ts';
import { readMessage, type Message, type MessageInput } from './message.ts';
import { GB, snsPrices } from './prices.ts';
import type { ReplayPoints } from './archive.ts';
import type { Subscription } from './subscription.ts';
import type { Topic } from './topic.ts';

/** A message of a batch. */
export interface BatchEntry extends MessageInput {
  readonly id: string;
}

/** What Publish answers. */
export interface PublishResult {
  messageId: string;
  sequenceNumber?: string;
}

/** Checks a batch before its messages are looked at. */
export function checkBatch(entries: readonly BatchEntry[]): void {
  if (entries.length === 0)
    throw snsError('EmptyBatchRequestException', "The batch request doesn't contain any entries.");
  if (entries.length > snsLimits.batchEntries.max)
    throw snsError(
      'TooManyEntriesInBatchRequestException',
      'The batch request contains more entries than permissible.',
    );
  if (entries.some(({ id }) => !/^[\w-]{1,80}$/.test(id)))
    throw snsError(
      'InvalidBatchEntryIdException',
      "The Id of a batch entry in a batch request doesn't abide by the specification.",
    );
  if (new Set(entries.map(({ id }) => id)).size < entries.length)
    throw snsError(
      'BatchEntryIdsNotDistinctException',
      'Two or more batch entries in the request have the same Id.',
    );
}

/** Takes messages for topics in, and hands them to each subscriber's delivery. */
export class Publisher {
  readonly #region: Region;
  readonly #uuid: () => string;
  readonly #deliverer: Deliverer;

  constructor(region: Region, uuid: () => string, deliverer: Deliverer) {
    this.#region = region;
    this.#uuid = uuid;
    this.#deliverer = deliverer;
  }

  /** One message. The answer comes before any delivery. */
  publish(topic: Topic, message: Message, trace = traceHeader(this.#region.world.simulation)): PublishResult {
    this.#check(topic, message);
    if (message.size > topic.maximumMessageSize) throw invalid('Message too long');
    return this.#accept(topic, message, trace);
  }

  /** Up to ten messages: each is accepted, or refused on its own. */
  publishBatch(topic: Topic, entries: readonly BatchEntry[]) {
    const messages = entries.map((entry) => ({ id: entry.id, message: readMessage(entry) }));
    for (const { message } of messages) this.#check(topic, message);
    if (messages.reduce((sum, { message }) => sum + message.size, 0) > topic.maximumMessageSize)
      throw snsError(
        'BatchRequestTooLongException',
        'The length of all the batch messages put together is more than the limit.',
      );
    const successful: (PublishResult & { id: string })[] = [];
    const failed: { id: string; code: string; message: string; senderFault: boolean }[] = [];
    for (const { id, message } of messages) {
      try {
        successful.push({ id, ...this.#accept(topic, message, traceHeader(this.#region.world.simulation)) });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        failed.push({ id, code: error.code, message: error.message, senderFault: error.$fault === 'client' });
      }
    }
    return { successful, failed };
  }

  /**
   * Sends a subscriber what its topic's archive holds of a time, in order and before what is published from now on. It
   * goes through the subscription's filter, as it did at first.
   */
  replay(subscription: Subscription, points: ReplayPoints): void {
    const { simulation } = this.#region.world;
    const { archive } = subscription.topic;
    for (const published of archive?.between(points, simulation.epochMillis) ?? [])
      this.#deliverer.take(subscription, { ...published, replayed: true });
  }

  /** What the type of the topic demands and forbids. */
  #check(topic: Topic, { groupId, deduplicationId }: Message): void {
    if (topic.fifo) {
      if (groupId === undefined) throw invalid('The MessageGroupId parameter is required for FIFO topics');
      if (deduplicationId === undefined && !topic.contentBasedDeduplication)
        throw invalid(
          'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
        );
    } else if (deduplicationId !== undefined) {
      throw invalid(
        'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
      );
    }
  }

  #accept(topic: Topic, message: Message, trace: string | undefined): PublishResult {
    const { world, name: region } = this.#region;
    const { simulation, meter } = world;
    const { memory, metrics } = topic;
    let given = message;
    const answer: PublishResult = { messageId: this.#uuid() };
    if (memory) {
      const group = message.groupId!;
      memory.throttle(group, topic.byGroup, simulation.now);
      meter.usage(snsPrices.fifoPublish).add(1);
      meter.usage(snsPrices.fifoPayload).add(message.size / GB);
      const scope = topic.byGroup ? group : undefined;
      const id = message.deduplicationId ?? sha256(utf8(message.text));
      const before = memory.find(id, scope, simulation.now);
      if (before) return { messageId: before.messageId, sequenceNumber: before.sequenceNumber };
      given = { ...message, deduplicationId: id };
      answer.sequenceNumber = memory.sequenceNumber();
      memory.add(id, scope, answer as Required<PublishResult>, simulation.now);
    } else {
      meter.usage(snsPrices.publish).add(Math.max(1, Math.ceil(message.size / 65_536)));
    }
    metrics.count('NumberOfMessagesPublished');
    metrics.count('PublishSize', message.size);
    const published = {
      message: given,
      messageId: answer.messageId,
      sequenceNumber: answer.sequenceNumber,
      timestamp: new Date(simulation.epochMillis).toISOString(),
      topicArn: topic.arn,
      traceHeader: trace,
      region,
      signatureVersion: topic.signatureVersion,
    };
    topic.archive?.keep(published);
    for (const subscription of topic.subscriptions.values())
      if (!subscription.pending) this.#deliverer.take(subscription, published);
    return answer;
  }
}

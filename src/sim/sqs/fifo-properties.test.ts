import { expect, test } from 'vitest';
import fc from 'fast-check';
import { Cloud, type Message, type Queue, type QueueAttributeChanges } from '../index.ts';
import { sqsFifoLimits } from './limits.ts';

/* What must hold on FIFO queues, whatever producers, consumers and administrators do. */

const change = fc.oneof(
  fc.record({ visibilityTimeout: fc.integer({ min: 0, max: 60 }) }),
  fc.record({ delaySeconds: fc.constantFrom(0, 3, 20) }),
  fc.record({ contentBasedDeduplication: fc.boolean() }),
  fc.record({ maximumMessageSize: fc.constantFrom(1024, 2048) }),
  fc.record({ receiveMessageWaitTimeSeconds: fc.constantFrom(0, 5) }),
);

const world = fc.record({
  seed: fc.nat(1000),
  visibilityTimeout: fc.integer({ min: 1, max: 60 }),
  delaySeconds: fc.constantFrom(0, 0, 10),
  maxReceiveCount: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  inFlightMessages: fc.constantFrom(5, 40, 120_000),
  scope: fc.constantFrom('queue' as const, 'messageGroup' as const),
  producers: fc.array(
    fc.record({
      every: fc.constantFrom(0, 1, 3, 15),
      count: fc.integer({ min: 1, max: 60 }),
      groups: fc.integer({ min: 1, max: 4 }),
      batch: fc.boolean(),
      /** How likely it is that a send is repeated, as a producer does that heard no answer. */
      repeats: fc.double({ min: 0, max: 0.9, noNaN: true }),
    }),
    { minLength: 1, maxLength: 3, size: 'max' },
  ),
  consumers: fc.array(
    fc.record({
      wait: fc.constantFrom(0, 5, 20),
      max: fc.integer({ min: 1, max: 10 }),
      service: fc.integer({ min: 0, max: 80 }),
      fails: fc.double({ min: 0, max: 0.9, noNaN: true }),
      diesAt: fc.option(fc.integer({ min: 1, max: 500 }), { nil: undefined }),
    }),
    { maxLength: 4, size: 'max' },
  ),
  changes: fc.array(fc.record({ at: fc.nat(500), to: change }), { maxLength: 5, size: 'max' }),
});

/** Its place among the messages of its producer, and so of its group. */
const numberOf = (body: string) => Number(body.split(' ')[1]);

type World = typeof world extends fc.Arbitrary<infer W> ? W : never;

const held = (queue: Queue) =>
  queue.approximateNumberOfMessages +
  queue.approximateNumberOfMessagesNotVisible +
  queue.approximateNumberOfMessagesDelayed;

async function live(given: World) {
  const cloud = new Cloud({ seed: given.seed });
  const { inFlightMessages, visibilityTimeout, delaySeconds, maxReceiveCount, scope } = given;
  const model = { inFlightMessages };
  const dlq = cloud.sqs.createQueue('dlq.fifo', { fifoQueue: true }, model);
  const redrivePolicy = maxReceiveCount ? { deadLetterTargetArn: dlq.arn, maxReceiveCount } : undefined;
  const queue = cloud.sqs.createQueue(
    'jobs.fifo',
    { fifoQueue: true, visibilityTimeout, delaySeconds, redrivePolicy, deduplicationScope: scope },
    model,
  );
  const sent = new Set<string>();
  const deleted = new Set<string>();
  /** The last that was delivered of each group for the first time. */
  const newest = new Map<string, number>();
  /** When each message in flight of a group is visible again, unless it is deleted. */
  const inFlight = new Map<string, Map<string, number>>();
  const calls = new Map<string, number[]>();

  const call = <T>(action: string, act: () => T): T | undefined => {
    try {
      const result = act();
      calls.set(action, [...(calls.get(action) ?? []), cloud.simulation.nowMicros]);
      return result;
    } catch (error) {
      if ((error as Error).name === 'RequestThrottled') return undefined;
      throw error;
    }
  };

  const delivered = (messages: readonly Message[], timeout: number) => {
    for (const { body, attributes } of messages) {
      for (const [other, until] of inFlight.get(attributes.messageGroupId!) ?? [])
        if (until > cloud.simulation.nowMicros)
          expect(numberOf(other), 'delivered past one in flight').toBeGreaterThan(numberOf(body));
    }
    const numbers = new Map<string, bigint>();
    for (const { body, attributes } of messages) {
      const group = attributes.messageGroupId!;
      const number = numberOf(body);
      expect(sent).toContain(body);
      expect(deleted, 'delivered after its deletion').not.toContain(body);
      const first = attributes.approximateReceiveCount === 1;
      if (first) {
        expect(number, 'out of order').toBeGreaterThan(newest.get(group) ?? -1);
        newest.set(group, number);
      }
      const sequence = BigInt(attributes.sequenceNumber!);
      expect(sequence > (numbers.get(group) ?? 0n), 'out of order within a receive').toBe(true);
      numbers.set(group, sequence);
      if (maxReceiveCount) expect(attributes.approximateReceiveCount).toBeLessThanOrEqual(maxReceiveCount);
      if (!inFlight.has(group)) inFlight.set(group, new Map());
      inFlight.get(group)!.set(body, cloud.simulation.nowMicros + timeout * 1e6);
    }
    expect(queue.approximateNumberOfMessagesNotVisible).toBeLessThanOrEqual(inFlightMessages);
  };

  given.producers.forEach(({ every, count, groups, batch, repeats }, producer) => {
    const random = cloud.random(`producer ${producer}`);
    cloud.process(function* () {
      for (let n = 0; n < count; n++) {
        yield every;
        const messageGroupId = `${producer}-${n % groups}`;
        const body = `${messageGroupId} ${n}`;
        const options = { messageGroupId, messageDeduplicationId: `${producer}/${n}` };
        const send = () =>
          batch
            ? call('send', () => queue.sendMessageBatch([{ id: '1', messageBody: body, ...options }]))
            : call('send', () => queue.sendMessage(body, options));
        while (!send()) yield 0.5;
        sent.add(body);
        const first = cloud.now;
        while (random.bernoulli(repeats)) {
          yield random.uniform(0, 50);
          if (cloud.now < first + sqsFifoLimits.deduplicationInterval.default) send();
        }
      }
    });
  });
  given.consumers.forEach(({ wait, max, service, fails, diesAt }, consumer) => {
    const random = cloud.random(`consumer ${consumer}`);
    const process = cloud.process(function* () {
      while (true) {
        const timeout = queue.attributes.visibilityTimeout;
        const reply = call('receive', () =>
          queue.receiveMessage({
            waitTimeSeconds: wait,
            maxNumberOfMessages: max,
            visibilityTimeout: timeout,
          }),
        );
        const messages = reply ? yield* reply : [];
        delivered(messages, timeout);
        if (messages.length === 0) yield 1;
        for (const { body, receiptHandle, attributes } of messages) {
          yield service;
          // What was not done in time is another's by now.
          if (random.bernoulli(fails)) continue;
          const before = held(queue);
          try {
            call('delete', () => queue.deleteMessage(receiptHandle));
          } catch (error) {
            expect((error as Error).message).toContain('The receipt handle has expired.');
            continue;
          }
          // A handle of a message that has moved away meanwhile deletes nothing.
          if (held(queue) === before) continue;
          deleted.add(body);
          inFlight.get(attributes.messageGroupId!)?.delete(body);
        }
        yield 0.01;
      }
    });
    if (diesAt) cloud.simulation.schedule(diesAt, () => process.cancel());
  });
  for (const { at, to } of given.changes)
    cloud.simulation.schedule(at, () => void queue.setQueueAttributes(to as QueueAttributeChanges));
  await cloud.run(900);
  // Processed once: none is lost, none counts twice.
  expect(held(queue) + held(dlq) + deleted.size).toBe(sent.size);
  for (const times of calls.values()) {
    for (let i = sqsFifoLimits.callsPerSecond.max; i < times.length; i++)
      expect(times[i]! - times[i - sqsFifoLimits.callsPerSecond.max]!).toBeGreaterThanOrEqual(1e6);
  }
}

test('order holds within a group, each message is processed once, and no limit is passed', async () => {
  await fc.assert(
    fc.asyncProperty(world, async (given) => live(given)),
    { numRuns: 100 },
  );
}, 120_000);

import { expect, test } from 'vitest';
import fc from 'fast-check';
import {
  changes,
  drain,
  Lifetimes,
  moves,
  startChanges,
  startMoves,
} from '../../../properties/administrators.ts';
import { Cloud } from '../../index.ts';
import type { Message, Queue } from './index.ts';
import { sqsFifoLimits } from './limits.ts';

/* What must hold on FIFO queues, whatever producers, consumers and administrators do. */

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
  changes: changes({ contentBasedDeduplication: fc.boolean() }),
  moves,
});

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
  const lifetimes = new Lifetimes(cloud, queue);
  const sent = new Set<string>();
  const deleted = new Set<string>();
  /** The last of each group that was delivered for the first time: sequence numbers, for what was moved back comes anew. */
  const newest = new Map<string, bigint>();
  /** When each message in flight of a group is visible again, unless it is deleted. */
  const inFlight = new Map<string, Map<string, { sequence: bigint; until: number }>>();
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
    const now = cloud.simulation.nowMicros;
    const { redrivePolicy: policy, messageRetentionPeriod } = queue.attributes;
    const groupOf = ({ attributes }: Message) => attributes.messageGroupId!;
    const sequenceOf = ({ attributes }: Message) => BigInt(attributes.sequenceNumber!);
    for (const message of messages) {
      for (const { sequence, until } of inFlight.get(groupOf(message))?.values() ?? [])
        if (until > now) expect(sequence > sequenceOf(message), 'delivered past one in flight').toBe(true);
    }
    const last = new Map<string, bigint>();
    for (const message of messages) {
      const { body, attributes } = message;
      const [group, sequence] = [groupOf(message), sequenceOf(message)];
      expect(sent).toContain(body);
      expect(deleted, 'delivered after its deletion').not.toContain(body);
      if (attributes.approximateReceiveCount === 1) {
        expect(sequence > (newest.get(group) ?? 0n), 'out of order').toBe(true);
        newest.set(group, sequence);
      }
      expect(sequence > (last.get(group) ?? 0n), 'out of order within a receive').toBe(true);
      last.set(group, sequence);
      if (policy) expect(attributes.approximateReceiveCount).toBeLessThanOrEqual(policy.maxReceiveCount);
      const age = (cloud.simulation.epochMillis - attributes.sentTimestamp) / 1000;
      expect(age, 'delivered past its retention').toBeLessThan(messageRetentionPeriod);
      if (!inFlight.has(group)) inFlight.set(group, new Map());
      inFlight.get(group)!.set(body, { sequence, until: now + timeout * 1e6 });
    }
    expect(queue.approximateNumberOfMessagesNotVisible).toBeLessThanOrEqual(inFlightMessages);
  };

  const producers = given.producers.map(({ every, count, groups, batch, repeats }, producer) => {
    const random = cloud.random(`producer ${producer}`);
    return cloud.process(function* () {
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
        lifetimes.begin(body);
        const first = cloud.now;
        while (random.bernoulli(repeats)) {
          yield random.uniform(0, 50);
          if (cloud.now < first + sqsFifoLimits.deduplicationInterval.default) send();
        }
      }
    });
  });
  const consumers = given.consumers.map(({ wait, max, service, fails, diesAt }, consumer) => {
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
    return process;
  });
  startChanges(cloud, lifetimes, dlq, given.changes);
  startMoves(cloud, dlq, given.moves);
  await cloud.run(1800);

  // Processed once: what is left can be had, once each; what is not was deleted, or has expired.
  for (const process of [...producers, ...consumers]) process.cancel();
  lifetimes.change({ redrivePolicy: null, messageRetentionPeriod: 345_600, delaySeconds: 0 });
  await cloud.run(100);
  const kept = [...(await drain(queue)), ...(await drain(dlq))];
  expect(new Set(kept).size, 'there twice').toBe(kept.length);
  for (const body of kept) expect([sent.has(body), deleted.has(body)]).toEqual([true, false]);
  const lost = [...sent].filter((body) => !kept.includes(body) && !deleted.has(body));
  expect(lost.filter((body) => !lifetimes.mayHaveExpired(body))).toEqual([]);
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
});

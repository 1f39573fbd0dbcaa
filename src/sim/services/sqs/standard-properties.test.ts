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

/* What must hold on standard queues, whatever producers, consumers and administrators do. */

const world = fc.record({
  seed: fc.nat(1000),
  hosts: fc.integer({ min: 1, max: 12 }),
  sampledHosts: fc.integer({ min: 1, max: 12 }),
  inFlightMessages: fc.constantFrom(5, 40, 120_000),
  visibilityTimeout: fc.integer({ min: 1, max: 60 }),
  delaySeconds: fc.constantFrom(0, 0, 10),
  maxReceiveCount: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  producers: fc.array(
    fc.record({
      every: fc.integer({ min: 1, max: 20 }),
      count: fc.integer({ min: 1, max: 30 }),
      size: fc.constantFrom(10, 10, 1500),
    }),
    { maxLength: 3, size: 'max' },
  ),
  consumers: fc.array(
    fc.record({
      wait: fc.constantFrom(undefined, 0, 5, 20),
      max: fc.integer({ min: 1, max: 10 }),
      service: fc.integer({ min: 0, max: 80 }),
      /** How likely it is that it asks for more time first, and for how much. */
      extends: fc.double({ min: 0, max: 0.5, noNaN: true }),
      by: fc.integer({ min: 0, max: 60 }),
      fails: fc.double({ min: 0, max: 0.9, noNaN: true }),
      diesAt: fc.option(fc.integer({ min: 1, max: 500 }), { nil: undefined }),
    }),
    { maxLength: 4, size: 'max' },
  ),
  changes: changes({}),
  moves,
});

type World = typeof world extends fc.Arbitrary<infer W> ? W : never;

const left = (queue: Queue) =>
  queue.approximateNumberOfMessages +
  queue.approximateNumberOfMessagesNotVisible +
  queue.approximateNumberOfMessagesDelayed;

/** Producers and consumers that take their time, fail and die; checks what must never happen as it goes. */
async function live(given: World) {
  const cloud = new Cloud({ seed: given.seed, traceLimit: 100_000 });
  const { hosts, sampledHosts, inFlightMessages, visibilityTimeout, delaySeconds, maxReceiveCount } = given;
  const model = { hosts, sampledHosts, inFlightMessages };
  const dlq = cloud.sqs.createQueue('dlq', {}, model);
  const redrivePolicy = maxReceiveCount ? { deadLetterTargetArn: dlq.arn, maxReceiveCount } : undefined;
  const queue = cloud.sqs.createQueue('jobs', { visibilityTimeout, delaySeconds, redrivePolicy }, model);
  const lifetimes = new Lifetimes(cloud, queue);
  const clock = () => cloud.simulation.nowMicros;
  /** When each can be seen for the first time, by what held when it was sent; in microseconds, as all times here. */
  const sent = new Map<string, number>();
  const deleted = new Set<string>();
  /** Until when each is out of sight, by whose handle. */
  const held = new Map<string, { until: number; handle: string }>();
  let deliveries = 0;

  const delivered = ({ body, receiptHandle, attributes }: Message, timeout: number) => {
    const now = clock();
    deliveries++;
    expect(now, 'before it was sent, or its delay was over').toBeGreaterThanOrEqual(sent.get(body)!);
    expect(deleted, 'delivered after its deletion').not.toContain(body);
    expect(held.get(body)?.until ?? 0, 'visible while in flight').toBeLessThanOrEqual(now);
    const { redrivePolicy: policy, messageRetentionPeriod } = queue.attributes;
    if (policy) expect(attributes.approximateReceiveCount).toBeLessThanOrEqual(policy.maxReceiveCount);
    const age = (cloud.simulation.epochMillis - attributes.sentTimestamp) / 1000;
    expect(age, 'delivered past its retention').toBeLessThan(messageRetentionPeriod);
    held.set(body, { until: now + timeout * 1e6, handle: receiptHandle });
  };

  const send = (body: string, size: number): boolean => {
    const { maximumMessageSize, delaySeconds: delay } = queue.attributes;
    try {
      queue.sendMessage(body.padEnd(size));
    } catch (error) {
      expect((error as Error).message).toContain(`Message must be shorter than ${maximumMessageSize} bytes.`);
      expect(size).toBeGreaterThan(maximumMessageSize);
      return false;
    }
    expect(size).toBeLessThanOrEqual(maximumMessageSize);
    sent.set(body.padEnd(size), clock() + delay * 1e6);
    lifetimes.begin(body.padEnd(size));
    return true;
  };

  const processes = given.producers.map(({ every, count, size }, producer) =>
    cloud.process(function* () {
      for (let n = 0; n < count; n++) {
        yield every;
        send(`${producer}-${n}`, size);
      }
    }),
  );
  given.consumers.forEach(({ wait, max, service, extends: extend, by, fails, diesAt }, consumer) => {
    const random = cloud.random(`consumer ${consumer}`);
    const receive = (timeout: number) => {
      const short = (wait ?? queue.attributes.receiveMessageWaitTimeSeconds) === 0;
      const options = { waitTimeSeconds: wait, maxNumberOfMessages: max, visibilityTimeout: timeout };
      try {
        return queue.receiveMessage(options);
      } catch (error) {
        expect((error as Error).name).toBe('OverLimit');
        expect([short, queue.approximateNumberOfMessagesNotVisible]).toEqual([true, inFlightMessages]);
        return undefined;
      }
    };
    const process = cloud.process(function* () {
      while (true) {
        const timeout = queue.attributes.visibilityTimeout;
        const reply = receive(timeout);
        const messages = reply ? yield* reply : [];
        for (const message of messages) delivered(message, timeout);
        expect(messages.length).toBeLessThanOrEqual(max);
        expect(queue.approximateNumberOfMessagesNotVisible).toBeLessThanOrEqual(inFlightMessages);
        if (messages.length === 0) yield 1;
        for (const { body, receiptHandle } of messages) {
          const mine = () => held.get(body)!.handle === receiptHandle && held.get(body)!.until > clock();
          if (random.bernoulli(extend) && mine()) {
            queue.changeMessageVisibility(receiptHandle, by);
            held.get(body)!.until = clock() + by * 1e6;
          }
          yield service;
          if (random.bernoulli(fails)) continue;
          const before = left(queue);
          queue.deleteMessage(receiptHandle);
          if (left(queue) < before) deleted.add(body);
        }
        yield 0.01;
      }
    });
    processes.push(process);
    if (diesAt) cloud.simulation.schedule(diesAt, () => process.cancel());
  });
  startChanges(cloud, lifetimes, dlq, given.changes);
  startMoves(cloud, dlq, given.moves);
  await cloud.run(900);
  const counts = { deliveries, deleted: deleted.size, left: left(queue), dead: left(dlq) };
  const bill = cloud.meter.bill();

  // What is left can be had, once each; what is not was deleted, or has expired.
  for (const process of processes) process.cancel();
  lifetimes.change({ redrivePolicy: null, messageRetentionPeriod: 345_600, delaySeconds: 0 });
  await cloud.run(100);
  const kept = [...(await drain(queue)), ...(await drain(dlq))];
  expect(new Set(kept).size, 'there twice').toBe(kept.length);
  for (const body of kept) expect([sent.has(body), deleted.has(body)]).toEqual([true, false]);
  const lost = [...sent.keys()].filter((body) => !kept.includes(body) && !deleted.has(body));
  expect(lost.filter((body) => !lifetimes.mayHaveExpired(body))).toEqual([]);
  return { trace: cloud.trace.entries(), ...counts, bill };
}

test('no message is lost, none is delivered after its deletion, none is visible while in flight', async () => {
  await fc.assert(
    fc.asyncProperty(world, async (given) => void (await live(given))),
    { numRuns: 150 },
  );
});

test('the same seed gives the same trace', async () => {
  await fc.assert(
    fc.asyncProperty(world, async (given) => {
      expect(await live(given)).toEqual(await live(given));
    }),
    { numRuns: 20 },
  );
});

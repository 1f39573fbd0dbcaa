import { expect, test } from 'vitest';
import fc from 'fast-check';
import { Cloud, minutes } from '../../index.ts';
import { fairQueueRequests, type Message, type Queue, type SqsMetricName } from './index.ts';
import { setup as queueOf } from './testing.ts';

function setup(attributes = {}, model = {}) {
  const { cloud, queue } = queueOf({ visibilityTimeout: 3600, ...attributes }, model);
  let sent = 0;
  /** Sends messages of a group, or of none. */
  const send = (group: string | undefined, count = 1) => {
    for (let i = 0; i < count; i++)
      queue.sendMessage(`${group ?? 'none'} ${sent++}`, group === undefined ? {} : { messageGroupId: group });
  };
  return { cloud, queue, send };
}

function receive(queue: Queue, count: number): Message[] {
  const messages: Message[] = [];
  while (messages.length < count) {
    const maxNumberOfMessages = Math.min(10, count - messages.length);
    const some = queue.receiveMessage({ maxNumberOfMessages }).take();
    if (some.length === 0) break;
    messages.push(...some);
  }
  return messages;
}
const groups = (messages: readonly Message[]) => messages.map(({ body }) => body.split(' ')[0]).join('');
const next = (queue: Queue, count = 1) => groups(receive(queue, count));

test('a message tells its group', () => {
  const { queue, send } = setup();
  send('a');
  expect(receive(queue, 1)[0]!.attributes.messageGroupId).toBe('a');
});

test('thirty in flight, and more than a tenth of all, make a group noisy: others go first', () => {
  const { queue, send } = setup();
  send('a', 100);
  send('b', 3);
  expect(next(queue, 30)).toBe('a'.repeat(30));
  expect(queue.approximateNumberOfNoisyGroups).toBe(1);
  // It is noisy by now: the three that came last are served, then the rest.
  expect(next(queue, 5)).toBe('bbbaa');
});

test('with 29 in flight it is not', () => {
  const { queue, send } = setup();
  send('a', 100);
  send('b');
  receive(queue, 29);
  expect(queue.approximateNumberOfNoisyGroups).toBe(0);
  expect(next(queue)).toBe('a');
});

test('a tenth of what is in flight is not more than a tenth', () => {
  const { queue, send } = setup();
  send(undefined, 270);
  send('a', 40);
  send('b');
  receive(queue, 300);
  expect(queue.approximateNumberOfNoisyGroups).toBe(0);
  expect(next(queue)).toBe('a');
  expect(queue.approximateNumberOfNoisyGroups).toBe(1);
});

test('a group that takes more than a tenth of the consumers’ time is noisy, however few its messages', async () => {
  const { cloud, queue, send } = setup();
  send('a', 2);
  for (let i = 0; i < 9; i++) send(undefined);
  const [slow, ...others] = receive(queue, 1);
  expect(others).toEqual([]);
  await cloud.run(30);
  expect(slow!.body).toBe('a 0');
  expect(queue.approximateNumberOfNoisyGroups).toBe(1);
  send('b');
  expect(next(queue, 11)).toBe('none'.repeat(9) + 'ba');
});

test('a message without a group is a tenant of its own, and quiet', async () => {
  const { cloud, queue, send } = setup();
  send(undefined, 200);
  send('b');
  receive(queue, 100);
  await cloud.run(100);
  expect(queue.approximateNumberOfNoisyGroups).toBe(0);
  expect(next(queue)).toBe('none');
});

test('of several noisy groups, that with the fewest messages in flight goes first', () => {
  const { queue, send } = setup();
  send('a', 40);
  send('b', 60);
  expect(next(queue, 30)).toBe('a'.repeat(30));
  // a is noisy: b is served till it is noisy too, and then is level with it.
  expect(next(queue, 30)).toBe('b'.repeat(30));
  expect(queue.approximateNumberOfNoisyGroups).toBe(2);
  expect(next(queue, 6)).toBe('ababab');
});

test('nothing is held back: without quiet messages the noisy ones come as ever', () => {
  const { queue, send } = setup();
  send('a', 100);
  expect(next(queue, 100)).toBe('a'.repeat(100));
});

test('a group is quiet again once none of its messages waits', () => {
  const { queue, send } = setup();
  send('a', 35);
  send('b');
  receive(queue, 31);
  expect(queue.approximateNumberOfNoisyGroups).toBe(1);
  receive(queue, 5);
  expect(queue.approximateNumberOfNoisyGroups).toBe(0);
});

test('a group is quiet again when it has sent nothing for 5 minutes', async () => {
  const { cloud, queue, send } = setup();
  send('a', 100);
  receive(queue, 31);
  send('b');
  receive(queue, 2);
  await cloud.run(minutes(5) - 1);
  expect(queue.approximateNumberOfNoisyGroups).toBe(1);
  await cloud.run(1);
  expect(queue.approximateNumberOfNoisyGroups).toBe(0);
  send('b');
  // Its messages are back in their old turn.
  expect(next(queue, 3)).toBe('aaa');
});

test('messages of noisy groups expire, are deleted, are delayed and move away like all', async () => {
  const cloud = new Cloud();
  const dlq = cloud.sqs.createQueue('dlq', {}, { hosts: 1 });
  const queue = cloud.sqs.createQueue(
    'jobs',
    {
      visibilityTimeout: 10,
      messageRetentionPeriod: 60,
      redrivePolicy: { deadLetterTargetArn: dlq.arn, maxReceiveCount: 1 },
    },
    { hosts: 1 },
  );
  const send = (group: string, count: number, delaySeconds?: number) => {
    for (let i = 0; i < count; i++) queue.sendMessage(group, { messageGroupId: group, delaySeconds });
  };
  send('a', 50);
  send('a', 5, 300);
  const received = receive(queue, 35);
  // Its next message stands aside, now that it is noisy.
  send('b', 1);
  receive(queue, 1);
  expect(queue.quietGroups).toEqual({ noisyGroups: 1, visible: 0, inFlight: 1, delayed: 0 });
  await cloud.run(10);
  queue.deleteMessage(received[0]!.receiptHandle);
  expect(queue.approximateNumberOfMessages).toBe(50);
  // 34 of a and one of b move, 15 of a are delivered.
  expect(receive(queue, 100)).toHaveLength(15);
  expect(dlq.approximateNumberOfMessages).toBe(35);
  await cloud.run(50);
  expect(queue.approximateNumberOfMessages).toBe(0);
  await cloud.run(240);
  expect([queue.approximateNumberOfMessages, queue.approximateNumberOfMessagesDelayed]).toEqual([0, 0]);
});

test('quiet groups have metrics of their own', async () => {
  const { cloud, queue, send } = setup();
  const names: SqsMetricName[] = [
    'ApproximateNumberOfNoisyGroups',
    'ApproximateNumberOfMessagesVisibleInQuietGroups',
    'ApproximateNumberOfMessagesNotVisibleInQuietGroups',
    'ApproximateNumberOfMessagesDelayedInQuietGroups',
    'ApproximateAgeOfOldestMessageInQuietGroups',
  ];
  const points = names.map((name) => cloud.record(queue.metric(name)));
  send('a', 100);
  receive(queue, 40);
  await cloud.run(50);
  send('b', 3);
  queue.sendMessage('late', { messageGroupId: 'b', delaySeconds: 900 });
  receive(queue, 1);
  await cloud.run(130);
  expect(points.map((series) => series.map(([, value]) => value))).toEqual([
    [0, 1, 1],
    [0, 2, 2],
    [0, 1, 1],
    [0, 1, 1],
    [10, 70],
  ]);
});

test('a group costs a surcharge', () => {
  const { cloud, queue, send } = setup();
  const surcharged = () => cloud.meter.usage(fairQueueRequests).quantity;
  send(undefined);
  const [plain] = receive(queue, 1);
  queue.deleteMessage(plain!.receiptHandle);
  expect(cloud.meter.bill()).toHaveLength(1);
  send('a');
  expect(surcharged()).toBe(1);
  const [message] = receive(queue, 1);
  expect(surcharged()).toBe(2);
  queue.changeMessageVisibility(message!.receiptHandle, 10);
  queue.deleteMessage(message!.receiptHandle);
  expect(surcharged()).toBe(4);
  send('a', 2);
  const entries = receive(queue, 2).map(({ receiptHandle }, i) => ({ id: String(i), receiptHandle }));
  expect(surcharged()).toBe(7);
  queue.changeMessageVisibilityBatch(entries.map((entry) => ({ ...entry, visibilityTimeout: 10 })));
  expect(surcharged()).toBe(8);
  queue.deleteMessageBatch(entries);
  expect(surcharged()).toBe(9);
  // A batch that finds nothing has no group.
  queue.deleteMessageBatch(entries);
  expect(surcharged()).toBe(9);
  expect(cloud.meter.bill()[1]).toMatchObject({ quantity: 9, usd: expect.closeTo(0.9e-6, 12) });
});

/** How long messages of the quiet group wait while another floods the queue, in seconds on average. */
async function dwell(fair: boolean): Promise<number> {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('jobs');
  const send = (group: string) => queue.sendMessage(group, fair ? { messageGroupId: group } : {});
  cloud.process(function* () {
    yield 60;
    for (let i = 0; i < 3000; i++) send('flood');
  });
  cloud.process(function* () {
    for (let i = 0; i < 600; i++) {
      yield 1;
      send('quiet');
    }
  });
  let waited = 0;
  let count = 0;
  for (let i = 0; i < 50; i++) {
    cloud.process(function* () {
      while (true) {
        const [message] = yield* queue.receiveMessage({ waitTimeSeconds: 20 });
        if (!message) continue;
        if (message.body === 'quiet') {
          waited += cloud.simulation.epochMillis - message.attributes.sentTimestamp;
          count++;
        }
        yield 5;
        queue.deleteMessage(message.receiptHandle);
      }
    });
  }
  await cloud.run(1200);
  expect(count).toBe(600);
  return waited / count / 1000;
}

test('a flood makes the quiet wait, unless the queue is fair', async () => {
  expect(await dwell(false)).toBeGreaterThan(50);
  expect(await dwell(true)).toBeLessThan(3);
});

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('send' as const),
      group: fc.constantFrom('a', 'a', 'a', 'b', 'c', undefined),
      count: fc.integer({ min: 1, max: 40 }),
      delay: fc.constantFrom(undefined, undefined, 0, 20),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('receive' as const), count: fc.integer({ min: 1, max: 40 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('delete' as const), count: fc.integer({ min: 1, max: 40 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), time: fc.constantFrom(1, 10, 40, 400) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('purge' as const) }) },
);

test('groups lose nothing and double nothing, whoever is noisy', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 60, size: 'max' }),
      fc.constantFrom(1, 10),
      fc.constantFrom(120, 345_600),
      async (steps, hosts, messageRetentionPeriod) => {
        const cloud = new Cloud();
        const queue = cloud.sqs.createQueue(
          'jobs',
          { visibilityTimeout: 30, messageRetentionPeriod },
          { hosts },
        );
        const there = new Map<string, number>();
        let handles: Message[] = [];
        let sent = 0;
        for (const one of steps) {
          if (one.kind === 'send') {
            for (let i = 0; i < one.count; i++) {
              there.set(String(sent), cloud.now);
              queue.sendMessage(String(sent++), { messageGroupId: one.group, delaySeconds: one.delay });
            }
          } else if (one.kind === 'receive') {
            const received = receive(queue, one.count);
            expect(new Set(received.map(({ body }) => body)).size).toBe(received.length);
            for (const { body } of received) expect(there.has(body)).toBe(true);
            handles.push(...received);
          } else if (one.kind === 'delete') {
            for (const { body, receiptHandle } of handles.splice(0, one.count)) {
              const before = queue.approximateNumberOfMessages + queue.approximateNumberOfMessagesNotVisible;
              queue.deleteMessage(receiptHandle);
              const after = queue.approximateNumberOfMessages + queue.approximateNumberOfMessagesNotVisible;
              if (after < before) there.delete(body);
            }
          } else if (one.kind === 'wait') {
            await cloud.run(one.time);
          } else {
            await cloud.run(60);
            queue.purgeQueue();
            there.clear();
            handles = [];
          }
          const { visible, inFlight, delayed, noisyGroups } = queue.quietGroups!;
          const all = [
            queue.approximateNumberOfMessages,
            queue.approximateNumberOfMessagesNotVisible,
            queue.approximateNumberOfMessagesDelayed,
          ];
          [visible, inFlight, delayed].forEach((count, i) => {
            expect(count).toBeGreaterThanOrEqual(0);
            expect(count).toBeLessThanOrEqual(all[i]!);
          });
          if (noisyGroups === 0) expect([visible, inFlight, delayed]).toEqual(all);
        }
        await cloud.run(100);
        const left = [...there.values()].filter((at) => at + messageRetentionPeriod > cloud.now).length;
        expect(queue.approximateNumberOfMessages).toBe(left);
      },
    ),
    { numRuns: 100 },
  );
});

import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';
import { Fairness } from './fairness.ts';

const SECOND = 1_000_000;

function setup() {
  const fairness = new Fairness(60, 0, 0, () => {});
  const fill = (from: number, to: number) => {
    for (let i = from; i < to; i++) fairness.tenant(`g${i}`, 0).visible = 1;
  };
  return { fairness, fill };
}

test('groups of which nothing is left are forgotten, once there are many', () => {
  const { fairness, fill } = setup();
  const [idle, waiting, delayed, working, recent] = ['idle', 'waiting', 'delayed', 'working', 'recent'].map(
    (name) => fairness.tenant(name, 0),
  );
  waiting!.visible = 1;
  delayed!.delayed = 1;
  fairness.flight(working, 1, 0);
  fairness.flight(recent, 1, 0);
  fairness.flight(recent, -1, 10 * SECOND);
  fill(0, 1019);
  expect(fairness.tenant('idle', 10 * SECOND)).toBe(idle);
  // The 1,025th.
  fairness.tenant('more', 10 * SECOND);
  for (const kept of [waiting, delayed, working, recent])
    expect(fairness.tenant(kept!.id, 10 * SECOND)).toBe(kept);
  expect(fairness.tenant('idle', 10 * SECOND)).not.toBe(idle);
});

test('what was recent is not for ever: its group is forgotten too', () => {
  const { fairness, fill } = setup();
  const past = fairness.tenant('past', 0);
  fairness.flight(past, 1, 0);
  fairness.flight(past, -1, 10 * SECOND);
  fill(0, 1023);
  fairness.tenant('more', 121 * SECOND);
  expect(fairness.tenant('past', 121 * SECOND)).not.toBe(past);
});

test('where many groups are left, they are looked through again at twice their number', () => {
  const { fairness, fill } = setup();
  fill(0, 1025);
  const idle = fairness.tenant('idle', 0);
  fill(1025, 2047);
  expect(fairness.tenant('idle', 0)).toBe(idle);
  fill(2047, 2048);
  expect(fairness.tenant('idle', 0)).not.toBe(idle);
});

test('of noisy groups with as many messages in flight, that whose turn comes first is served first', () => {
  const queue = new Cloud().sqs.createQueue('jobs', { visibilityTimeout: 3600 }, { hosts: 1 });
  const send = (group: string, count: number) => {
    for (let i = 0; i < count; i++) queue.sendMessage(group, { messageGroupId: group });
  };
  send('b', 30);
  send('a', 30);
  for (let i = 0; i < 6; i++) queue.receiveMessage({ maxNumberOfMessages: 10 });
  send('a', 2);
  send('b', 2);
  // That b came to be noisy first is no merit.
  expect(queue.approximateNumberOfNoisyGroups).toBe(2);
  const bodies = queue.receiveMessage({ maxNumberOfMessages: 4 }).take();
  expect(bodies.map(({ body }) => body)).toEqual(['a', 'b', 'a', 'b']);
});

test('the consumers’ time counts for the fairness window, and then no more', async () => {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('jobs', {}, { hosts: 1, fairnessWindow: 60 });
  queue.sendMessage('slow', { messageGroupId: 'a' });
  const [slow] = queue.receiveMessage().take();
  await cloud.run(20);
  queue.deleteMessage(slow!.receiptHandle);
  queue.sendMessage('another', { messageGroupId: 'a' });
  await cloud.run(20);
  expect(queue.approximateNumberOfNoisyGroups).toBe(1);
  queue.deleteMessage(queue.receiveMessage().take()[0]!.receiptHandle);
  await cloud.run(130);
  queue.sendMessage('long after', { messageGroupId: 'a' });
  expect(queue.approximateNumberOfNoisyGroups).toBe(0);
});

import { afterEach, expect, test } from 'vitest';
import { Cloud, setDefaultSeed } from './index.ts';

afterEach(() => setDefaultSeed(1));

test('a cloud is us-east-1 of one account, seed 1, from 2026 on', () => {
  const cloud = new Cloud();
  expect(cloud).toMatchObject({ name: 'us-east-1', account: '123456789012', seed: 1, now: 0 });
  expect(cloud.simulation.epochMillis).toBe(Date.parse('2026-01-01T00:00:00Z'));
});

test('region, account, seed and start can be chosen', () => {
  const cloud = new Cloud({
    region: 'eu-west-1',
    account: '111122223333',
    seed: 7,
    start: '2027-05-01T00:00:00Z',
  });
  expect(cloud.sqs.createQueue('jobs').arn).toBe('arn:aws:sqs:eu-west-1:111122223333:jobs');
  expect(cloud.seed).toBe(7);
  expect(cloud.simulation.epochMillis).toBe(Date.parse('2027-05-01T00:00:00Z'));
  expect(() => new Cloud({ account: '42' })).toThrow(RangeError);
});

test('a host may set the seed that a cloud takes where its code names none', () => {
  setDefaultSeed(42);
  expect(new Cloud().seed).toBe(42);
  expect(new Cloud({ seed: 3 }).seed).toBe(3);
});

test('services are made once, one set a Region, on one clock', async () => {
  const cloud = new Cloud();
  expect(cloud.sqs).toBe(cloud.sqs);
  expect(cloud.region('us-east-1')).toBe(cloud);
  const ireland = cloud.region('eu-west-1');
  expect(cloud.region('eu-west-1')).toBe(ireland);
  expect(ireland.sqs).not.toBe(cloud.sqs);
  const here = cloud.sqs.createQueue('jobs');
  const there = ireland.sqs.createQueue('jobs');
  here.sendMessage('to Virginia');
  await cloud.run(10);
  there.sendMessage('to Ireland');
  const [message] = there.receiveMessage({ waitTimeSeconds: 1 }).take();
  expect(message!.body).toBe('to Ireland');
  expect(message!.attributes.sentTimestamp).toBe(Date.parse('2026-01-01T00:00:10Z'));
  expect(here.approximateNumberOfMessages).toBe(1);
});

test('process, sleep, random and run are the simulation’s', async () => {
  const cloud = new Cloud({ traceLimit: 10 });
  const seen: number[] = [];
  cloud.process(function* () {
    yield* cloud.sleep(5);
    seen.push(cloud.now);
  });
  await cloud.run();
  expect(seen).toEqual([5]);
  expect(cloud.random('x')).toBe(cloud.simulation.random('x'));
  expect(cloud.trace.limit).toBe(10);
});

test('metrics and functions are recorded as points to plot', async () => {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('jobs');
  const visible = cloud.record(queue.metric('ApproximateNumberOfMessagesVisible'));
  const sent = cloud.record(queue.metric('NumberOfMessagesSent'), { period: 120 });
  const live = cloud.record(() => queue.approximateNumberOfMessages, { every: 30 });
  cloud.simulation.schedule(30, () => void queue.sendMessage('one'));
  await cloud.run(120);
  expect(visible).toEqual([
    [0, 0],
    [60, 1],
  ]);
  expect(sent).toEqual([[0, 1]]);
  expect(live.map(([, n]) => n)).toEqual([0, 0, 1, 1, 1]);
});

test('a run takes a number of seconds, not a text', async () => {
  await expect(new Cloud().run('5' as never)).rejects.toThrow('this one is the text 5.');
});

import { expect, test } from 'vitest';
import { Cloud, minutes } from '../../index.ts';
import type { Input } from './schema.ts';

// https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-windows.html (checked 2026-11-28)

interface Event {
  Records: { kinesis: { data: string } }[];
  window: { start: string; end: string };
  state: { total?: number; text?: string };
  shardId: string;
  eventSourceARN: string;
  isFinalInvokeForWindow: boolean;
  isWindowTerminatedEarly: boolean;
}

/** A cloud in which a function adds up what comes in windows of a minute, and notes its events. */
async function summing(
  answer = (event: Event): unknown => ({
    state: {
      total: event.Records.reduce((sum, one) => sum + Number(atob(one.kinesis.data)), event.state.total ?? 0),
    },
  }),
  settings: Partial<Input<'CreateEventSourceMapping'>> = {},
) {
  const cloud = new Cloud();
  const stream = cloud.kinesis.stream('sales', { shardCount: 1 });
  const events: Event[] = [];
  cloud.lambda.createFunction({
    functionName: 'f',
    code: () => (event: Event) => {
      events.push(event);
      return answer(event);
    },
  });
  const mapping = await cloud.lambda.createEventSourceMapping({
    ...{ functionName: 'f', eventSourceArn: stream.arn, startingPosition: 'TRIM_HORIZON' },
    ...{ tumblingWindowInSeconds: 60, batchSize: 2, ...settings },
  });
  return { cloud, stream, events, mapping };
}

test('the state goes from batch to batch of a window, and its last invocation has no records', async () => {
  const { cloud, stream, events, mapping } = await summing();
  expect(mapping.tumblingWindowInSeconds).toBe(60);
  await cloud.run(10);
  for (const amount of ['1', '2', '3']) stream.putRecord('k', amount);
  await cloud.run(60);
  for (const amount of ['10', '20']) stream.putRecord('k', amount);
  await cloud.run(minutes(5));
  const told = events.map(({ Records, window, state, isFinalInvokeForWindow: final }) => [
    ...[window.start.slice(11, 16), Records.length, state.total ?? 0, final],
  ]);
  expect(told).toEqual([
    ['00:00', 2, 0, false],
    ['00:00', 1, 3, false],
    ['00:00', 0, 6, true],
    ['00:01', 2, 0, false],
    ['00:01', 0, 30, true],
  ]);
  expect(events[0]).toMatchObject({
    window: { start: '2026-01-01T00:00:00Z', end: '2026-01-01T00:01:00Z' },
    ...{ shardId: 'shardId-000000000000', eventSourceARN: stream.arn, isWindowTerminatedEarly: false },
  });
});

test('a window that nobody follows is over after two quiet minutes', async () => {
  const { cloud, stream, events } = await summing();
  stream.putRecord('k', '1');
  await cloud.run(115);
  expect(events.map(({ isFinalInvokeForWindow: final }) => final)).toEqual([false]);
  await cloud.run(10);
  expect(events.map(({ isFinalInvokeForWindow: final }) => final)).toEqual([false, true]);
});

test('an answer without a state is a failure', async () => {
  const { cloud, stream, events } = await summing(() => ({ total: 1 }), { maximumRetryAttempts: 2 });
  stream.putRecord('k', '1');
  await cloud.run(30);
  expect(events.map(({ Records }) => Records.length)).toEqual([1, 1, 1]);
});

test('a last invocation that fails holds the next window up until it goes well', async () => {
  let broken = true;
  const { cloud, stream, events } = await summing((event) => {
    if (broken && event.isFinalInvokeForWindow) throw new Error('no database');
    return { state: {} };
  });
  stream.putRecord('k', '1');
  await cloud.run(61);
  stream.putRecord('k', '2');
  await cloud.run(minutes(2));
  expect(events.filter(({ Records }) => Records.length > 0)).toHaveLength(1);
  broken = false;
  await cloud.run(minutes(2));
  expect(events.filter(({ Records }) => Records.length > 0)).toHaveLength(2);
});

test('a state of more than 1 MB ends its window early, and the same window goes on without it', async () => {
  const { cloud, stream, events } = await summing(({ Records }) => ({
    state: {
      text: Records.some(({ kinesis }) => atob(kinesis.data) === '2') ? 'x'.repeat(1_000_001) : 'short',
    },
  }));
  for (const amount of ['1', '1', '2', '3']) stream.putRecord('k', amount);
  await cloud.run(30);
  const told = events.map((event) => [
    ...[event.Records.length, event.isFinalInvokeForWindow, event.isWindowTerminatedEarly],
    event.state.text?.length ?? 0,
  ]);
  expect(told).toEqual([
    [2, false, false, 0],
    [2, false, false, 5],
    [0, true, true, 1_000_001],
  ]);
  stream.putRecord('k', '3');
  await cloud.run(10);
  expect(events.at(-1)).toMatchObject({ state: {}, window: events[0]!.window });
});

test('a shard that ends closes its window; its children begin their own', async () => {
  const { cloud, stream, events } = await summing();
  stream.putRecord('k', '5');
  await cloud.run(2);
  await stream.updateShardCount(2);
  await cloud.run(30);
  expect(events.at(-1)).toMatchObject({ Records: [], state: { total: 5 }, isFinalInvokeForWindow: true });
});

test('changes of a table come in windows too; several lanes of a shard are not modelled with them', async () => {
  const cloud = new Cloud();
  const table = cloud.dynamodb.table('orders', { stream: 'NEW_IMAGE' });
  const states: number[] = [];
  cloud.lambda.createFunction({
    functionName: 'f',
    code: () => (event: Event) => {
      const seen = (event.state.total ?? 0) + event.Records.length;
      if (event.isFinalInvokeForWindow) states.push(seen);
      return { state: { total: seen } };
    },
  });
  const mapping = {
    ...{
      functionName: 'f',
      eventSourceArn: table.streamArn!,
      startingPosition: 'TRIM_HORIZON' as const,
    },
    tumblingWindowInSeconds: 60,
  };
  await expect(async () => {
    await cloud.lambda.createEventSourceMapping({ ...mapping, parallelizationFactor: 2 });
  }).rejects.toThrow('ParallelizationFactor with TumblingWindowInSeconds');
  await cloud.lambda.createEventSourceMapping(mapping);
  for (let i = 0; i < 7; i++) table.put({ id: `order ${i}` });
  await cloud.run(minutes(4));
  expect(states).toEqual([7]);
});

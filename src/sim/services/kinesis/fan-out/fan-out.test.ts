import { Simulation } from '../../../kernel/index.ts';
import { expect, test } from 'vitest';
import { Lifecycle } from '../../../cloud/lifecycle.ts';
import type { ConsumerStatus } from '../schema.ts';
import type { DataStream } from '../shards/data-stream.ts';
import { bytes, FIRST, NOW, putInto, streamOf } from '../testing.ts';
import { Consumers, type Consumer } from './consumers.ts';
import { FanOut } from './fan-out.ts';

const MB = 1024 * 1024;
const USED = expect.objectContaining({ name: 'ResourceInUseException' }) as Error;
const LIMIT = expect.objectContaining({ name: 'LimitExceededException' }) as Error;

/** A stream of one shard that holds so many records of 1 MB. */
function filled(records: number): DataStream {
  const stream = streamOf(1);
  for (let i = 0; i < records; i++) putInto(stream, { partitionKey: 'k', data: bytes(MB - 1) }, NOW);
  return stream;
}

/** A consumer in a state. */
function consumer(name: string, stream: DataStream, state: ConsumerStatus = 'ACTIVE'): Consumer {
  const lifecycle = new Lifecycle<ConsumerStatus>(new Simulation({ seed: 1 }), state);
  return { name, arn: name, created: new Date(0), lifecycle, fanOut: new FanOut(stream), tags: new Map() };
}

test('fan-out: each consumer has 2 MB/s of its own', () => {
  const stream = filled(8);
  for (const name of ['a', 'b', 'c']) {
    const one = consumer(name, stream, 'CREATING');
    const subscribe = (now: number) => one.fanOut.subscribe(one, FIRST, { type: 'TRIM_HORIZON' }, now);
    expect(() => subscribe(NOW)).toThrow(USED);
    one.lifecycle.to('ACTIVE');
    const first = subscribe(NOW);
    expect(first.push(NOW)?.records).toHaveLength(2);
    expect(first.push(NOW)).toBeUndefined();
    expect(first.push(NOW + 1)?.records).toHaveLength(2);
    expect(() => subscribe(NOW + 4.9)).toThrow(USED);
    const second = subscribe(NOW + 5);
    expect(first.over(NOW + 5)).toBe(true);
    expect(second.push(NOW + 5)?.records).toHaveLength(2);
    expect([second.over(NOW + 304.9), second.over(NOW + 305)]).toEqual([false, true]);
  }
});

test('a stream has 20 consumers, of which five can be CREATING', () => {
  const stream = filled(0);
  const consumers = new Consumers();
  const add = (name: string, state: ConsumerStatus) => {
    consumers.check(name, '1');
    consumers.add(consumer(name, stream, state));
  };
  for (let i = 0; i < 5; i++) add(`c${i}`, 'CREATING');
  expect(() => consumers.check('one more', '1')).toThrow(LIMIT);
  for (const one of consumers.list()) one.lifecycle.to('ACTIVE');
  for (let i = 5; i < 20; i++) add(`c${i}`, 'ACTIVE');
  expect(() => consumers.check('c1', '1')).toThrow(USED);
  expect(() => consumers.check('more', '1')).toThrow(LIMIT);
  consumers.remove(consumers.get('c1'));
  consumers.check('more', '1');
  expect(() => consumers.get('c1')).toThrow(
    expect.objectContaining({ name: 'ResourceNotFoundException' }) as Error,
  );
});

test('at the end of a closed shard a subscription names the children, and is over', () => {
  const stream = filled(1);
  const one = consumer('a', stream);
  const subscription = one.fanOut.subscribe(one, FIRST, { type: 'LATEST' }, NOW);
  expect(subscription.push(NOW)).toBeUndefined();
  const children = stream.split(FIRST, '1000', NOW + 1);
  expect(subscription.push(NOW + 1)?.childShards).toEqual(children);
  expect(subscription.over(NOW + 1)).toBe(true);
});

import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';

function start() {
  const cloud = new Cloud({ traceLimit: 100 });
  const { faults } = cloud;
  for (const [place, within] of [
    ['i-1', 'use1-az1'],
    ['i-2', 'use1-az2'],
    ['i-3', 'use1-az1'],
    ['use1-az1', 'us-east-1'],
    ['use1-az2', 'us-east-1'],
  ] as const)
    faults.lies(place, within);
  return { cloud, faults };
}

test('a place suffers from what befalls the places that it lies in, and nothing else does', () => {
  const { faults } = start();
  const id = faults.raise({ kind: 'down', place: 'use1-az1' });
  expect(['i-1', 'i-2', 'i-3', 'us-east-1'].map((place) => faults.isUp(place))).toEqual([
    false,
    true,
    false,
    true,
  ]);
  faults.restore(id);
  expect(faults.isUp('i-1')).toBe(true);
});

test('an isolated zone runs on: its inside is connected, its outside cut off', () => {
  const { faults } = start();
  faults.raise({ kind: 'isolated', place: 'use1-az1' });
  expect(faults.isUp('i-1')).toBe(true);
  expect(faults.isReachable('i-1')).toBe(false);
  expect(faults.link('i-1', 'i-3').up).toBe(true);
  expect(faults.link('i-1', 'i-2').up).toBe(false);
});

test('faults of one link add up, one way or both', () => {
  const { faults } = start();
  faults.raise({ kind: 'link', from: 'i-1', to: 'i-2', loss: 0.5, delay: 1 });
  faults.raise({ kind: 'link', from: 'use1-az1', to: 'use1-az2', oneWay: true, loss: 0.5, delay: 2 });
  expect(faults.link('i-1', 'i-2')).toEqual({ up: true, loss: 0.75, delay: 3 });
  expect(faults.link('i-2', 'i-1')).toEqual({ up: true, loss: 0.5, delay: 1 });
});

test('a control plane is down for one service or for all, and what runs is not', () => {
  const { faults } = start();
  faults.raise({ kind: 'control-plane', region: 'us-east-1', service: 'ec2' });
  expect(faults.isControlPlaneUp('ec2', 'us-east-1')).toBe(false);
  expect(faults.isControlPlaneUp('sqs', 'us-east-1')).toBe(true);
  expect(faults.isControlPlaneUp('ec2', 'eu-west-1')).toBe(true);
  expect(faults.isUp('i-1')).toBe(true);
});

test('a planned fault comes and goes by the clock, in the trace and as marks', async () => {
  const { cloud, faults } = start();
  faults.raise({ kind: 'impaired', place: 'use1-az2', slow: 2, status: 503 }, { at: 60, lasting: 30 });
  expect(faults.impairment('i-2')).toEqual({ slow: 0, status: undefined });
  await cloud.run(75);
  expect(faults.impairment('i-2')).toEqual({ slow: 2, status: 503 });
  await cloud.run(75);
  expect(faults.active).toEqual([]);
  expect(faults.marks).toEqual([
    { x: 60, label: 'use1-az2 impaired' },
    { x: 90, label: 'use1-az2 back' },
  ]);
  expect(cloud.trace.entries().map(({ at, what }) => [at, what])).toEqual([
    [60, 'impaired'],
    [90, 'back'],
  ]);
});

test.each([
  [{ kind: 'link', from: 'a', to: 'b', loss: 1.5 }, {}],
  [{ kind: 'impaired', place: 'a', slow: -1 }, {}],
  [{ kind: 'down', place: 'a' }, { at: -1 }],
  [{ kind: 'down', place: 'a' }, { lasting: 0 }],
] as const)('%j with %j is refused', (fault, when) => {
  expect(() => start().faults.raise(fault, when)).toThrow(RangeError);
});

test('a resource that is down takes no delivery, and the trace has each attempt', async () => {
  const { cloud, faults } = start();
  const queue = cloud.sqs.createQueue('jobs');
  const delivery = {
    payload: 'hello',
    principal: 'sns.amazonaws.com',
    from: 'arn:aws:sns:us-east-1:123456789012:news',
  };
  const id = faults.raise({ kind: 'down', place: queue.arn });
  expect(() => cloud.deliver(queue.arn, delivery)).toThrow(
    expect.objectContaining({ name: 'ServiceUnavailable', $fault: 'server' }),
  );
  faults.restore(id);
  expect(() => cloud.deliver(queue.arn, delivery)).toThrow(expect.objectContaining({ name: 'AccessDenied' }));
  expect(cloud.trace.entries().filter(({ what }) => what === 'deliver')).toHaveLength(2);
});

import assert from 'node:assert/strict';
import { test } from 'vitest';
import {
  actsAt,
  askPredictive,
  checkPredictive,
  forecastCapacity,
  meanOfSameHour,
  raisedMax,
  type PredictivePolicy,
} from './predictive.ts';
import { anInstance, seeded, whole } from './testing.ts';
import {
  checkWarmPool,
  planWarmPool,
  returnsToPool,
  warmPath,
  warmPoolSize,
  type WarmPool,
} from './warm-pool.ts';

const size = (desired: number, max = 10, min = 0) => ({ min, max, desired });

test('the guide’s sizes: maximum or prepared capacity less desired, and the minimum at least', () => {
  const table: [WarmPool, number, number][] = [
    [{}, 6, 4],
    [{ maxGroupPreparedCapacity: 8 }, 6, 2],
    [{ maxGroupPreparedCapacity: 4 }, 6, 0],
    [{ maxGroupPreparedCapacity: -1 }, 6, 4],
    [{ maxGroupPreparedCapacity: 8, minSize: 3 }, 6, 3],
    [{}, 10, 0],
  ];
  for (const [pool, desired, expected] of table) assert.equal(warmPoolSize(pool, size(desired)), expected);
});

test('a group that grows draws on what is prepared, then launches cold', () => {
  const pool = [
    anInstance({ id: 'w1', state: 'Warmed:Stopped' }),
    anInstance({ id: 'w2', state: 'Warmed:Stopped' }),
    anInstance({ id: 'soon', state: 'Warmed:Pending:Wait' }),
    anInstance({ id: 'sick', state: 'Warmed:Stopped', healthy: false }),
    anInstance({ id: 'going', state: 'Warmed:Terminating' }),
  ];
  const plan = planWarmPool({}, size(7), pool, 3);
  assert.deepEqual(plan, { warmStarts: ['w1', 'w2'], coldStarts: 1, fill: 2, drain: 0 });
  assert.equal(planWarmPool({}, size(9), pool, 0).drain, 2);
});

test('after each plan the pool is on its way to its size, and the group to what it lacks', () => {
  const random = seeded(53);
  for (let run = 0; run < 500; run++) {
    const pool: WarmPool = {
      maxGroupPreparedCapacity: random() < 0.5 ? undefined : whole(random, 0, 12),
      minSize: whole(random, 0, 3),
    };
    const held = Array.from({ length: whole(random, 0, 8) }, () =>
      anInstance({ state: random() < 0.5 ? 'Warmed:Running' : 'Warmed:Pending' }),
    );
    const group = size(whole(random, 0, 10));
    const missing = whole(random, 0, group.desired);
    const { warmStarts, coldStarts, fill, drain } = planWarmPool(pool, group, held, missing);
    assert.equal(warmStarts.length + coldStarts, missing);
    assert.equal(held.length - warmStarts.length + fill - drain, warmPoolSize(pool, group));
    assert.ok(fill === 0 || drain === 0);
  }
});

test('states on the way, reuse, and pools that can’t be', () => {
  assert.deepEqual(warmPath({}, false), ['Warmed:Pending', 'Warmed:Stopped', 'Pending', 'InService']);
  assert.deepEqual(warmPath({ poolState: 'Hibernated' }, true).slice(1, 4), [
    'Warmed:Pending:Wait',
    'Warmed:Pending:Proceed',
    'Warmed:Hibernated',
  ]);
  assert.deepEqual(
    [returnsToPool({}, anInstance()), returnsToPool({ reuseOnScaleIn: true }, anInstance())],
    [false, true],
  );
  const plain = { mixedInstances: false, weights: false, spot: false };
  checkWarmPool({ maxGroupPreparedCapacity: -1 }, plain);
  const refused = (pool: WarmPool, group: Partial<typeof plain> = {}) =>
    assert.throws(() => checkWarmPool(pool, { ...plain, ...group }), { code: 'ValidationError' });
  refused({}, { mixedInstances: true });
  refused({}, { weights: true });
  refused({}, { spot: true });
  refused({ minSize: -1 });
  refused({ maxGroupPreparedCapacity: -2 });
  refused({ poolState: 'Warm' as never });
});

const policy: PredictivePolicy = { name: 'ahead', targetValue: 50, mode: 'ForecastAndScale' };
const day = (hour: number) => (hour % 24 >= 9 && hour % 24 < 17 ? 500 : 100);

test('less than a day of history gives no forecast', () => {
  assert.equal(
    meanOfSameHour(
      Array.from({ length: 23 }, () => 1),
      48,
    ),
    undefined,
  );
  assert.equal(
    meanOfSameHour(
      Array.from({ length: 30 }, () => undefined),
      48,
    ),
    undefined,
  );
});

test('a daily pattern comes out as it went in; a weekly one after two weeks', () => {
  const history = Array.from({ length: 72 }, (_, hour) => day(hour));
  assert.deepEqual(
    meanOfSameHour(history, 48),
    Array.from({ length: 48 }, (_, i) => day(72 + i)),
  );
  const weekly = (hour: number) => (Math.floor(hour / 24) % 7 < 5 ? day(hour) : 20);
  const twoWeeks = Array.from({ length: 400 }, (_, hour) => weekly(hour));
  assert.deepEqual(
    meanOfSameHour(twoWeeks, 48),
    Array.from({ length: 48 }, (_, i) => weekly(400 + i)),
  );
});

test('gaps are left out, not taken for nothing', () => {
  const history = Array.from({ length: 48 }, (_, hour) => (hour === 0 ? undefined : day(hour)));
  assert.equal(meanOfSameHour(history, 1)![0], 100);
});

test('only the last 14 days count', () => {
  const history = [...Array.from({ length: 400 }, () => 9999), ...Array.from({ length: 336 }, () => 1)];
  assert.ok(meanOfSameHour(history, 48)!.every((load) => load === 1));
});

test('capacity is load by target, rounded up', () => {
  const history = Array.from({ length: 24 }, (_, hour) => (hour === 0 ? 501 : 100));
  assert.deepEqual(forecastCapacity(policy, history)!.slice(0, 3), [11, 2, 2]);
});

test('it acts before the hour, only upward, within bounds', () => {
  assert.equal(actsAt(policy, 10), 35700);
  assert.equal(actsAt({ ...policy, schedulingBufferTime: 0 }, 10), 36000);
  assert.deepEqual(askPredictive(policy, 8, size(5)).ask.desired, 8);
  assert.equal(askPredictive(policy, 3, size(5)).ask.kind, 'none');
  assert.equal(askPredictive(policy, 30, size(5)).ask.desired, 10);
  assert.equal(askPredictive({ ...policy, mode: undefined }, 8, size(5)).ask.kind, 'none');
});

test('it may raise the maximum: 50 forecast, 40 at most, a buffer of 10 %: 55', () => {
  const raising = {
    ...policy,
    maxCapacityBreachBehavior: 'IncreaseMaxCapacity',
    maxCapacityBuffer: 10,
  } as const;
  assert.equal(raisedMax(size(40, 40), raising, 50), 55);
  assert.equal(raisedMax(size(40, 40), policy, 50), 40);
  assert.equal(raisedMax(size(40, 40), raising, 20), 40);
  assert.deepEqual(
    [askPredictive(raising, 50, size(40, 40)).ask.desired, askPredictive(raising, 50, size(40, 40)).max],
    [50, 55],
  );
});

test('policies that can’t be', () => {
  for (const given of [
    { targetValue: 0 },
    { targetValue: NaN },
    { schedulingBufferTime: 3600 },
    { maxCapacityBuffer: 10 },
    { maxCapacityBreachBehavior: 'IncreaseMaxCapacity' as const },
  ]) {
    assert.throws(() => checkPredictive({ ...policy, ...given }), { code: 'ValidationError' });
  }
  checkPredictive({ ...policy, maxCapacityBreachBehavior: 'IncreaseMaxCapacity', maxCapacityBuffer: 0 });
});

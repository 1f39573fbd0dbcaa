import assert from 'node:assert/strict';
import { test } from 'vitest';
import { decide, type PolicyAsk } from './policies.ts';
import {
  askTargetTracking,
  capacityFor,
  type AlarmState,
  type TargetTrackingPolicy,
} from './target-tracking.ts';
import { pick, seeded, whole } from './testing.ts';

const cpu: TargetTrackingPolicy = { name: 'cpu50', targetValue: 50 };
const requests: TargetTrackingPolicy = { name: 'requests', targetValue: 1500, perMinute: 6 };
const at = (desired: number, warm = desired, warming = 0, terminating = 0) => ({
  size: { min: 0, max: 100, desired },
  capacity: { warm, warming, coming: 0, terminating },
});
const hot = (metric: number) => ({ high: 'ALARM', low: 'OK', metric }) as const;
const cold = (metric: number) => ({ high: 'OK', low: 'ALARM', metric }) as const;

test('a count’s target is a minute’s, whatever the period; an average’s is its own', () => {
  assert.equal(askTargetTracking(requests, hot(500), at(4)).desired, 8);
  assert.equal(askTargetTracking(cpu, hot(100), at(4)).desired, 8);
});

test('out in proportion, rounded up, and not up by a binary hair', () => {
  assert.deepEqual(
    [capacityFor(10, 150, 100), capacityFor(3, 1.1, 1.1), capacityFor(10, 50.1, 50), capacityFor(7, 0, 50)],
    [15, 3, 11, 0],
  );
  const random = seeded(5);
  for (let run = 0; run < 20000; run++) {
    const [n, target] = [whole(random, 1, 2000), whole(random, 1, 9999) / 100];
    assert.equal(capacityFor(n, target, target), n);
    const want = whole(random, 1, 2000);
    assert.equal(capacityFor(n, (target * want) / n, target), want);
  }
});

test('asked again while newcomers warm up, it reckons from those past it', () => {
  assert.equal(askTargetTracking(cpu, hot(100), at(2)).desired, 4);
  assert.equal(askTargetTracking(cpu, hot(100), at(4, 2, 2)).kind, 'none');
  assert.equal(askTargetTracking(cpu, hot(100), at(4)).desired, 8);
});

test('it shrinks only where what is left stays at or below the target, and never while any warms', () => {
  assert.equal(askTargetTracking(cpu, cold(30), at(2)).kind, 'none');
  assert.equal(askTargetTracking(cpu, cold(25), at(2)).desired, 1);
  assert.equal(askTargetTracking(cpu, cold(10), at(10)).desired, 2);
  assert.equal(askTargetTracking(cpu, cold(10), at(10, 9, 1)).kind, 'none');
  assert.equal(askTargetTracking(cpu, cold(25), at(8, 8, 0, 2)).desired, 5);
  assert.equal(askTargetTracking({ ...cpu, disableScaleIn: true }, cold(10), at(10)).kind, 'none');
  const gentle = { proportionalBase: 'warm', mostTaken: 0.1 } as const;
  assert.equal(askTargetTracking(cpu, cold(5), at(50), gentle).desired, 45);
  assert.equal(askTargetTracking(cpu, cold(5), at(5), gentle).desired, 4);
});

test('without data nothing happens; a group of none can begin', () => {
  for (const metric of [undefined, NaN]) {
    assert.equal(askTargetTracking(cpu, { high: 'ALARM', metric }, at(3)).kind, 'none');
  }
  assert.equal(
    askTargetTracking(cpu, { high: 'INSUFFICIENT_DATA', low: 'INSUFFICIENT_DATA' }, at(3)).kind,
    'none',
  );
  assert.equal(askTargetTracking(cpu, hot(120), at(0)).desired, 3);
  assert.equal(askTargetTracking(cpu, hot(120), at(2, 0, 2)).kind, 'none');
});

test('the bases differ in what is still warming', () => {
  const wanted = (proportionalBase: 'warm' | 'in-service' | 'desired') =>
    askTargetTracking(cpu, hot(100), at(6, 3, 2), { proportionalBase, mostTaken: 1 }).desired;
  assert.deepEqual([wanted('warm'), wanted('in-service'), wanted('desired')], [6, 10, 12]);
});

const ask = (
  policy: string,
  type: PolicyAsk['type'],
  kind: PolicyAsk['kind'],
  desired: number,
  off = false,
) => ({ policy, type, kind, desired, why: 'so', disableScaleIn: off }) satisfies PolicyAsk;

test('several policies: out if any, in if all that track agree, and the largest capacity', () => {
  const size = { min: 0, max: 100, desired: 8 };
  const table: [PolicyAsk[], number, string | undefined][] = [
    [[ask('a', 'target-tracking', 'out', 9), ask('b', 'target-tracking', 'in', 2)], 9, 'a'],
    [[ask('a', 'target-tracking', 'out', 9), ask('b', 'step', 'out', 10)], 10, 'b'],
    [[ask('a', 'target-tracking', 'in', 5), ask('b', 'target-tracking', 'none', 8)], 8, undefined],
    [[ask('a', 'target-tracking', 'in', 5), ask('b', 'target-tracking', 'none', 8, true)], 5, 'a'],
    [[ask('a', 'target-tracking', 'in', 5), ask('b', 'target-tracking', 'in', 6)], 6, 'b'],
    [[ask('a', 'step', 'in', 5), ask('b', 'simple', 'in', 6)], 6, 'b'],
    [[ask('a', 'step', 'in', 5), ask('b', 'target-tracking', 'none', 8)], 5, 'a'],
    [[ask('a', 'step', 'in', 5), ask('b', 'target-tracking', 'out', 9)], 9, 'b'],
    [[ask('a', 'target-tracking', 'out', 10), ask('b', 'predictive', 'out', 9)], 10, 'a'],
    [[], 8, undefined],
  ];
  for (const [asks, desired, policy] of table) {
    const decision = decide(asks, size);
    assert.deepEqual([decision.desired, decision.policy], [desired, policy]);
  }
});

test('decide never leaves the asks, and never shrinks where any asks for more', () => {
  const random = seeded(17);
  for (let run = 0; run < 2000; run++) {
    const asks = Array.from({ length: whole(random, 0, 5) }, (_, i) => {
      const kind = pick(random, ['out', 'in', 'none'] as const);
      const desired = 8 + (kind === 'out' ? whole(random, 1, 5) : kind === 'in' ? -whole(random, 1, 5) : 0);
      const type = pick(random, ['target-tracking', 'step', 'simple'] as const);
      return ask(`p${i}`, type, kind, desired, random() < 0.3);
    });
    const { desired } = decide(asks, { min: 0, max: 99, desired: 8 });
    assert.ok(desired === 8 || asks.some((one) => one.desired === desired));
    if (asks.some(({ kind }) => kind === 'out')) assert.ok(desired > 8);
  }
});

test('every alarm state gives an answer', () => {
  const states: AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];
  for (const high of states) {
    for (const low of [...states, undefined]) {
      const { kind, desired } = askTargetTracking(cpu, { high, low, metric: 70 }, at(10));
      assert.equal(kind === 'out', high === 'ALARM');
      assert.equal(desired, high === 'ALARM' ? 14 : 10);
    }
  }
});

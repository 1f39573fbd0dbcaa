import assert from 'node:assert/strict';
import { test } from 'vitest';
import { planCapacityRebalancing } from './capacity-rebalancing.ts';
import { planHealthReplacement } from './health-replacement.ts';
import { isReady, type Instance } from './instance.ts';
import { checkLifetime, dueNow, planLifetimeReplacement } from './instance-lifetime.ts';
import { checkMaintenancePolicy, percentagesOf } from './maintenance-policy.ts';
import { boundsOf, planReplacement, type HealthyPercentages } from './replacement.ts';
import { anInstance, seeded, whole } from './testing.ts';

test('percentages as units, and who goes first', () => {
  const table: [number, HealthyPercentages, number, number, boolean][] = [
    [10, { min: 90 }, 9, 10, false],
    [10, { min: 90, max: 100 }, 9, 10, false],
    [100, { min: 90, max: 120 }, 90, 120, false],
    [10, { min: 100, max: 110 }, 10, 11, true],
    [10, { min: 100, max: 200 }, 10, 20, true],
    [10, { min: 0, max: 100 }, 0, 10, false],
    [10, { min: 100, max: 100 }, 10, 11, true],
    // No room for a whole one: a maximum that was given launches first, one that was not terminates first.
    [5, { min: 90 }, 4, 5, false],
    [5, { min: 90, max: 100 }, 5, 6, true],
    [5, { min: 100, max: 110 }, 5, 6, true],
    [5, { min: 90, max: 120 }, 5, 6, false],
    [10, { min: 100 }, 9, 10, false],
    [1, { min: 90 }, 0, 1, false],
    [0, { min: 90 }, 0, 0, false],
  ];
  for (const [desired, percentages, floor, ceiling, launchFirst] of table) {
    const label = `${desired} ${JSON.stringify(percentages)}`;
    assert.deepEqual(boundsOf(desired, percentages), { floor, ceiling, launchFirst }, label);
  }
});

/** Replaces a whole group, a look a tick; what is launched is ready after some ticks. */
function roll(desired: number, percentages: HealthyPercentages, ticks = 3, batch?: number) {
  let old = Array.from({ length: desired }, (_, i) => ({ id: `old${i}`, weight: 1, ready: true }));
  let ready = 0;
  let coming: number[] = [];
  let [least, most, steps] = [desired, desired, 0];
  const bounds = boundsOf(desired, percentages);
  for (let tick = 0; old.length > 0 || coming.length > 0; tick++) {
    assert.ok(tick < 10000, 'it never ends');
    ready += coming.filter((at) => at <= tick).length;
    coming = coming.filter((at) => at > tick);
    const step = planReplacement({ desired, victims: old, ready, coming: coming.length, bounds, batch });
    if (step.terminate.length + step.launch > 0) steps++;
    const gone = new Set(step.terminate);
    old = old.filter(({ id }) => !gone.has(id));
    for (let i = 0; i < step.launch; i++) coming.push(tick + ticks);
    least = Math.min(least, old.length + ready);
    most = Math.max(most, old.length + ready + coming.length);
  }
  assert.equal(ready, desired, 'as many as before');
  return { least, most, steps, bounds };
}

test('a whole group is replaced within its bounds, which are used to the full', () => {
  const of = (desired: number, percentages: HealthyPercentages) => {
    const { least, most } = roll(desired, percentages);
    return [least, most];
  };
  assert.deepEqual(of(100, { min: 90, max: 120 }), [90, 120]);
  assert.deepEqual(of(10, { min: 100, max: 110 }), [10, 11]);
  assert.deepEqual(of(10, { min: 100, max: 200 }), [10, 20]);
  assert.deepEqual(of(10, { min: 90 }), [9, 10]);
  assert.deepEqual(of(10, { min: 0, max: 100 }), [0, 10]);
});

test('both at 100: one by one, the new one first', () => {
  const { least, most, steps } = roll(4, { min: 100, max: 100 });
  assert.deepEqual([least, most], [4, 5]);
  assert.equal(steps, 5);
});

test('any size and percentages: never beyond the bounds, and it always ends', () => {
  const random = seeded(43);
  for (let run = 0; run < 400; run++) {
    const min = whole(random, 0, 100);
    const max = random() < 0.3 ? undefined : whole(random, 100, Math.min(200, min + 100));
    const desired = whole(random, 1, 40);
    const batch = random() < 0.5 ? undefined : whole(random, 1, 8);
    const { least, most, bounds } = roll(desired, { min, max }, whole(random, 1, 5), batch);
    assert.ok(least >= bounds.floor && most <= bounds.ceiling, JSON.stringify({ min, max, desired, batch }));
  }
});

test('a batch bounds what is under way at one time', () => {
  const { least } = roll(20, { min: 0, max: 100 }, 3, 2);
  assert.equal(least, 18);
});

test('what is coming takes its place in the batch, also where there is room for more', () => {
  const victims = [{ id: 'x', weight: 1, ready: true }];
  const bounds = boundsOf(10, { min: 90, max: 120 });
  const step = planReplacement({ desired: 10, victims, ready: 7, coming: 1, bounds, batch: 1 });
  assert.deepEqual([step.terminate, step.launch], [[], 0]);
});

test('an instance heavier than the room goes all the same, alone', () => {
  const bounds = boundsOf(10, { min: 90 }, 6);
  const victims = [6, 4].map((weight) => ({ id: `w${weight}`, weight, ready: true }));
  const step = planReplacement({ desired: 10, victims, ready: 0, coming: 0, bounds });
  assert.deepEqual(step.terminate, ['w6']);
});

test('what is of no use goes before its successor is ready, save where the new one must come first', () => {
  const victims = [{ id: 'sick', weight: 1, ready: false }];
  const step = (percentages: HealthyPercentages, ready: number, coming: number) =>
    planReplacement({ desired: 10, victims, ready, coming, bounds: boundsOf(10, percentages) });
  assert.deepEqual(step({ min: 90 }, 9, 0).terminate, ['sick']);
  const first = step({ min: 100, max: 110 }, 9, 0);
  assert.deepEqual([first.terminate, first.launch], [[], 1]);
  assert.deepEqual(step({ min: 100, max: 110 }, 9, 1), {
    terminate: [],
    launch: 0,
    left: 1,
    why: 'waiting for instances to warm up',
  });
  assert.deepEqual(step({ min: 100, max: 110 }, 10, 0).terminate, ['sick']);
});

const group = (healthy: number, sick: number, more: Partial<Instance> = {}) => [
  ...Array.from({ length: healthy }, () => anInstance()),
  ...Array.from({ length: sick }, (_, i) => anInstance({ id: `sick${i}`, healthy: false, ...more })),
];
const health = (instances: Instance[], more: object = {}) =>
  planHealthReplacement({ instances, desired: instances.length, warmup: 60, now: 1000, ...more });

test('the unhealthy are replaced a tenth at a time, one at least, protected or not', () => {
  assert.deepEqual(health(group(20, 10)).terminate, ['sick0', 'sick1', 'sick2']);
  assert.equal(health(group(20, 10)).launch, 3);
  assert.deepEqual(health(group(0, 4)).terminate, ['sick0']);
  assert.equal(health(group(4, 1, { protectedFromScaleIn: true })).terminate.length, 1);
  assert.equal(health(group(5, 0)).terminate.length, 0);
  assert.equal(health(group(4, 1, { state: 'Standby' })).terminate.length, 0);
});

test('a batch waits until the last is ready', () => {
  const waiting = [...group(27, 2), anInstance({ state: 'Pending' })];
  assert.deepEqual(health(waiting).terminate, []);
  const warming = [...group(27, 2), anInstance({ inServiceAt: 950 })];
  assert.deepEqual(health(warming).terminate, []);
  const ready = [...group(27, 2), anInstance({ inServiceAt: 940 })];
  assert.equal(health(ready).terminate.length, 2);
});

test('a group a tenth short of its desired capacity is filled first', () => {
  assert.deepEqual(health(group(8, 1), { desired: 10 }).terminate, []);
  assert.equal(health(group(18, 1), { desired: 20 }).terminate.length, 1);
});

test('those that do not run go at once, all of them, whatever the policy', () => {
  const policy = { minHealthyPercentage: 100, maxHealthyPercentage: 110 };
  const step = health(group(2, 8), { policy, atOnce: new Set(['sick1', 'sick2', 'sick3']) });
  assert.deepEqual([step.terminate, step.launch], [['sick1', 'sick2', 'sick3'], 3]);
});

test('a maintenance policy takes the tenth’s place', () => {
  const first = { minHealthyPercentage: 100, maxHealthyPercentage: 110 };
  const one = health(group(9, 1), { policy: first });
  assert.deepEqual([one.terminate, one.launch], [[], 1]);
  const custom = { minHealthyPercentage: 70, maxHealthyPercentage: 100 };
  assert.equal(health(group(7, 3), { policy: custom }).terminate.length, 3);
});

test('maintenance policies that can’t be', () => {
  const check = (minHealthyPercentage: number, maxHealthyPercentage: number) =>
    checkMaintenancePolicy({ minHealthyPercentage, maxHealthyPercentage });
  for (const [min, max] of [
    [-1, 100],
    [0, 101],
    [101, 110],
    [90, 99],
    [90, 201],
    [90.5, 110],
  ] as const) {
    assert.throws(() => check(min, max), { code: 'ValidationError' }, `${min} ${max}`);
  }
  check(-1, -1);
  check(100, 200);
  const cleared = { minHealthyPercentage: -1, maxHealthyPercentage: -1 };
  assert.deepEqual(percentagesOf(cleared, { min: 90 }), { min: 90 });
});

test('lifetimes: nothing yet, one in time, several where it is late', () => {
  assert.equal(dueNow([5000, 5600, 6200], 600, 3), 0);
  assert.equal(dueNow([1000, 1600, 2200], 600, 3), 1);
  assert.equal(dueNow([600, 600, 1200], 600, 3), 2);
  assert.equal(dueNow([-10, -10, -10], 600, 3), 3);
  assert.equal(dueNow([], 600, 3), 0);
  assert.throws(() => checkLifetime(86399), { code: 'ValidationError' });
  checkLifetime(0);
  checkLifetime(86400);
});

test('a group outlives its instances: each is replaced before its time, one after another', () => {
  const lifetime = 86400;
  let instances = Array.from({ length: 20 }, (_, i) => anInstance({ id: `o${i}` }));
  let made = 0;
  let most = 0;
  let now = 0;
  for (; now < 3 * lifetime; now += 60) {
    instances = instances.map((one) =>
      one.state === 'Pending' && now >= one.launchedAt + 120
        ? { ...one, state: 'InService', inServiceAt: now }
        : one,
    );
    const step = planLifetimeReplacement({
      instances,
      desired: 20,
      maxInstanceLifetime: lifetime,
      warmup: 60,
      now,
    });
    const gone = new Set(step.terminate);
    instances = instances.filter(({ id }) => !gone.has(id));
    for (let i = 0; i < step.launch; i++) {
      instances.push(
        anInstance({ id: `n${made++}`, state: 'Pending', launchedAt: now, inServiceAt: undefined }),
      );
    }
    assert.equal(instances.length, 20);
    for (const { launchedAt } of instances) assert.ok(now - launchedAt <= lifetime, 'too old');
    if (now >= 60) most = Math.max(most, instances.filter((one) => !isReady(one, 60, now)).length);
  }
  assert.ok(made >= 60, String(made));
  assert.equal(most, 1);
});

test('protection keeps one beyond its time; 0 is no lifetime', () => {
  const instances = [anInstance({ protectedFromScaleIn: true })];
  const request = { instances, desired: 1, maxInstanceLifetime: 86400, warmup: 0, now: 90000 };
  assert.deepEqual(planLifetimeReplacement(request).terminate, []);
  const free = [anInstance()];
  assert.equal(planLifetimeReplacement({ ...request, instances: free }).terminate.length, 1);
  assert.deepEqual(
    planLifetimeReplacement({ ...request, instances: free, maxInstanceLifetime: 0 }).terminate,
    [],
  );
});

test('Capacity Rebalancing launches first, above the maximum by a tenth of desired, and ends the old when it may', () => {
  const spot = (id: string, more: Partial<Instance> = {}) =>
    anInstance({ id, purchaseOption: 'spot', ...more });
  const instances = Array.from({ length: 20 }, (_, i) => spot(`s${i}`));
  const size = { min: 0, max: 20, desired: 20 };
  const request = { instances, size, warmup: 300, now: 1000, atRisk: ['s3', 's5', 's7'], asSafe: () => true };
  const begin = planCapacityRebalancing(request);
  assert.deepEqual([begin.terminate, begin.launch], [[], 2]);
  const fresh = [spot('n1', { state: 'InService', inServiceAt: 990 }), spot('n2', { state: 'Pending' })];
  const next = planCapacityRebalancing({ ...request, instances: [...instances, ...fresh] });
  assert.deepEqual([next.terminate, next.launch], [['s3'], 1]);
});

test('it launches nothing less safe, unless the notice has come; On-Demand does not concern it', () => {
  const instances = [anInstance({ id: 's', purchaseOption: 'spot' }), anInstance({ id: 'o' })];
  const size = { min: 0, max: 5, desired: 2 };
  const request = {
    instances,
    size,
    warmup: 0,
    now: 0,
    atRisk: ['s', 'o', '__proto__'],
    asSafe: () => false,
  };
  assert.equal(planCapacityRebalancing(request).launch, 0);
  assert.equal(planCapacityRebalancing({ ...request, noticed: new Set(['s']) }).launch, 1);
  assert.equal(planCapacityRebalancing({ ...request, asSafe: () => true }).launch, 1);
});

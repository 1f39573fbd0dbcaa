import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { TaskNeed } from '../placement/container-instance.ts';
import { seeded, whole } from '../testing.ts';
import { desiredInstances, readManagedScaling } from './managed-scaling.ts';
import { firstFit, type InstanceSize } from './packing.ts';
import { assignProviders, checkProviderStrategy } from './provider-strategy.ts';
import { capacityProviderReservation, type ProviderView } from './reservation.ts';

const scaling = readManagedScaling();
const size: InstanceSize = { cpu: 2048, memory: 4000, enis: 3 };
const need: TaskNeed = { cpu: 512, memory: 512 };
const waiting = (count: number, given: TaskNeed = need) =>
  Array.from({ length: count }, () => ({ need: given }));
const view = (given: Partial<ProviderView>): ProviderView => {
  return { running: 0, empty: 0, provisioning: [], sizes: [size], ...given };
};

test('the reservation', () => {
  const rows: [Partial<ProviderView>, number, number][] = [
    [{}, 100, 0],
    [{ provisioning: waiting(1) }, 200, 1],
    [{ running: 4 }, 100, 4],
    [{ running: 4, empty: 1 }, 75, 3],
    [{ running: 100, empty: 2 }, 98, 98],
    [{ running: 4, empty: 4 }, 0, 0],
    // Four of these tasks to an instance.
    [{ running: 2, provisioning: waiting(4) }, 150, 3],
    [{ running: 2, provisioning: waiting(5) }, 200, 4],
    [{ running: 2, provisioning: waiting(2, { ...need, ports: [80] }) }, 200, 4],
    [{ running: 2, provisioning: waiting(7, { cpu: 1, memory: 1, enis: 1 }) }, 250, 5],
    [{ running: 2, provisioning: waiting(3).map((task) => ({ ...task, distinctInstance: true })) }, 250, 5],
    // Too big for the smallest type: nothing happens, and empty instances stay.
    [{ running: 2, empty: 1, provisioning: waiting(9, { cpu: 4096, memory: 1 }) }, 100, 2],
  ];
  for (const [given, value, needed] of rows) {
    const reservation = capacityProviderReservation(view(given), scaling);
    assert.deepEqual([reservation.value, reservation.needed], [value, needed], JSON.stringify(given));
  }
});

test('several sizes: the smallest says who may wait, the largest how many come', () => {
  const sizes = [size, { cpu: 4096, memory: 8000 }];
  const tasks = [...waiting(8), ...waiting(2, { cpu: 3000, memory: 1 })];
  const reservation = capacityProviderReservation(view({ running: 1, sizes, provisioning: tasks }), scaling);
  assert.deepEqual(reservation, { value: 200, needed: 2, incompatible: 2 });
});

test('groups of unlike tasks: the largest group’s number, or all packed together', () => {
  const provisioning = [...waiting(8), ...waiting(8, { cpu: 512, memory: 600 })];
  const given = view({ running: 1, provisioning });
  assert.equal(capacityProviderReservation(given, scaling).needed, 3);
  assert.equal(capacityProviderReservation(given, scaling, { estimate: 'together' }).needed, 5);
});

test('the steps', () => {
  const given = view({ running: 2, provisioning: waiting(40) });
  assert.equal(
    capacityProviderReservation(given, readManagedScaling({ maximumScalingStepSize: 3 })).needed,
    5,
  );
  const few = view({ running: 2, provisioning: waiting(1) });
  assert.equal(capacityProviderReservation(few, readManagedScaling({ minimumScalingStepSize: 4 })).needed, 6);
  for (const given of [{ targetCapacity: 0 }, { targetCapacity: 101 }, { minimumScalingStepSize: 0 }]) {
    assert.throws(() => readManagedScaling(given), { name: 'InvalidParameterException' });
  }
});

test('what the group is asked for', () => {
  const group = { running: 4, warmingUp: 0, min: 0, max: 100 };
  const rows: [number, Partial<typeof group>, number, boolean, number][] = [
    // Reservation, group, target, the low alarm, desired.
    [200, { running: 0 }, 100, false, 2],
    [150, {}, 100, false, 6],
    [150, { warmingUp: 1 }, 100, false, 4],
    [150, { max: 5 }, 100, false, 5],
    [100, {}, 100, true, 4],
    [100, { running: 9 }, 90, false, 10],
    [90, { running: 10 }, 90, true, 10],
    [75, {}, 100, false, 4],
    [75, {}, 100, true, 3],
    [0, {}, 100, true, 2],
    [0, { running: 5 }, 100, true, 3],
    [0, { running: 1 }, 100, true, 0],
    [0, { min: 3 }, 100, true, 3],
  ];
  for (const [value, more, targetCapacity, low, desired] of rows) {
    const asked = desiredInstances(value, { ...group, ...more }, { ...scaling, targetCapacity }, low);
    assert.equal(asked, desired, `${value} ${JSON.stringify(more)}`);
  }
});

test('reservation and target meet: tasks that come one minute have their instances', () => {
  const random = seeded(8);
  for (let run = 0; run < 100; run++) {
    const running = whole(random, 1, 20);
    const provisioning = waiting(whole(random, 1, 60));
    const { value, needed } = capacityProviderReservation(view({ running, provisioning }), scaling);
    const desired = desiredInstances(value, { running, warmingUp: 0, min: 0, max: 1e4 }, scaling, false);
    assert.equal(desired, needed);
    assert.equal(needed, running + Math.ceil(provisioning.length / 4));
  }
});

test('first fit stays within 1.7 times the best', () => {
  const random = seeded(2);
  const unit: InstanceSize = { cpu: 100, memory: 100 };
  for (let run = 0; run < 200; run++) {
    // Full instances are cut into tasks, so that the best is known.
    const best = whole(random, 1, 12);
    const needs: TaskNeed[] = [];
    for (let bin = 0; bin < best; bin++) {
      for (let left = 100; left > 0;) {
        const cpu = Math.min(left, whole(random, 1, 60));
        needs.push({ cpu, memory: 1 });
        left -= cpu;
      }
    }
    needs.sort(() => random() - 0.5);
    const packed = firstFit(needs, unit)!;
    assert.ok(packed >= best && packed <= 1.7 * best, `${packed} of ${best}`);
  }
  assert.equal(firstFit([{ cpu: 101, memory: 1 }], unit), undefined);
});

test('base and weights', () => {
  const items = [
    { capacityProvider: 'A', weight: 1 },
    { capacityProvider: 'B', weight: 4 },
  ];
  const counts = (assigned: string[]) =>
    ['A', 'B'].map((name) => assigned.filter((one) => one === name).length);
  assert.deepEqual(counts(assignProviders(10, items)), [2, 8]);
  assert.deepEqual(counts(assignProviders(5, items, new Map([['B', 4]]))), [2, 3]);
  const withBase = [
    { capacityProvider: 'A', weight: 1, base: 3 },
    { capacityProvider: 'B', weight: 1 },
  ];
  assert.equal(assignProviders(7, withBase).join(''), 'AAAABAB');
  // A base is due without a weight too.
  const baseAlone = [
    { capacityProvider: 'A', base: 2 },
    { capacityProvider: 'B', weight: 1 },
  ];
  assert.equal(assignProviders(4, baseAlone).join(''), 'AABB');
  assert.deepEqual(assignProviders(2, [{ capacityProvider: 'A' }]), ['A', 'A']);
  assert.deepEqual(assignProviders(2, [{ capacityProvider: 'A' }, { capacityProvider: 'B' }]), []);
});

test('at any moment a provider is within one task of its share', () => {
  const random = seeded(6);
  for (let run = 0; run < 100; run++) {
    const items = ['A', 'B', 'C'].map((capacityProvider) => ({
      capacityProvider,
      weight: whole(random, 1, 5),
    }));
    const sum = items.reduce((total, { weight }) => total + weight, 0);
    const count = whole(random, 0, 40) * sum;
    const assigned = assignProviders(count, items);
    for (const { capacityProvider, weight } of items) {
      const share = assigned.filter((name) => name === capacityProvider).length;
      assert.equal(share, (count * weight) / sum);
    }
  }
});

test('strategies that AWS refuses', () => {
  for (const items of [
    [
      { capacityProvider: 'FARGATE', weight: 1 },
      { capacityProvider: 'asg', weight: 1 },
    ],
    [
      { capacityProvider: 'a', base: 1, weight: 1 },
      { capacityProvider: 'b', base: 1 },
    ],
    [{ capacityProvider: 'a' }, { capacityProvider: 'b' }],
    [{ capacityProvider: 'a', weight: 1001 }],
    [
      { capacityProvider: 'a', weight: 1 },
      { capacityProvider: 'a', weight: 1 },
    ],
  ]) {
    assert.throws(() => checkProviderStrategy(items), { name: 'InvalidParameterException' });
  }
  checkProviderStrategy([
    { capacityProvider: 'FARGATE', base: 1, weight: 1 },
    { capacityProvider: 'FARGATE_SPOT', weight: 4 },
  ]);
});

test('twenty providers are no more than enough', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ capacityProvider: `p${i}`, weight: 1 }));
  checkProviderStrategy(many(20));
  assert.throws(() => checkProviderStrategy(many(21)));
});

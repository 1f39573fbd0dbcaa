import assert from 'node:assert/strict';
import { test } from 'vitest';
import { seeded, whole } from '../testing.ts';
import { trafficSchedule } from './traffic.ts';
import { balanceEvent, canRebalance, planZoneRebalancing } from './zone-rebalancing.ts';

test('schedules', () => {
  const linear = trafficSchedule({ strategy: 'LINEAR' });
  assert.deepEqual(linear.shifts.slice(0, 2), [
    { minute: 0, percent: 10 },
    { minute: 6, percent: 20 },
  ]);
  assert.deepEqual(
    [linear.shifts.length, linear.shifts.at(-1), linear.end],
    [10, { minute: 54, percent: 100 }, 69],
  );
  const canary = trafficSchedule({ strategy: 'CANARY' });
  assert.deepEqual(canary, {
    shifts: [
      { minute: 0, percent: 5 },
      { minute: 10, percent: 100 },
    ],
    end: 25,
  });
  assert.deepEqual(trafficSchedule({ strategy: 'BLUE_GREEN' }, 0), {
    shifts: [{ minute: 0, percent: 100 }],
    end: 0,
  });
  assert.deepEqual(trafficSchedule({ strategy: 'CANARY', canaryPercent: 100 }, 0).shifts, [
    { minute: 0, percent: 100 },
  ]);
});

test('the waits of a linear deployment are those that CloudFormation counts', () => {
  // Steps of 11 %: nine waits, of 50 %: one.
  for (const [stepPercent, waits] of [
    [11, 9],
    [50, 1],
    [10, 9],
    [100, 0],
    [3, 33],
    [33.3, 3],
  ] as const) {
    const { shifts } = trafficSchedule({ strategy: 'LINEAR', stepPercent });
    assert.equal(shifts.length - 1, waits, String(stepPercent));
  }
});

test('values out of range are refused', () => {
  assert.throws(() => trafficSchedule({ strategy: 'LINEAR', stepPercent: 2.9 }));
  assert.throws(() => trafficSchedule({ strategy: 'LINEAR', stepPercent: 3.05 }));
  assert.throws(() => trafficSchedule({ strategy: 'CANARY', canaryPercent: NaN }));
  assert.throws(() => trafficSchedule({ strategy: 'CANARY', canaryBakeTimeInMinutes: 1441 }));
  assert.throws(() => trafficSchedule({ strategy: 'BLUE_GREEN' }, -1));
});

test('who rebalances', () => {
  assert.ok(canRebalance(undefined, 200));
  assert.ok(!canRebalance(undefined, 100));
  assert.ok(!canRebalance([{ type: 'binpack', field: 'cpu' }], 200));
  assert.ok(canRebalance([{ type: 'spread', field: 'attribute:ecs.availability-zone' }], 150));
});

test('after rebalancing the zones with room differ by at most one', () => {
  const random = seeded(4);
  for (let run = 0; run < 200; run++) {
    const zones = ['a', 'b', 'c'].map((name) => ({
      name,
      tasks: whole(random, 0, 9),
      takesTasks: random() < 0.8,
    }));
    const loads = new Map(zones.map(({ name, tasks }) => [name, tasks]));
    for (const { from, to } of planZoneRebalancing(zones, 100)) {
      loads.set(from, loads.get(from)! - 1);
      loads.set(to, loads.get(to)! + 1);
    }
    const open = zones.filter(({ takesTasks }) => takesTasks).map(({ name }) => loads.get(name)!);
    if (open.length > 0) assert.ok(Math.max(...loads.values()) - Math.min(...open) <= 1);
    assert.equal(
      [...loads.values()].reduce((a, b) => a + b),
      zones.reduce((sum, { tasks }) => sum + tasks, 0),
    );
  }
  const zones = [
    { name: 'a', tasks: 3 },
    { name: 'b', tasks: 1 },
    { name: 'c', tasks: 0 },
  ];
  assert.equal(
    balanceEvent('web', zones, false),
    '(service web) is not AZ balanced with 3 tasks in a, 1 tasks in b, and 0 tasks in c. AZ Rebalancing in progress.',
  );
});

test('level zones are left alone, and no more moves than there is room for', () => {
  const zones = (...tasks: number[]) =>
    tasks.map((count, i) => ({ name: `z${i}`, tasks: count, takesTasks: true }));
  assert.deepEqual(planZoneRebalancing(zones(2, 1, 1), 9), []);
  assert.deepEqual(planZoneRebalancing(zones(3, 1), 9), [{ from: 'z0', to: 'z1' }]);
  assert.equal(planZoneRebalancing(zones(9, 0), 2).length, 2);
  assert.deepEqual(planZoneRebalancing([], 2), []);
});

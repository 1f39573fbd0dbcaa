import assert from 'node:assert/strict';
import { test } from 'vitest';
import { seeded, whole } from '../testing.ts';
import { deploymentBounds } from './bounds.ts';
import { countsAsHealthy, planRolling, type ServiceTask } from './rolling.ts';

const tasks = (count: number, more: Partial<ServiceTask> = {}): ServiceTask[] =>
  Array.from({ length: count }, (_, i) => {
    const id = `${more.current ? 'new' : 'old'}${i}`;
    return { id, current: false, status: 'RUNNING', healthy: true, ...more };
  });
const bounds = (desired: number, minimumHealthyPercent: number, maximumPercent: number) =>
  deploymentBounds(desired, { minimumHealthyPercent, maximumPercent });

test('the minimum is rounded up, the maximum down: AWS’s four examples and others', () => {
  const rows: [number, number, number, number, number][] = [
    [4, 50, 200, 2, 8],
    [2, 75, 100, 2, 2],
    [3, 100, 125, 3, 3],
    [4, 100, 200, 4, 8],
    [1, 50, 150, 1, 1],
    [100, 7, 107, 7, 107],
    [7, 0, 100, 0, 7],
    [0, 100, 200, 0, 0],
  ];
  for (const [desired, min, max, least, most] of rows) {
    assert.deepEqual(bounds(desired, min, max), { least, most }, `${desired} ${min} ${max}`);
  }
  assert.throws(() => bounds(1, -1, 100), { name: 'InvalidParameterException' });
  assert.throws(() => bounds(1, 0.5, 100), { name: 'InvalidParameterException' });
});

test('first steps', () => {
  // Desired, minimum, maximum: what starts, what stops.
  const rows: [number, number, number, number, number][] = [
    [4, 100, 200, 4, 0],
    [4, 50, 100, 0, 2],
    [4, 0, 100, 0, 4],
    [4, 100, 150, 2, 0],
    [4, 75, 125, 1, 1],
  ];
  for (const [desired, min, max, start, stop] of rows) {
    const step = planRolling(desired, tasks(desired), bounds(desired, min, max));
    assert.deepEqual([step.start, step.stop.length, step.stuck], [start, stop, undefined]);
  }
});

test('a deployment that may do nothing is stuck, one that waits is not', () => {
  for (const [desired, min, max] of [
    [3, 100, 125],
    [2, 75, 100],
    [1, 100, 100],
  ] as const) {
    assert.equal(planRolling(desired, tasks(desired), bounds(desired, min, max)).stuck, 'configuration');
  }
  const waiting = [...tasks(1), ...tasks(1, { current: true, status: 'PENDING', healthy: false })];
  assert.equal(planRolling(1, waiting, bounds(1, 100, 200)).stuck, undefined);
  const held = [...tasks(2, { protected: true }), ...tasks(2, { current: true })];
  assert.equal(planRolling(2, held, bounds(2, 100, 200)).stuck, 'protected');
});

test('without a place in the cluster old tasks go down to the minimum', () => {
  const none = planRolling(4, tasks(4), bounds(4, 50, 200));
  assert.equal(none.stop.length, 0);
  assert.equal(planRolling(4, tasks(4), bounds(4, 50, 200), 4).stop.length, 2);
  assert.equal(planRolling(4, tasks(4), bounds(4, 50, 200), 0, { stopEarly: true }).stop.length, 2);
});

test('old tasks that are not healthy go first, and freely', () => {
  const mixed = [...tasks(2), ...tasks(2, { healthy: false })];
  const step = planRolling(4, mixed, bounds(4, 100, 200));
  assert.deepEqual([step.start, step.stop.length], [4, 2]);
});

test('what counts as healthy', () => {
  assert.equal(countsAsHealthy({ secondsRunning: 39 }), false);
  assert.equal(countsAsHealthy({ secondsRunning: 40 }), true);
  assert.equal(countsAsHealthy({ secondsRunning: 1, containers: 'HEALTHY' }), true);
  assert.equal(countsAsHealthy({ secondsRunning: 99, containers: 'UNKNOWN', target: 'healthy' }), false);
  assert.equal(countsAsHealthy({ secondsRunning: 99, target: 'initial' }), false);
  assert.equal(countsAsHealthy({ secondsRunning: 1, target: 'healthy' }), true);
});

test('through any deployment without faults: never below the minimum, never above the maximum, and it ends', () => {
  const random = seeded(7);
  for (let run = 0; run < 300; run++) {
    const desired = whole(random, 1, 12);
    const { least, most } = bounds(desired, whole(random, 0, 100), whole(random, 100, 220));
    let service = tasks(desired);
    let made = 0;
    let ended = false;
    for (let round = 0; round < 500 && !ended; round++) {
      const step = planRolling(desired, service, { least, most }, 0, { stopEarly: run % 2 === 0 });
      if (step.stuck || step.complete) {
        ended = true;
        assert.equal(step.stuck !== undefined, least === desired && most === desired, `${least} ${most}`);
        if (step.complete) assert.ok(service.every(({ current }) => current) && service.length === desired);
        break;
      }
      const stopping = new Set(step.stop);
      service = service.map((task) =>
        stopping.has(task.id) ? { ...task, status: 'STOPPING', healthy: false } : task,
      );
      for (let i = 0; i < step.start; i++) {
        service.push({ id: `n${made++}`, current: true, status: 'PENDING', healthy: false });
      }
      const live = service.filter(({ status }) => status !== 'STOPPING');
      assert.ok(live.filter(({ healthy }) => healthy).length >= least);
      assert.ok(live.length <= most);
      service = service
        .filter(({ status }) => status !== 'STOPPING' || random() < 0.5)
        .map((task) =>
          task.status === 'PENDING' && random() < 0.5 ? { ...task, status: 'RUNNING', healthy: true } : task,
        );
    }
    assert.ok(ended);
  }
});

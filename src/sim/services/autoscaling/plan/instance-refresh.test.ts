import assert from 'node:assert/strict';
import { test } from 'vitest';
import { isReady, type Instance } from './instance.ts';
import {
  advanceRefresh,
  cancelRefresh,
  isActive,
  rollBack,
  startRefresh,
  type InstanceRefresh,
  type RefreshView,
} from './instance-refresh.ts';
import { checkPreferences, resolvePreferences, type RefreshPreferences } from './refresh-preferences.ts';
import { anInstance, seeded, whole } from './testing.ts';

const start = (preferences: RefreshPreferences = {}, reversible = true, now = 1000) =>
  startRefresh(resolvePreferences({ instanceWarmup: 600, ...preferences }, {}), reversible, now);

interface Seen {
  readonly minute: number;
  readonly terminated: number;
  readonly launched: number;
}

/** A refresh looked at each minute; launches boot in no time, then warm up. */
function run(
  refresh: InstanceRefresh,
  instances: Instance[],
  more: Partial<RefreshView> = {},
  minutes = 2000,
  boot = 0,
  each?: (minute: number, refresh: InstanceRefresh, instances: Instance[]) => InstanceRefresh,
) {
  const desired = instances.filter(({ state }) => state !== 'Standby').length;
  const seen: Seen[] = [];
  const checkpoints: number[] = [];
  let made = 0;
  let [least, most] = [desired, desired];
  for (let minute = 0; minute <= minutes && isActive(refresh); minute++) {
    const now = 1000 + minute * 60;
    instances = instances.map((one) =>
      one.state === 'Pending' && now >= one.launchedAt + boot
        ? { ...one, state: 'InService', inServiceAt: now }
        : one,
    );
    if (each) refresh = each(minute, refresh, instances);
    const step = advanceRefresh(refresh, { instances, desired, now, ...more });
    assert.ok(step.refresh.percentageComplete >= 0 && step.refresh.percentageComplete <= 100);
    refresh = step.refresh;
    const gone = new Set(step.terminate);
    instances = instances.filter(({ id }) => !gone.has(id));
    for (let i = 0; i < step.launch; i++) {
      const at =
        boot === 0 ? { state: 'InService' as const, inServiceAt: now } : { state: 'Pending' as const };
      instances.push(anInstance({ id: `new${made++}`, launchedAt: now, ...at }));
    }
    if (gone.size + step.launch > 0) seen.push({ minute, terminated: gone.size, launched: step.launch });
    if (step.checkpointReached !== undefined) checkpoints.push(step.checkpointReached);
    const warmup = refresh.preferences.instanceWarmup;
    least = Math.min(least, instances.filter((one) => isReady(one, warmup, now)).length);
    most = Math.max(most, instances.filter(({ state }) => state !== 'Standby').length);
  }
  return { refresh, instances, seen, checkpoints, least, most };
}
const ten = (n = 10) => Array.from({ length: n }, (_, i) => anInstance({ id: `old${i}`, launchedAt: i }));
const steps = (seen: Seen[]) =>
  seen.map(({ minute, terminated, launched }) => `${minute}:-${terminated}+${launched}`);

test('the defaults: nine tenths stay, one after another, the earliest first', () => {
  const { refresh, instances, seen, least, most } = run(start(), ten());
  assert.equal(refresh.status, 'Successful');
  assert.equal(refresh.percentageComplete, 100);
  assert.deepEqual([seen.length, least, most], [10, 9, 10]);
  assert.deepEqual(steps(seen.slice(0, 2)), ['0:-1+1', '10:-1+1']);
  assert.ok(instances.every(({ id }) => id.startsWith('new')));
});

test('the guide’s checkpoints at 20 and 50 %, 15 minutes between, 80 % healthy, 10 minutes of warm-up', () => {
  const given = { minHealthyPercentage: 80, checkpointPercentages: [20, 50], checkpointDelay: 900 };
  const { refresh, seen, checkpoints, instances } = run(start(given), ten());
  assert.deepEqual(steps(seen), ['0:-2+2', '25:-2+2', '35:-1+1']);
  assert.deepEqual(
    [refresh.status, refresh.percentageComplete, (refresh.endedAt! - 1000) / 60],
    ['Successful', 50, 45],
  );
  assert.deepEqual(checkpoints, [20]);
  assert.equal(instances.filter(({ id }) => id.startsWith('old')).length, 5);
});

test('a checkpoint that is passed over is not announced', () => {
  const given = { minHealthyPercentage: 50, checkpointPercentages: [10, 40, 100], checkpointDelay: 60 };
  const { checkpoints, refresh } = run(start(given), ten(2));
  assert.deepEqual([checkpoints, refresh.status], [[40], 'Successful']);
});

test('launching first: with room for one, and with both at 100 %', () => {
  const room = run(start({ minHealthyPercentage: 100, maxHealthyPercentage: 110 }), ten());
  assert.deepEqual([room.least, room.most, room.refresh.status], [10, 11, 'Successful']);
  const one = run(start({ minHealthyPercentage: 100, maxHealthyPercentage: 100 }), ten(3));
  assert.deepEqual([one.least, one.most, one.refresh.status], [3, 4, 'Successful']);
  assert.equal(one.instances.length, 3);
});

test('launching first, checkpoints end with as many instances as before', () => {
  const given = {
    minHealthyPercentage: 100,
    maxHealthyPercentage: 110,
    checkpointPercentages: [20, 50, 100],
    checkpointDelay: 300,
  };
  const { refresh, instances, checkpoints, most, least } = run(start(given), ten(), {}, 3000, 120);
  assert.deepEqual([refresh.status, instances.length, most, least], ['Successful', 10, 11, 10]);
  assert.deepEqual(checkpoints, [20, 50]);
});

test('all at once', () => {
  const { seen } = run(start({ minHealthyPercentage: 0 }), ten());
  assert.deepEqual(steps(seen), ['0:-10+10']);
});

test('skip matching leaves alone what is as wanted, and ends at once where all is', () => {
  const matches = ({ source }: Instance) => source.kind === 'template' && source.version === 2;
  const v2 = { kind: 'template', id: 'lt-1', version: 2 } as const;
  const mixed = ten().map((one, i) => (i < 7 ? { ...one, source: v2 } : one));
  const order = (instances: readonly Instance[]) => instances;
  const step = advanceRefresh(start({ skipMatching: true }), {
    instances: mixed,
    desired: 10,
    now: 1000,
    matches,
    order,
  });
  assert.deepEqual([step.terminate, step.refresh.instancesToUpdate], [['old7'], 3]);
  const all = ten().map((one) => ({ ...one, source: v2 }));
  const none = advanceRefresh(start({ skipMatching: true }), {
    instances: all,
    desired: 10,
    now: 1000,
    matches,
  });
  assert.equal(none.refresh.status, 'Successful');
});

test('protected instances: waited for an hour, ignored, or replaced', () => {
  const guarded = () => ten(4).map((one, i) => (i === 0 ? { ...one, protectedFromScaleIn: true } : one));
  const waited = run(start(), guarded());
  assert.equal(waited.refresh.status, 'Failed');
  assert.match(waited.refresh.statusReason!, /protected from scale in/);
  // Three replacements of ten minutes, then an hour.
  assert.equal((waited.refresh.endedAt! - 1000) / 60, 90);
  const ignored = run(start({ scaleInProtectedInstances: 'Ignore' }), guarded());
  assert.equal(ignored.refresh.status, 'Successful');
  assert.ok(ignored.instances.some(({ id }) => id === 'old0'));
  const replaced = run(start({ scaleInProtectedInstances: 'Refresh' }), guarded());
  assert.ok(replaced.instances.every(({ id }) => id.startsWith('new')));
});

test('standby instances: waited for, ignored, or terminated without a successor', () => {
  const aside = () => [...ten(3), anInstance({ id: 'aside', state: 'Standby' })];
  assert.equal(run(start(), aside()).refresh.status, 'Failed');
  const ignored = run(start({ standbyInstances: 'Ignore' }), aside());
  assert.deepEqual([ignored.refresh.status, ignored.instances.length], ['Successful', 4]);
  const ended = run(start({ standbyInstances: 'Terminate' }), aside());
  assert.deepEqual([ended.refresh.status, ended.instances.length], ['Successful', 3]);
});

test('protection lifted within the hour lets it go on', () => {
  const guarded = ten(2).map((one) => ({ ...one, protectedFromScaleIn: true }));
  let refresh = start();
  for (let minute = 0; minute < 30; minute++) {
    refresh = advanceRefresh(refresh, { instances: guarded, desired: 2, now: 1000 + minute * 60 }).refresh;
  }
  assert.equal(refresh.stuckSince, 1000);
  const step = advanceRefresh(refresh, { instances: ten(2), desired: 2, now: 1000 + 1800 });
  assert.deepEqual([step.terminate.length, step.refresh.stuckSince], [1, undefined]);
});

test('a bake ends it later; an alarm meanwhile fails it', () => {
  const baked = run(start({ bakeTime: 1200 }), ten(1));
  assert.deepEqual([baked.refresh.status, (baked.refresh.endedAt! - 1000) / 60], ['Successful', 30]);
  const baking = { ...start({ bakeTime: 1200 }), status: 'Baking', bakingUntil: 5000 } as const;
  const alarmed = advanceRefresh(baking, { instances: ten(1), desired: 1, now: 4000, alarmed: true });
  assert.equal(alarmed.refresh.status, 'Failed');
});

test('a rollback replaces what was deployed, and only that', () => {
  const before = run(
    start({ minHealthyPercentage: 50, autoRollback: true }),
    ten(),
    {},
    2000,
    0,
    (minute, refresh) => (minute === 15 ? rollBack(refresh, 1000 + minute * 60, 'asked for') : refresh),
  );
  assert.equal(before.refresh.status, 'RollbackSuccessful');
  assert.equal(before.instances.length, 10);
  // Ten were replaced five at a time: at minute 15 all were new, so that all were replaced again.
  const early = run(start({ autoRollback: true }), ten(), {}, 2000, 0, (minute, refresh) =>
    minute === 25 ? rollBack(refresh, 1000 + minute * 60, 'asked for') : refresh,
  );
  const originals = early.instances.filter(({ id }) => id.startsWith('old')).map(({ id }) => id);
  assert.deepEqual(originals, ['old3', 'old4', 'old5', 'old6', 'old7', 'old8', 'old9']);
  assert.equal(early.refresh.status, 'RollbackSuccessful');
  assert.ok(before.instances.every(({ launchedAt }) => launchedAt < 1000 || launchedAt >= 1900));
});

test('an alarm rolls back where that is on and possible', () => {
  const view = { instances: ten(), desired: 10, now: 2000, alarmed: true };
  assert.equal(advanceRefresh(start({ autoRollback: true }), view).refresh.status, 'RollbackInProgress');
  assert.equal(advanceRefresh(start({ autoRollback: true }, false), view).refresh.status, 'Failed');
  assert.equal(advanceRefresh(start(), view).refresh.status, 'Failed');
});

test('the alarm that led to a rollback does not end it; an hour without progress does', () => {
  const rolling = rollBack(start({ autoRollback: true }), 1500, 'x');
  const deployed = anInstance({ id: 'deployed', launchedAt: 1200 });
  const step = advanceRefresh(rolling, {
    instances: [...ten(9), deployed],
    desired: 10,
    now: 3000,
    alarmed: true,
  });
  assert.deepEqual([step.refresh.status, step.terminate], ['RollbackInProgress', ['deployed']]);
  const view = { instances: ten(9), desired: 10 };
  const waiting = advanceRefresh(step.refresh, { ...view, now: 4000 }).refresh;
  assert.equal(waiting.status, 'RollbackInProgress');
  assert.equal(advanceRefresh(waiting, { ...view, now: 7600 }).refresh.status, 'RollbackFailed');
});

test('new instances that stay unhealthy fail it after an hour', () => {
  const { refresh } = run(start(), ten(3), {}, 500, 0, (_, refresh, instances) => {
    instances.forEach((one, i) => one.id.startsWith('new') && (instances[i] = { ...one, healthy: false }));
    return refresh;
  });
  assert.equal(refresh.status, 'Failed');
  assert.equal((refresh.endedAt! - 1000) / 60, 61);
});

test('cancelling begins no more, and ends when what is under way has', () => {
  const first = advanceRefresh(start(), { instances: ten(), desired: 10, now: 1000 });
  const fresh = anInstance({ id: 'new', launchedAt: 1000, inServiceAt: 1000 });
  const instances = [...ten().slice(1), fresh];
  const waiting = advanceRefresh(cancelRefresh(first.refresh), { instances, desired: 10, now: 1060 });
  assert.deepEqual([waiting.refresh.status, waiting.terminate], ['Cancelling', []]);
  assert.equal(
    advanceRefresh(waiting.refresh, { instances, desired: 10, now: 1600 }).refresh.status,
    'Cancelled',
  );
});

test('fourteen days are the most', () => {
  const view = { instances: ten(), desired: 10, now: 1000 + 14 * 86400 };
  assert.equal(advanceRefresh(start(), view).refresh.status, 'Failed');
});

test('one that has ended does nothing more', () => {
  const { refresh } = run(start(), ten(1));
  const step = advanceRefresh(refresh, { instances: ten(5), desired: 5, now: 99999 });
  assert.deepEqual([step.terminate, step.launch, step.refresh], [[], 0, refresh]);
});

test('between the last termination and its launch it is not done', () => {
  const fresh = Array.from({ length: 9 }, (_, i) =>
    anInstance({ id: `n${i}`, launchedAt: 1000, inServiceAt: 1000 }),
  );
  const { refresh } = advanceRefresh(start(), { instances: fresh, desired: 10, now: 5000 });
  assert.deepEqual([refresh.status, refresh.percentageComplete], ['InProgress', 90]);
});

test('what it waits for is said', () => {
  const instances = [...ten().slice(1), anInstance({ id: 'i-9', launchedAt: 1000, inServiceAt: 1000 })];
  const { refresh } = advanceRefresh(start(), { instances, desired: 10, now: 1060 });
  assert.equal(
    refresh.statusReason,
    'Waiting for instances to warm up before continuing. For example: i-9 is warming up.',
  );
});

test('any preferences: within the bounds, always an end, and as many instances as before', () => {
  const random = seeded(47);
  for (let round = 0; round < 200; round++) {
    const n = whole(random, 1, 25);
    const minHealthyPercentage = whole(random, 0, 100);
    const maxHealthyPercentage =
      random() < 0.4 ? undefined : whole(random, 100, Math.min(200, minHealthyPercentage + 100));
    const checkpointPercentages = [...new Set([whole(random, 1, 60), whole(random, 61, 99), 100])];
    const given = {
      minHealthyPercentage,
      maxHealthyPercentage,
      instanceWarmup: whole(random, 0, 5) * 60,
      ...(random() < 0.5 ? { checkpointPercentages, checkpointDelay: whole(random, 0, 10) * 60 } : {}),
    };
    checkPreferences(given);
    const { refresh, instances, least, most } = run(start(given), ten(n), {}, 5000, whole(random, 0, 3) * 60);
    const label = JSON.stringify({ n, ...given });
    assert.equal(refresh.status, 'Successful', label);
    assert.equal(instances.length, n, label);
    assert.ok(
      instances.every(({ id }) => id.startsWith('new')),
      label,
    );
    const floor =
      n -
      Math.max(
        maxHealthyPercentage === undefined ? 1 : 0,
        Math.floor((n * (100 - minHealthyPercentage)) / 100),
      );
    const ceiling = n + Math.max(1, Math.floor((n * ((maxHealthyPercentage ?? 100) - 100)) / 100));
    assert.ok(least >= floor, `${least} below ${floor}: ${label}`);
    assert.ok(most <= ceiling, `${most} above ${ceiling}: ${label}`);
  }
});

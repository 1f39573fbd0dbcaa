import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Instance } from './instance.ts';
import { chooseVictims, type ScaleIn } from './termination.ts';
import { untilNextHour, type TerminationPolicy } from './termination-policies.ts';
import { anInstance, pick, seeded, whole } from './testing.ts';

const current = { kind: 'template', id: 'lt-1', version: 3 } as const;
const version = (n: number) => ({ kind: 'template', id: 'lt-1', version: n }) as const;
const configuration = (name: string, createdAt: number) =>
  ({ kind: 'configuration', name, createdAt }) as const;
const plan = (instances: Instance[], more: Partial<ScaleIn> = {}) =>
  chooseVictims({ instances, units: 1, source: current, now: 10000, random: () => 0, ...more });
const first = (instances: Instance[], more: Partial<ScaleIn> = {}) =>
  plan(instances, more).victims[0]?.instance;

test('the fullest zone gives, before any policy', () => {
  const group = [
    anInstance({ zone: 'a', launchedAt: 0 }),
    anInstance({ zone: 'b', launchedAt: 50 }),
    anInstance({ zone: 'b', launchedAt: 60 }),
  ];
  assert.equal(first(group, { policies: ['OldestInstance'] }), group[1]);
  assert.equal(first(group, { policies: ['NewestInstance'] }), group[2]);
});

test('level zones are taken together', () => {
  const group = [anInstance({ zone: 'a', launchedAt: 5 }), anInstance({ zone: 'b', launchedAt: 3 })];
  assert.equal(first(group, { policies: ['OldestInstance'] }), group[1]);
});

test('the fullest zone is the fullest of those with an unprotected instance', () => {
  const guarded = { zone: 'a', protectedFromScaleIn: true };
  const group = [anInstance(guarded), anInstance(guarded), anInstance(guarded), anInstance({ zone: 'b' })];
  assert.equal(first(group), group[3]);
});

test('the default: launch configuration, another template, the oldest version, the next hour, chance', () => {
  const ids = (instances: Instance[]) => {
    let left = instances;
    const order: string[] = [];
    while (left.length > 0) {
      const victim = first(left)!;
      order.push(victim.id);
      left = left.filter((one) => one !== victim);
    }
    return order;
  };
  const group = [
    anInstance({ id: 'now-late', source: version(3), launchedAt: 10000 - 3500 }),
    anInstance({ id: 'now-early', source: version(3), launchedAt: 10000 - 100 }),
    anInstance({ id: 'old', source: version(1) }),
    anInstance({ id: 'older-template', source: { kind: 'template', id: 'lt-0', version: 9 } }),
    anInstance({ id: 'configured', source: configuration('lc', 5) }),
    anInstance({ id: 'mid', source: version(2) }),
  ];
  assert.deepEqual(ids(group), ['configured', 'older-template', 'old', 'mid', 'now-late', 'now-early']);
});

test('each policy has its victim', () => {
  const group = [
    anInstance({ id: 'oldest', launchedAt: 0, source: version(3) }),
    anInstance({ id: 'hour', launchedAt: 10000 - 3590, source: version(3) }),
    anInstance({ id: 'configured', launchedAt: 7000, source: configuration('first', 1) }),
    anInstance({ id: 'template', launchedAt: 7100, source: version(2) }),
    anInstance({ id: 'newest', launchedAt: 9000, source: version(3) }),
    anInstance({ id: 'misfit', launchedAt: 8000, source: version(3) }),
  ];
  const leastAligned = (candidates: readonly Instance[]) => candidates.filter(({ id }) => id === 'misfit');
  const table: [TerminationPolicy, string][] = [
    ['Default', 'misfit'],
    ['AllocationStrategy', 'misfit'],
    ['OldestInstance', 'oldest'],
    ['NewestInstance', 'newest'],
    ['OldestLaunchTemplate', 'configured'],
    ['OldestLaunchConfiguration', 'configured'],
    ['ClosestToNextInstanceHour', 'hour'],
  ];
  for (const [policy, id] of table)
    assert.equal(first(group, { policies: [policy], leastAligned })!.id, id, policy);
  const templates = group.filter(({ source }) => source.kind === 'template');
  assert.equal(first(templates, { policies: ['OldestLaunchTemplate'] })!.id, 'template');
});

test('a group with a launch configuration: the one it has left, oldest first', () => {
  const group = [
    anInstance({ id: 'new', source: configuration('c', 30) }),
    anInstance({ id: 'older', source: configuration('b', 20) }),
    anInstance({ id: 'oldest', source: configuration('a', 10) }),
  ];
  const source = configuration('c', 30);
  assert.equal(first(group, { source })!.id, 'oldest');
  assert.equal(first(group.slice(0, 2), { source, policies: ['OldestLaunchConfiguration'] })!.id, 'older');
});

test('a group that went back to an earlier launch configuration: the one it has left, though it is the newer', () => {
  const back = configuration('a', 10);
  const group = [
    anInstance({ id: 'current', source: back }),
    anInstance({ id: 'left', source: configuration('b', 20) }),
  ];
  assert.equal(first(group, { source: back })!.id, 'left');
});

test('policies of a list follow one another', () => {
  const group = [
    anInstance({ id: 'a', source: version(1), launchedAt: 5 }),
    anInstance({ id: 'b', source: version(1), launchedAt: 9 }),
    anInstance({ id: 'c', source: version(2), launchedAt: 1 }),
  ];
  assert.equal(first(group, { policies: ['OldestLaunchTemplate', 'NewestInstance'] })!.id, 'b');
});

test('the unhealthy go first, protected or not', () => {
  const sick = anInstance({ healthy: false, protectedFromScaleIn: true, zone: 'b' });
  const group = [anInstance(), anInstance(), sick];
  assert.equal(first(group), sick);
});

test('standby, warming and coming ones stay; a user may take the latter two', () => {
  const group = [
    anInstance({ state: 'Standby', inServiceAt: 0 }),
    anInstance({ inServiceAt: 9990 }),
    anInstance({ state: 'Pending' }),
  ];
  const spared = plan(group, { warmup: 60, units: 3 });
  assert.deepEqual([spared.victims.length, spared.short, spared.message], [0, 3, undefined]);
  assert.equal(plan(group, { warmup: 60, units: 3, takeWarming: true }).victims.length, 2);
});

test('all protected: none goes, and AWS says why', () => {
  const group = [anInstance(), anInstance({ protectedFromScaleIn: true })];
  const { victims, short, message } = plan(group, { units: 2 });
  assert.deepEqual([victims.length, short], [1, 1]);
  assert.match(
    message!,
    /^Could not scale to desired capacity because all remaining instances are protected/,
  );
});

test('of a mixed group the option ahead of its share goes', () => {
  const of = (purchaseOption: 'spot' | 'on-demand', n: number) =>
    Array.from({ length: n }, () => anInstance({ purchaseOption }));
  const distribution = { onDemandBaseCapacity: 2, onDemandPercentageAboveBaseCapacity: 0 };
  const { victims } = plan([...of('on-demand', 5), ...of('spot', 5)], { units: 4, distribution });
  const options = victims.map(({ instance }) => instance.purchaseOption);
  assert.deepEqual(options.sort(), ['on-demand', 'on-demand', 'on-demand', 'spot']);
  assert.ok(victims[0]!.why.some((word) => word.startsWith('on-demand: 3 ahead')));
});

test('a weighted group loses only what it has too much of', () => {
  const group = [anInstance({ weight: 6 }), anInstance({ weight: 2 }), anInstance({ weight: 3 })];
  const { victims, short } = plan(group, { units: 4 });
  assert.deepEqual([victims.map(({ instance }) => instance.weight), short], [[2], 2]);
});

test('outside of reservations first, then the zone with the most reserved', () => {
  const of = (zone: string, reserved: boolean) => anInstance({ zone, reserved });
  const group = [of('a', true), of('a', false), of('b', true), of('b', true), of('a', true), of('b', true)];
  const { victims } = plan(group, { units: 3, keepReserved: true });
  assert.equal(victims[0]!.instance, group[1]);
  assert.deepEqual(
    victims.slice(1).map(({ instance }) => instance.zone),
    ['b', 'a'],
  );
});

test('each choice is explained', () => {
  const group = [
    anInstance({ zone: 'a', source: version(3) }),
    anInstance({ zone: 'b', source: version(3) }),
    anInstance({ zone: 'b', source: version(2) }),
  ];
  assert.deepEqual(plan(group).victims[0]!.why, [
    'its zone holds 2, the most of those that have one to give',
    'Default: version 2 is the oldest of lt-1',
  ]);
});

test('on the hour a whole hour is left', () => {
  const started = anInstance({ launchedAt: 100 });
  assert.deepEqual(
    [101, 3699, 3700, 100].map((now) => untilNextHour(started, now)),
    [3599, 1, 3600, 3600],
  );
});

test('whoever goes was free to, the zones stay level, and no one goes twice', () => {
  const random = seeded(31);
  const policies = [
    'Default',
    'AllocationStrategy',
    'OldestInstance',
    'NewestInstance',
    'OldestLaunchTemplate',
    'OldestLaunchConfiguration',
    'ClosestToNextInstanceHour',
  ] as const;
  for (let run = 0; run < 500; run++) {
    const group = Array.from({ length: whole(random, 0, 30) }, () =>
      anInstance({
        zone: pick(random, ['a', 'b', 'c']),
        state: pick(random, [
          'InService',
          'InService',
          'InService',
          'Pending',
          'Standby',
          'Terminating',
        ] as const),
        healthy: random() < 0.9,
        protectedFromScaleIn: random() < 0.2,
        launchedAt: whole(random, 0, 9999),
        inServiceAt: whole(random, 0, 9999),
        purchaseOption: pick(random, ['spot', 'on-demand'] as const),
        source: random() < 0.2 ? configuration('lc', whole(random, 0, 3)) : version(whole(random, 1, 3)),
      }),
    );
    const units = whole(random, 0, 12);
    const warmup = whole(random, 0, 3000);
    const { victims, short } = plan(group, { units, warmup, random, policies: [pick(random, policies)] });
    assert.equal(victims.length + short, units);
    assert.equal(new Set(victims.map(({ instance }) => instance)).size, victims.length);
    let healthySeen = false;
    for (const { instance, why } of victims) {
      const filling = instance.state === 'InService' || instance.state === 'Pending';
      assert.ok(filling && (why.length > 0 || victims.length > 0));
      if (!instance.healthy) {
        assert.ok(!healthySeen, 'the unhealthy come first');
        continue;
      }
      healthySeen = true;
      assert.ok(!instance.protectedFromScaleIn && instance.state === 'InService');
      assert.ok(instance.inServiceAt! + warmup <= 10000);
    }
  }
});

test('taking from a level group leaves it level', () => {
  const random = seeded(37);
  for (let run = 0; run < 200; run++) {
    const zones = ['a', 'b', 'c', 'd'].slice(0, whole(random, 1, 4));
    const size = whole(random, 1, 40);
    const group = Array.from({ length: size }, (_, i) => anInstance({ zone: zones[i % zones.length] }));
    const gone = new Set(
      plan(group, { units: whole(random, 1, size), random }).victims.map(({ instance }) => instance),
    );
    const counts = zones.map((zone) => group.filter((one) => one.zone === zone && !gone.has(one)).length);
    assert.ok(Math.max(...counts) - Math.min(...counts) <= 1);
  }
});

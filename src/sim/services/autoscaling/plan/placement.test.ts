import assert from 'node:assert/strict';
import { test } from 'vitest';
import { allocate, leastAligned, orderPools, type Pool, type SpotModel } from './allocation.ts';
import {
  checkDistribution,
  missingByOption,
  splitCapacity,
  type SpotAllocationStrategy,
} from './distribution.ts';
import { placeLaunches, zoneLoads, type Zone } from './placement.ts';
import { planRebalance } from './rebalancing.ts';
import { anInstance, mostUnits, pick, seeded, whole } from './testing.ts';

const zone = (name: string, more: Partial<Zone> = {}): Zone => ({
  name,
  launchable: true,
  subnets: [{ id: `${name}1`, freeAddresses: 100 }],
  ...more,
});
const loads = (given: Record<string, number>) => new Map(Object.entries(given));
const zonesOf = (plan: ReturnType<typeof placeLaunches>) => plan.launches.map(({ zone }) => zone).join('');

test('each launch goes to the zone that holds the least', () => {
  const zones = [zone('a'), zone('b'), zone('c')];
  assert.equal(zonesOf(placeLaunches(4, zones, loads({ a: 2, b: 1, c: 1 }))), 'bcab');
  assert.equal(zonesOf(placeLaunches(3, zones, loads({}))), 'abc');
  assert.equal(zonesOf(placeLaunches(2, zones, loads({ a: 6, b: 6 }), 'balanced-best-effort', 6)), 'ca');
});

test('there, into the subnet with the most free addresses', () => {
  const subnets = [
    { id: 'small', freeAddresses: 2 },
    { id: 'large', freeAddresses: 3 },
  ];
  const plan = placeLaunches(6, [zone('a', { subnets })], loads({}));
  assert.deepEqual(
    plan.launches.map(({ subnet }) => subnet),
    ['large', 'small', 'large', 'small', 'large'],
  );
  assert.deepEqual(plan.waiting, ['']);
});

test('a zone that can’t launch: the others take its share, or it is waited for', () => {
  const zones = [zone('a'), zone('b', { launchable: false }), zone('c')];
  assert.equal(zonesOf(placeLaunches(4, zones, loads({}))), 'acac');
  const strict = placeLaunches(6, zones, loads({}), 'balanced-only');
  assert.equal(zonesOf(strict), 'acac');
  assert.deepEqual(strict.waiting, ['b', 'b']);
  const none = placeLaunches(3, [zone('a', { launchable: false })], loads({}));
  assert.deepEqual([none.launches.length, none.waiting.length], [0, 3]);
  assert.deepEqual(placeLaunches(2, [], loads({})).waiting, ['', '']);
});

test('reservations are filled first, then the zones are levelled', () => {
  const zones = [zone('a'), zone('b', { freeReservations: 3 })];
  const plan = placeLaunches(6, zones, loads({}), 'reservations-then-balanced');
  assert.equal(zonesOf(plan), 'bbbaaa');
  assert.deepEqual(plan.launches.map(({ reserved }) => reserved).slice(2, 4), [true, false]);
});

test('quiet and launchable, the zones differ by one at most, however a group grew', () => {
  const random = seeded(2);
  for (let run = 0; run < 300; run++) {
    const zones = ['a', 'b', 'c', 'd'].slice(0, whole(random, 1, 4)).map((name) => zone(name));
    const held = new Map<string, number>();
    for (let step = 0; step < 5; step++) {
      for (const { zone } of placeLaunches(whole(random, 0, 9), zones, held).launches) {
        held.set(zone, (held.get(zone) ?? 0) + 1);
      }
      const counts = zones.map(({ name }) => held.get(name) ?? 0);
      assert.ok(Math.max(...counts) - Math.min(...counts) <= 1);
    }
  }
});

test('standby, the warm pool and the dying hold no place in a zone', () => {
  const states = ['InService', 'Pending:Wait', 'Standby', 'Terminating', 'Warmed:Stopped'] as const;
  assert.deepEqual([...zoneLoads(states.map((state) => anInstance({ state })))], [['a', 2]]);
});

test('rebalancing moves from the fullest to the emptiest, above the maximum by a margin', () => {
  const zones = [zone('a'), zone('b')];
  const at = (desired: number, max: number) => ({ min: 0, max, desired });
  const level = planRebalance(zones, loads({ a: 2, b: 1 }), at(3, 3), 'zone-recovered');
  assert.deepEqual([level.moves.length, level.aboveMax], [0, 0]);
  const recovered = planRebalance(zones, loads({ a: 2 }), at(2, 2), 'zone-recovered');
  assert.deepEqual(recovered.moves, [{ from: 'a', to: 'b' }]);
  assert.equal(recovered.aboveMax, 1);
  const roomy = planRebalance(zones, loads({ a: 20 }), at(20, 40), 'zones-changed');
  assert.deepEqual([roomy.moves.length, roomy.later, roomy.aboveMax], [10, 0, 0]);
});

test('a zone that is not enabled any more is emptied; one that can’t launch only gives', () => {
  const size = { min: 0, max: 100, desired: 4 };
  const gone = planRebalance([zone('a'), zone('b')], loads({ a: 1, b: 1, z: 2 }), size, 'zones-changed');
  assert.deepEqual(
    gone.moves.map(({ from, to }) => from + to),
    ['za', 'zb'],
  );
  const down = zone('b', { launchable: false });
  const blind = planRebalance([zone('a'), down], loads({ a: 4 }), size, 'instances-removed');
  assert.equal(blind.moves.length, 0);
});

test('done whole, rebalancing leaves the zones level and the group as large as it was', () => {
  const random = seeded(7);
  for (let run = 0; run < 300; run++) {
    const names = ['a', 'b', 'c', 'd', 'z'];
    const held = new Map(names.map((name) => [name, whole(random, 0, 12)]));
    const total = [...held.values()].reduce((a, b) => a + b);
    const zones = names.slice(0, whole(random, 1, 4)).map((name) => zone(name));
    const size = { min: 0, max: total + whole(random, 0, 5), desired: total };
    for (let round = 0; ; round++) {
      assert.ok(round < 200);
      const { moves, later, aboveMax } = planRebalance(zones, held, size, 'zones-changed');
      assert.ok(aboveMax <= Math.max(1, Math.floor(size.max / 10)));
      if (moves.length === 0) break;
      for (const { from, to } of moves) {
        held.set(from, held.get(from)! - 1);
        held.set(to, held.get(to)! + 1);
      }
      if (later === 0) continue;
    }
    const counts = zones.map(({ name }) => held.get(name)!);
    assert.ok(Math.max(...counts) - Math.min(...counts) <= 1);
    assert.equal(
      counts.reduce((a, b) => a + b),
      total,
    );
  }
});

test('On-Demand takes the base, and the fraction above it', () => {
  const split = (total: number, base: number, percentage: number) => {
    const given = { onDemandBaseCapacity: base, onDemandPercentageAboveBaseCapacity: percentage };
    const { base: b, onDemandAboveBase, spot } = splitCapacity(total, given);
    return [b, onDemandAboveBase, spot];
  };
  assert.deepEqual(split(3, 5, 50), [3, 0, 0]);
  assert.deepEqual(split(10, 2, 30), [2, 3, 5]);
  assert.deepEqual(split(100, 0, 29), [0, 29, 71]);
  assert.deepEqual(split(1, 0, 1), [0, 1, 0]);
  assert.deepEqual(splitCapacity(7, {}), { base: 0, onDemandAboveBase: 7, spot: 0 });
});

test('launches bring the ratio near, and never beyond the total', () => {
  const distribution = { onDemandBaseCapacity: 2, onDemandPercentageAboveBaseCapacity: 50 };
  assert.deepEqual(missingByOption({ onDemand: 0, spot: 0 }, 10, distribution), { onDemand: 6, spot: 4 });
  assert.deepEqual(missingByOption({ onDemand: 8, spot: 0 }, 10, distribution), { onDemand: 0, spot: 2 });
  assert.deepEqual(missingByOption({ onDemand: 0, spot: 9 }, 10, distribution), { onDemand: 1, spot: 0 });
  assert.deepEqual(missingByOption({ onDemand: 9, spot: 9 }, 10, distribution), { onDemand: 0, spot: 0 });
});

const pools: Pool[] = [
  { type: 'big', zone: 'a', weight: 4, onDemandPrice: 4, spotPrice: 1.2, free: 3 },
  { type: 'mid', zone: 'a', weight: 2, onDemandPrice: 1.9, spotPrice: 0.7 },
  { type: 'small', zone: 'a', weight: 1, onDemandPrice: 1, spotPrice: 0.2, free: 5 },
];
const scores: Record<string, number> = { big: 0.9, mid: 1, small: 0.3 };
const model: SpotModel = { capacityScore: ({ type }) => scores[type]!, band: 0.8 };

test('pools in the order of each strategy', () => {
  const order = (spotAllocationStrategy: SpotAllocationStrategy) =>
    orderPools('spot', pools, { spotAllocationStrategy }, model).map(({ type }) => type);
  assert.deepEqual(order('lowest-price'), ['small', 'big', 'mid']);
  assert.deepEqual(order('capacity-optimized'), ['mid', 'big', 'small']);
  assert.deepEqual(order('capacity-optimized-prioritized'), ['big', 'mid', 'small']);
  assert.deepEqual(order('price-capacity-optimized'), ['big', 'mid', 'small']);
  const onDemand = (onDemandAllocationStrategy: 'lowest-price' | 'prioritized') =>
    orderPools('on-demand', pools, { onDemandAllocationStrategy }, model).map(({ type }) => type);
  assert.deepEqual(onDemand('lowest-price'), ['mid', 'big', 'small']);
  assert.deepEqual(onDemand('prioritized'), ['big', 'mid', 'small']);
});

test('a maximum price, for a unit, shuts pools out', () => {
  const distribution = { spotAllocationStrategy: 'diversified', spotMaxPrice: 0.3 } as const;
  assert.deepEqual(
    orderPools('spot', pools, distribution, model).map(({ type }) => type),
    ['big', 'small'],
  );
});

test('a pool that runs out hands over to the next', () => {
  const { launches, short } = allocate(20, 'on-demand', pools, {}, model);
  assert.deepEqual(
    launches.map(({ pool, count }) => [pool.type, count]),
    [
      ['big', 3],
      ['mid', 4],
    ],
  );
  assert.equal(short, 0);
  assert.equal(allocate(20, 'spot', [pools[2]!], {}, model).short, 15);
});

test('lowest-price draws on N pools evenly, diversified on all', () => {
  const plain = ['w', 'x', 'y', 'z'].map((type, i): Pool => {
    return { type, zone: 'a', weight: 1, onDemandPrice: 9, spotPrice: i + 1 };
  });
  const counts = (
    strategy: SpotAllocationStrategy,
    spotInstancePools?: number,
    held?: Map<string, number>,
  ) => {
    const distribution = { spotAllocationStrategy: strategy, spotInstancePools };
    return allocate(8, 'spot', plain, distribution, model, held)
      .launches.map(({ pool, count }) => pool.type + count)
      .join(' ');
  };
  assert.equal(counts('lowest-price'), 'w4 x4');
  assert.equal(counts('lowest-price', 1), 'w8');
  assert.equal(counts('diversified'), 'w2 x2 y2 z2');
  assert.equal(counts('lowest-price', 2, new Map([['w', 6]])), 'x7 w1');
});

test('whatever is allocated covers the units, overshoots by less than a weight, and keeps to the pools', () => {
  const random = seeded(13);
  const strategies = [
    'price-capacity-optimized',
    'capacity-optimized',
    'capacity-optimized-prioritized',
    'lowest-price',
    'diversified',
  ] as const;
  for (let run = 0; run < 500; run++) {
    const made = Array.from({ length: whole(random, 0, 6) }, (_, i): Pool => {
      const free = random() < 0.5 ? whole(random, 0, 9) : undefined;
      const weight = whole(random, 1, 8);
      return { type: `t${i}`, zone: 'a', weight, onDemandPrice: 10, spotPrice: random() * 9, free };
    });
    const units = whole(random, 0, 60);
    const option = pick(random, ['on-demand', 'spot'] as const);
    const distribution = { spotAllocationStrategy: pick(random, strategies) };
    const luck = { capacityScore: ({ type }: Pool) => type.length + run, band: random() };
    const { launches, short } = allocate(units, option, made, distribution, luck);
    const sum = launches.reduce((all, { pool, count }) => all + pool.weight * count, 0);
    for (const { pool, count } of launches) assert.ok(count >= 1 && count <= (pool.free ?? Infinity));
    if (short > 0) assert.equal(sum + short, units);
    else assert.ok(sum >= units && sum < units + Math.max(1, ...launches.map(({ pool }) => pool.weight)));
  }
});

test('the least aligned is in the worst pool; where pools are shared, in the fullest', () => {
  const of = (type: string, purchaseOption: 'spot' | 'on-demand' = 'spot') =>
    anInstance({ type, purchaseOption });
  const group = [of('big'), of('small'), of('mid'), of('small'), of('old')];
  const worst = (given: typeof group, spotAllocationStrategy: SpotAllocationStrategy) =>
    leastAligned(given, pools, { spotAllocationStrategy }, model).map(({ type }) => type);
  assert.deepEqual(worst(group, 'capacity-optimized'), ['old']);
  assert.deepEqual(worst(group.slice(0, 4), 'capacity-optimized'), ['small', 'small']);
  assert.deepEqual(worst(group.slice(0, 4), 'lowest-price'), ['mid']);
  assert.deepEqual(worst([of('big'), of('small'), of('small')], 'lowest-price'), ['small', 'small']);
  const paid = [of('big', 'on-demand'), of('small', 'on-demand')];
  assert.deepEqual(worst(paid, 'lowest-price'), ['small']);
  assert.deepEqual(leastAligned([], pools, {}, model), []);
});

test('a weighted group overshoots by its last instance: 10, 5 more wanted of a maximum of 12, a weight of 6: 16', () => {
  const size = { min: 0, max: 12, desired: 12 };
  const six: Pool[] = [{ type: 'six', zone: 'a', weight: 6, onDemandPrice: 1, spotPrice: 1 }];
  const { launches } = allocate(size.desired - 10, 'on-demand', six, {}, model);
  const total = 10 + launches[0]!.count * 6;
  assert.equal(total, 16);
  assert.ok(total <= mostUnits(size, 6));
});

test('distributions that can’t be', () => {
  for (const given of [
    { onDemandBaseCapacity: -1 },
    { onDemandPercentageAboveBaseCapacity: 101 },
    { spotInstancePools: 0 },
    { spotInstancePools: 2, spotAllocationStrategy: 'capacity-optimized' as const },
    { spotMaxPrice: 0 },
    { spotMaxPrice: NaN },
  ]) {
    assert.throws(() => checkDistribution(given), { code: 'ValidationError' }, JSON.stringify(given));
  }
  checkDistribution({ spotInstancePools: 20 });
});

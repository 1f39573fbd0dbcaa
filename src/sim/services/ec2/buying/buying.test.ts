import assert from 'node:assert/strict';
import { test } from 'vitest';
import { RandomStream } from '../../../kernel/index.ts';
import {
  dedicatedHostCharge,
  dedicatedInstanceFee,
  hourlyPrice,
  listValue,
  optimalCommitment,
  optimalReservation,
  type Payer,
  priceHour,
  priceHours,
  type ReservedInstances,
  type SavingsPlan,
  secondsByHour,
  sizeFlexible,
  type Usage,
} from './index.ts';

const use = (type: string, count: number, { seconds = 3600, ...rest }: Partial<Usage> = {}): Usage => ({
  type,
  zone: 'a',
  platform: 'linux',
  tenancy: 'default',
  ...rest,
  seconds: count * seconds,
});

const reserve = (type: string, count: number, rest: Partial<ReservedInstances> = {}): ReservedInstances => ({
  type,
  count,
  scope: 'region',
  platform: 'linux',
  tenancy: 'default',
  offeringClass: 'standard',
  price: 0.06,
  ...rest,
});

/** Instance-hours that a payer pays for, by type. */
function paid(usages: Usage[], reserved: ReservedInstances[], payer: Payer): Record<string, number> {
  const hours: Record<string, number> = {};
  for (const line of priceHour(usages, { reserved }, () => 0.1).lines) {
    if (line.payer === payer) hours[line.usage.type] = (hours[line.usage.type] ?? 0) + line.seconds / 3600;
  }
  return hours;
}

test("the guide's Reserved Instances", () => {
  const cases: [
    title: string,
    usages: Usage[],
    reserved: ReservedInstances[],
    onDemand: Record<string, number>,
  ][] = [
    ['four for a quarter of an hour', [use('m4.xlarge', 4, { seconds: 900 })], [reserve('m4.xlarge', 1)], {}],
    ['four for an hour', [use('m4.xlarge', 4)], [reserve('m4.xlarge', 1)], { 'm4.xlarge': 3 }],
    ['a medium for two small', [use('t2.small', 2)], [reserve('t2.medium', 1)], {}],
    ['a medium for half a large', [use('t2.large', 1)], [reserve('t2.medium', 1)], { 't2.large': 0.5 }],
    [
      'scenario 1',
      [use('m3.large', 4), use('m4.xlarge', 2, { zone: 'b' }), use('c4.xlarge', 1, { zone: 'c' })],
      [reserve('m3.large', 4, { scope: { zone: 'a' } }), reserve('m4.large', 4), reserve('c4.large', 1)],
      { 'c4.xlarge': 0.5 },
    ],
    [
      'scenario 2: smallest first',
      [use('m3.xlarge', 2), use('m3.large', 2, { zone: 'b' })],
      [reserve('m3.2xlarge', 1)],
      { 'm3.xlarge': 1 },
    ],
    [
      'scenario 3: smaller before larger',
      [use('c4.2xlarge', 1), use('c4.xlarge', 2)],
      [reserve('c4.xlarge', 2)],
      { 'c4.2xlarge': 1 },
    ],
    ['metal as its size', [use('i3.4xlarge', 4)], [reserve('i3.metal', 1)], {}],
    [
      'zonal in its zone alone',
      [use('m5.large', 1, { zone: 'b' })],
      [reserve('m5.large', 1, { scope: { zone: 'a' } })],
      { 'm5.large': 1 },
    ],
    [
      'zonal: its size alone',
      [use('m5.large', 2)],
      [reserve('m5.xlarge', 1, { scope: { zone: 'a' } })],
      { 'm5.large': 2 },
    ],
    [
      'zonal before regional',
      [use('m4.xlarge', 1), use('m4.xlarge', 1, { zone: 'b' })],
      [reserve('m4.xlarge', 1), reserve('m4.xlarge', 1, { scope: { zone: 'a' } })],
      {},
    ],
    [
      'licensed: no other size',
      [use('m5.large', 2, { platform: 'rhel' })],
      [reserve('m5.xlarge', 1, { platform: 'rhel' })],
      { 'm5.large': 2 },
    ],
    [
      'licensed: its own size in any zone',
      [use('m5.large', 2, { platform: 'rhel', zone: 'c' })],
      [reserve('m5.large', 2, { platform: 'rhel' })],
      {},
    ],
    ['GPUs: no other size', [use('g5.xlarge', 2)], [reserve('g5.2xlarge', 1)], { 'g5.xlarge': 2 }],
    [
      'shared tenancy is not dedicated',
      [use('m5.large', 1, { tenancy: 'dedicated' })],
      [reserve('m5.large', 1)],
      { 'm5.large': 1 },
    ],
    [
      'families are whole: m5 is not m5d',
      [use('m5d.large', 1)],
      [reserve('m5.large', 1)],
      { 'm5d.large': 1 },
    ],
  ];
  for (const [title, usages, reserved, onDemand] of cases)
    assert.deepEqual(paid(usages, reserved, 'on-demand'), onDemand, title);
  assert.ok(!sizeFlexible(reserve('p5.48xlarge', 1)));
});

test('a reservation is paid in every hour', () => {
  const charges = priceHours(
    [[], [use('m5.large', 1)], [use('m5.large', 2)]],
    { reserved: [reserve('m5.large', 1)] },
    () => 0.096,
  );
  assert.ok(Math.abs(charges.reserved - 0.18) < 1e-12 && Math.abs(charges.onDemand - 0.096) < 1e-12);
});

/** Illustrative rates: On-Demand, under a plan for all compute, under one for the family. */
const RATES: Record<string, [number, number, number?]> = {
  'c5.9xlarge': [4, 2, 1],
  'c5.24xlarge': [10, 8, 6],
  'fargate vCPU': [1.5, 1],
  'fargate GB': [2, 1],
};
const price = ({ type }: Usage) => RATES[type]![0];
const compute = (commitment: number): SavingsPlan => ({
  scope: 'compute',
  commitment,
  rate: ({ type }) => RATES[type]![1],
});
const family = (commitment: number): SavingsPlan => ({
  scope: { family: 'c5' },
  commitment,
  rate: ({ type }) => RATES[type]![2],
});

test("the guide's Savings Plans: the best discount first", () => {
  const usages = [use('c5.9xlarge', 1), use('c5.24xlarge', 1), use('fargate vCPU', 10), use('fargate GB', 5)];
  const cases: [title: string, plans: SavingsPlan[], onDemand: number][] = [
    ['none', [], 39],
    ['all covered', [compute(25)], 0],
    // 5 for the GB and 2 for the c5.9xlarge at 50 %, 10 for the vCPUs, and 2 of 8 for the last.
    ['a quarter of the last', [compute(19)], 7.5],
    ['the lower rate first among equals', [compute(5)], 29],
    ['too much', [compute(100)], 0],
    ['a family', [family(7)], 25],
    ['the family before all compute', [compute(15), family(7)], 0],
    ['the family first, best first', [family(1), compute(15)], 10],
  ];
  for (const [title, savingsPlans, onDemand] of cases) {
    const charges = priceHour(usages, { savingsPlans }, price);
    assert.ok(Math.abs(charges.onDemand - onDemand) < 1e-9, `${title}: ${charges.onDemand}`);
    assert.equal(
      charges.savingsPlans,
      savingsPlans.reduce((sum, { commitment }) => sum + commitment, 0),
    );
  }
});

test('Savings Plans take what Reserved Instances leave', () => {
  const charges = priceHour(
    [use('c5.9xlarge', 2)],
    { reserved: [reserve('c5.9xlarge', 1)], savingsPlans: [compute(2)] },
    price,
  );
  assert.deepEqual(
    charges.lines.map(({ payer }) => payer),
    ['regional-ri', 'compute-sp'],
  );
});

test('capacity that is held is paid', () => {
  const held = [use('m4.large', 20)];
  const dear = () => 0.1;
  const charges = priceHour([use('m4.large', 15)], {}, dear, held);
  assert.ok(Math.abs(charges.onDemand - 1.5) < 1e-9 && Math.abs(charges.unusedCapacity - 0.5) < 1e-9);
  // Discounts go to what runs first; those of a zone never to what is idle.
  const regional = priceHour([use('m4.large', 15)], { reserved: [reserve('m4.large', 17)] }, dear, held);
  assert.ok(Math.abs(regional.onDemand) < 1e-9 && Math.abs(regional.unusedCapacity - 0.3) < 1e-9);
  const zonal = priceHour(
    [use('m4.large', 15)],
    { reserved: [reserve('m4.large', 17, { scope: { zone: 'a' } })] },
    dear,
    held,
  );
  assert.ok(Math.abs(zonal.unusedCapacity - 0.5) < 1e-9);
});

test('hosts, fees and offers', () => {
  assert.equal(dedicatedHostCharge([10, 3600], 6), 6.1);
  assert.equal(dedicatedHostCharge([3600], 1, 24 * 3600), 24);
  assert.equal(dedicatedInstanceFee([0, 3, 1, 0]), 4);
  assert.ok(Math.abs(listValue({ upfront: 60, hourly: 0.007, years: 1 }) - 121.32) < 1e-9);
  assert.ok(Math.abs(hourlyPrice({ upfront: 876, hourly: 0.02, years: 1 }) - 0.12) < 1e-12);
});

test('seconds by the clock', () => {
  assert.deepEqual(
    secondsByHour(
      [
        { from: 3000, to: 8000 },
        { from: 0, to: 10 },
      ],
      3,
    ),
    [610, 3600, 800],
  );
  assert.deepEqual(secondsByHour([{ from: 3600, to: 7200 }], 2), [0, 3600]);
});

test('the best number of reservations is the best', () => {
  const random = new RandomStream(1, 'load');
  for (let round = 0; round < 60; round++) {
    const load = Array.from({ length: 168 }, (_, hour) => (hour % 24 > 8 ? 12 : 3) + random.integer(0, 5));
    const ratio = random.uniform(0.3, 0.95);
    const cost = (count: number) =>
      load.reduce((sum, running) => sum + count * ratio + Math.max(running - count, 0), 0);
    const best = optimalReservation(load, ratio, 1);
    for (let count = 0; count <= 20; count++) assert.ok(cost(best) <= cost(count) + 1e-9, `${best} ${count}`);
  }
  assert.equal(optimalReservation([5, 5, 5], 0.6, 1), 5);
  assert.equal(optimalReservation([5, 0, 0], 0.6, 1), 0);
});

test('the best commitment is the best', () => {
  const random = new RandomStream(2, 'load');
  const plan = { scope: 'compute' as const, rate: ({ type }: Usage) => RATES[type]![1] };
  for (let round = 0; round < 40; round++) {
    const hours = Array.from({ length: 48 }, () =>
      Object.keys(RATES).map((type) => use(type, random.integer(0, 4), { seconds: random.uniform(0, 3600) })),
    );
    const cost = (commitment: number) =>
      priceHours(hours, { savingsPlans: [{ ...plan, commitment }] }, price).total;
    const best = optimalCommitment(hours, plan, price);
    const least = cost(best);
    for (let i = 0; i < 40; i++) assert.ok(least <= cost(random.uniform(0, 60)) + 1e-6);
    for (const near of [best - 0.01, best + 0.01]) if (near >= 0) assert.ok(least <= cost(near) + 1e-9);
  }
});

test('every second is paid once', () => {
  const random = new RandomStream(3, 'hours');
  const types = ['m5.large', 'm5.xlarge', 'c5.large', 'c5.2xlarge'];
  for (let round = 0; round < 300; round++) {
    const usages = types.map((type) =>
      use(type, random.integer(0, 5), {
        zone: random.choice(['a', 'b']),
        platform: random.choice(['linux', 'rhel']),
      }),
    );
    const purchases = {
      reserved: types
        .slice(0, 2)
        .map((type) =>
          reserve(type, random.integer(0, 3), { scope: random.choice(['region' as const, { zone: 'a' }]) }),
        ),
      savingsPlans: [
        { scope: 'compute' as const, commitment: random.uniform(0, 0.5), rate: () => 0.07 },
        { scope: { family: 'c5' }, commitment: random.uniform(0, 0.5), rate: () => 0.06 },
      ],
    };
    const { lines } = priceHour(usages, purchases, () => 0.1);
    const sum = (of: readonly { seconds: number }[]) => of.reduce((total, { seconds }) => total + seconds, 0);
    assert.ok(Math.abs(sum(lines) - sum(usages)) < 1e-6);
    assert.ok(lines.every(({ seconds }) => seconds > 0));
  }
});

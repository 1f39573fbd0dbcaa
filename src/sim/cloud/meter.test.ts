import { expect, test } from 'vitest';
import { days, Simulation } from '../kernel/index.ts';
import { costOf, Meter, type Price } from './index.ts';

const price: Price = {
  service: 'Amazon Test',
  item: 'calls',
  unit: 'calls',
  tiers: [
    { upTo: 1000, usd: 2, per: 100 },
    { upTo: 3000, usd: 1, per: 100 },
    { usd: 0.5, per: 100 },
  ],
  free: { pool: 'calls', quantity: 100 },
  region: 'us-east-1',
  asOf: '2026-11-20',
  source: 'https://example.com/',
};

test.each([
  [0, 0],
  [1, 0.02],
  [1000, 20],
  [1100, 21],
  [3000, 40],
  [5000, 50],
])('%d units in one month cost %d dollars by tier', (quantity, usd) => {
  expect(costOf(price, quantity)).toBeCloseTo(usd, 12);
});

test('a meter adds up and bills', () => {
  const meter = new Meter(new Simulation());
  const usage = meter.usage(price);
  usage.add(150);
  usage.add(50);
  expect(meter.usage(price)).toBe(usage);
  expect(meter.bill()).toEqual([
    { service: 'Amazon Test', item: 'calls', quantity: 200, unit: 'calls', usd: 4 },
  ]);
  expect(meter.cost()).toBe(4);
  expect(meter.cost({ freeTier: true })).toBe(2);
});

test('prices of one pool share what is free', () => {
  const meter = new Meter(new Simulation());
  meter.usage(price).add(70);
  meter.usage({ ...price, item: 'other calls' }).add(70);
  meter.usage({ ...price, item: 'more calls' }).add(10);
  expect(meter.bill({ freeTier: true }).map(({ usd }) => usd)).toEqual([0, 0.8, 0.2]);
});

test('tiers and the free part begin anew with each calendar month', async () => {
  const simulation = new Simulation({ start: '2026-01-31T00:00:00Z' });
  const meter = new Meter(simulation);
  const usage = meter.usage(price);
  usage.add(500);
  await simulation.run(days(1) - 1e-6);
  usage.add(600);
  await simulation.run(1e-6);
  usage.add(50);
  await simulation.run(days(28));
  usage.add(0);
  expect(usage.months).toEqual(
    new Map([
      ['2026-01', 1100],
      ['2026-02', 50],
    ]),
  );
  expect(usage.quantity).toBe(1150);
  expect(meter.cost()).toBe(22);
  expect(meter.cost({ freeTier: true })).toBe(20);
});

test('a lasting use is counted while it lasts, each start with its own minimum, and by month', async () => {
  const simulation = new Simulation({ start: '2026-01-31T23:00:00Z' });
  const usage = new Meter(simulation).usage(price);
  const first = usage.start(1, 60);
  await simulation.run(10);
  expect(usage.quantity).toBe(60);
  first.stop();
  first.stop();
  const second = usage.start(1, 60);
  await simulation.run(7190);
  expect(usage.quantity).toBe(60 + 7190);
  second.stop();
  await simulation.run(1000);
  expect([...usage.months]).toEqual([
    ['2026-01', 60 + 3590],
    ['2026-02', 3600],
  ]);
});

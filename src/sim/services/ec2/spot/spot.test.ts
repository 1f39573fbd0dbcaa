import assert from 'node:assert/strict';
import { test } from 'vitest';
import { RandomStream, Simulation, Tally } from '../../../kernel/index.ts';
import {
  interrupt,
  type InterruptionBehavior,
  PricePath,
  spotCharge,
  SpotPool,
  spotSeconds,
} from './index.ts';

const HOUR = 3600;
const steady = (onDemand = 0.1) =>
  new PricePath(new RandomStream(1, 'p'), { onDemand, fraction: 0.3, spread: 0 });

test('a price keeps around its mean and under the On-Demand price', () => {
  const mean = new Tally();
  for (let seed = 1; seed <= 30; seed++) {
    const path = new PricePath(new RandomStream(seed, 'price'), { onDemand: 1, fraction: 0.4 });
    const own = new Tally();
    for (let hour = 0; hour < 8760; hour++) {
      const price = path.at(hour * HOUR);
      assert.ok(price > 0 && price <= 1);
      own.add(price);
    }
    mean.add(own.mean);
  }
  assert.ok(
    Math.abs(mean.mean - 0.4) < 4 * mean.standardError + 1e-3,
    `${mean.mean} ± ${mean.standardError}`,
  );
});

test('a price comes back to its mean by half in its half-life', () => {
  const halfLife = 24;
  let product = 0;
  let square = 0;
  for (let seed = 1; seed <= 3000; seed++) {
    const path = new PricePath(new RandomStream(seed, 'price'), { onDemand: 1, spread: 0.05, halfLife });
    const [a, b] = [path.at(0) - 0.35, path.at(halfLife * HOUR) - 0.35];
    product += a * b;
    square += a * a;
  }
  assert.ok(Math.abs(product / square - 0.5) < 0.06, `${product / square}`);
});

test('the same price however often it is asked for', () => {
  const make = () => new PricePath(new RandomStream(5, 'price'), { onDemand: 1 });
  const [once, often] = [make(), make()];
  for (let hour = 0; hour < 500; hour++) often.at(hour * HOUR);
  assert.equal(once.at(499 * HOUR + 5), often.at(499 * HOUR));
  assert.equal(once.nextChange(HOUR), 2 * HOUR);
});

test('recommendation, notice, end', async () => {
  const cases: [behavior: InterruptionBehavior, options: object, events: string[]][] = [
    ['terminate', { recommendationLead: 0 }, ['0 recommended', '0 notice terminate 120', '120 terminate']],
    ['stop', { recommendationLead: 0 }, ['0 recommended', '0 notice stop 120', '120 stop']],
    ['hibernate', { recommendationLead: 0 }, ['0 recommended', '0 notice hibernate 0', '0 hibernate']],
    ['terminate', { recommendationLead: 0, noticeProbability: 0 }, ['120 terminate']],
  ];
  for (const [behavior, options, expected] of cases) {
    const simulation = new Simulation();
    const events: string[] = [];
    interrupt(
      simulation,
      simulation.random('i'),
      behavior,
      {
        onRecommendation: () => events.push(`${simulation.now} recommended`),
        onNotice: (action, at) => events.push(`${simulation.now} notice ${action} ${at}`),
        onInterruption: (action) => events.push(`${simulation.now} ${action}`),
      },
      options,
    );
    await simulation.run();
    assert.deepEqual(events, expected);
  }
});

test('a recommendation comes earlier, or together', async () => {
  const leads = new Tally();
  for (let seed = 1; seed <= 300; seed++) {
    const simulation = new Simulation({ seed });
    interrupt(simulation, simulation.random('i'), 'terminate', {
      onNotice: () => leads.add(simulation.now),
      onInterruption: () => undefined,
    });
    await simulation.run();
  }
  assert.ok(Math.abs(leads.mean - 300) < 4 * leads.standardError);
});

test('seconds on the bill', () => {
  const cases: [
    seconds: number,
    by: 'you' | 'ec2',
    platform: 'linux' | 'windows' | 'rhel' | 'suse',
    billed: number,
  ][] = [
    [1800, 'ec2', 'linux', 0],
    [3599, 'ec2', 'windows', 0],
    [3600, 'ec2', 'linux', 3600],
    [5000, 'ec2', 'linux', 5000],
    [1800, 'you', 'linux', 1800],
    [20, 'you', 'linux', 60],
    [5000, 'you', 'rhel', 5000],
    [1800, 'ec2', 'suse', 0],
    [5000, 'ec2', 'suse', 3600],
    [1800, 'you', 'suse', 3600],
    [5000, 'you', 'suse', 7200],
  ];
  for (const [seconds, by, platform, billed] of cases)
    assert.equal(spotSeconds(seconds, by, platform), billed, `${seconds} ${by} ${platform}`);
  assert.ok(Math.abs(spotCharge({ from: 0, to: 9000, endedBy: 'you' }, steady()) - 0.075) < 1e-9);
  const path = new PricePath(new RandomStream(1, 'p'), { onDemand: 1 });
  const expected = path.at(1800) + path.at(1800 + HOUR) / 2;
  assert.ok(Math.abs(spotCharge({ from: 1800, to: 1800 + 5400, endedBy: 'ec2' }, path) - expected) < 1e-12);
});

test('a pool that is full, or too dear', () => {
  const simulation = new Simulation();
  const pool = new SpotPool(simulation, simulation.random('pool'), { price: steady(), capacity: 1 });
  const request = { onInterruption: () => undefined };
  assert.throws(() => pool.launch({ ...request, maxPrice: 0.02 }), {
    name: 'SpotMaxPriceTooLow',
    message: /0\.02 .* 0\.03\./,
  });
  const instance = pool.launch(request);
  assert.throws(() => pool.launch(request), { name: 'InsufficientInstanceCapacity' });
  instance.release();
  instance.release();
  assert.equal(pool.spare, 1);
  pool.launch(request);
});

test('a pool that shrinks takes back what is too many, once', async () => {
  const simulation = new Simulation();
  const pool = new SpotPool(simulation, simulation.random('pool'), {
    price: steady(),
    capacity: 10,
    monthlyInterruptions: 0,
    recommendationLead: 0,
  });
  let interrupted = 0;
  for (let i = 0; i < 10; i++) pool.launch({ onInterruption: () => interrupted++ });
  pool.capacity = 6;
  pool.capacity = 5;
  assert.equal(pool.running, 10);
  await simulation.run(121);
  assert.deepEqual([interrupted, pool.running, pool.spare], [5, 5, 0]);
});

test('those who left in time are not interrupted', async () => {
  const simulation = new Simulation();
  const pool = new SpotPool(simulation, simulation.random('pool'), {
    price: steady(),
    capacity: 1,
    recommendationLead: 0,
  });
  let interrupted = false;
  const instance = pool.launch({
    onNotice: () => instance.release(),
    onInterruption: () => (interrupted = true),
  });
  pool.capacity = 0;
  await simulation.run(1000);
  assert.deepEqual([interrupted, pool.running], [false, 0]);
});

test('as many are interrupted in a month as the pool says', async () => {
  const simulation = new Simulation({ seed: 3 });
  const pool = new SpotPool(simulation, simulation.random('pool'), {
    price: steady(),
    monthlyInterruptions: 0.2,
    recommendationLead: 0,
  });
  let interrupted = 0;
  for (let i = 0; i < 5000; i++) pool.launch({ onInterruption: () => interrupted++ });
  await simulation.run(730 * HOUR);
  assert.ok(Math.abs(interrupted / 5000 - 0.2) < 4 * Math.sqrt((0.2 * 0.8) / 5000), `${interrupted}`);
});

test('one whose maximum price is passed is interrupted', async () => {
  const simulation = new Simulation({ seed: 2 });
  const price = new PricePath(simulation.random('price'), { onDemand: 1, spread: 0.3 });
  const pool = new SpotPool(simulation, simulation.random('pool'), {
    price,
    monthlyInterruptions: 0,
    recommendationLead: 0,
  });
  const maxPrice = price.at(0) * 1.02;
  let end: number | undefined;
  pool.launch({ maxPrice, onInterruption: () => (end = simulation.now) });
  await simulation.run(2000 * HOUR);
  assert.ok(end !== undefined && price.at(end - 120) > maxPrice);
  for (let at = 0; at < end - 120; at += HOUR) assert.ok(price.at(at) <= maxPrice);
});

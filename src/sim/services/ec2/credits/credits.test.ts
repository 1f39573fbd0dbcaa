import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Host } from '../host/index.ts';
import { RandomStream, Simulation } from '../../../kernel/index.ts';
import { INSTANCE_TYPES } from '../types/index.ts';
import {
  breakEven,
  CreditAccount,
  type CreditMode,
  LaunchCreditQuota,
  surplusCharge,
  Throttle,
} from './index.ts';

const HOUR = 3600;

function account(name: string, mode: CreditMode, launchCredits = true): CreditAccount {
  const { vcpus, creditsPerHour } = INSTANCE_TYPES.get(name)!;
  return new CreditAccount({
    vcpus,
    perHour: creditsPerHour!,
    mode,
    t2: name.startsWith('t2.'),
    launchCredits,
  });
}

const close = (actual: number, expected: number, what = '', within = 1e-6) =>
  assert.ok(Math.abs(actual - expected) <= within, `${what}: ${actual}, not ${expected}`);

/** Lets hours pass at a utilization, minute by minute. */
function pass(credits: CreditAccount, hours: number, utilization: number): void {
  for (let minute = 1; minute <= hours * 60; minute++) {
    credits.advance(60, utilization * credits.vcpus);
    if (minute % 60 === 0) credits.endHour();
  }
}

test('baselines are those of the table', () => {
  const cases: [name: string, baseline: number][] = [
    ['t2.2xlarge', 0.17],
    ['t3.nano', 0.05],
    ['t3.micro', 0.1],
    ['t3.small', 0.2],
    ['t3.large', 0.3],
    ['t4g.xlarge', 0.4],
    ['t2.xlarge', 0.225],
  ];
  for (const [name, baseline] of cases) close(account(name, 'standard').baseline, baseline, name);
});

test("the guide's four days of a t3.nano, unlimited", () => {
  const credits = account('t3.nano', 'unlimited');
  const periods: [hours: number, utilization: number, balance: number, surplus: number, charged: number][] = [
    [24, 0, 144, 0, 0],
    [12, 0.025, 144, 0, 0],
    [24, 0.07, 86.4, 0, 0],
    [12, 0.025, 122.4, 0, 0],
    [5, 1, 0, 144, 303.6],
    [13, 0.05, 0, 144, 303.6],
    [24, 0, 0, 0, 303.6],
  ];
  for (const [index, [hours, utilization, balance, surplus, charged]] of periods.entries()) {
    pass(credits, hours, utilization);
    close(credits.balance, balance, `balance ${index}`);
    close(credits.surplus, surplus, `surplus ${index}`);
    close(credits.charged, charged, `charged ${index}`);
  }
});

test("the guide's t3.nano, standard, comes down to its baseline", () => {
  const credits = account('t3.nano', 'standard');
  pass(credits, 24, 0);
  pass(credits, 24, 0.07);
  pass(credits, 12, 0.025);
  close(credits.balance, 122.4);
  assert.ok(credits.lasts(2 * 0.6) < 2 * HOUR);
  pass(credits, 2, 0.6);
  assert.ok(credits.exhausted);
  pass(credits, 14, 0.05);
  close(credits.balance, 0);
  assert.equal(credits.surplus, 0);
  pass(credits, 24, 0);
  close(credits.balance, 144);
});

test("the guide's t2.nano, standard, spends what it got at launch first", () => {
  const credits = account('t2.nano', 'standard');
  const periods: [hours: number, utilization: number, balance: number][] = [
    [14, 0, 72],
    [10, 0, 102],
    [12, 0, 102],
    [25, 0.02, 72],
    [11, 0.02, 72],
    [3, 0.2, 45],
  ];
  assert.equal(credits.balance, 30);
  for (const [hours, utilization, balance] of periods) {
    pass(credits, hours, utilization);
    close(credits.balance, balance, `${hours} h`);
  }
});

test('what a stop costs', () => {
  const cases: [name: string, mode: CreditMode, days: number, balance: number][] = [
    ['t3.nano', 'unlimited', 7, 72],
    ['t3.nano', 'unlimited', 7.1, 0],
    ['t4g.nano', 'standard', 1, 72],
    ['t2.nano', 'standard', 0.01, 30],
    ['t2.nano', 'unlimited', 0.01, 0],
  ];
  for (const [name, mode, days, balance] of cases) {
    const credits = account(name, mode);
    credits.advance(12 * HOUR, 0);
    credits.stop(12 * HOUR);
    credits.start((12 + 24 * days) * HOUR);
    close(credits.balance, balance, `${name} ${mode} ${days}`);
  }
});

test('surplus is charged on a stop, a termination and a change to standard', () => {
  for (const end of [
    (c: CreditAccount) => c.stop(0),
    (c: CreditAccount) => c.terminate(),
    (c: CreditAccount) => c.switchTo('standard'),
  ]) {
    const credits = account('t3.micro', 'unlimited');
    credits.advance(HOUR, 2);
    assert.deepEqual([credits.surplus, credits.charged], [108, 0]);
    end(credits);
    assert.deepEqual([credits.surplus, credits.charged], [0, 108]);
  }
});

test('a change of mode takes launch credits, and gives none', () => {
  const credits = account('t2.micro', 'standard');
  credits.advance(HOUR, 0);
  credits.switchTo('unlimited');
  close(credits.balance, 6);
  credits.switchTo('standard');
  close(credits.balance, 6);
});

test('launch credits are for 100 starts in 24 hours', () => {
  const quota = new LaunchCreditQuota();
  for (let i = 0; i < 100; i++) assert.ok(quota.take(i));
  assert.ok(!quota.take(100));
  assert.ok(!quota.take(24 * HOUR - 1));
  assert.ok(quota.take(24 * HOUR));
  assert.equal(account('t2.small', 'standard', false).balance, 0);
});

test('where a t3 costs as much as an m5', () => {
  // AWS reckons with $0.0835 for a t3.large.
  close(breakEven({ price: 0.0835, vcpus: 2, baseline: 0.3 }, { price: 0.096 }), 0.425);
  for (const size of ['xlarge', '2xlarge']) {
    const { price = 0, vcpus } = INSTANCE_TYPES.get(`t3.${size}`)!;
    close(
      breakEven({ price, vcpus, baseline: 0.4 }, { price: INSTANCE_TYPES.get(`m5.${size}`)!.price! }),
      0.525,
      size,
      0.005,
    );
  }
  close(surplusCharge(25), 0.0208, 'the bill of 25 credits', 0.0001);
});

test('at the break-even both bills are the same', () => {
  const credits = account('t3.large', 'unlimited');
  const days = 60;
  pass(credits, 24 * days, 0.425);
  credits.terminate();
  close((0.0835 * 24 * days + surplusCharge(credits.charged)) / (0.096 * 24 * days), 1, 'ratio', 1e-9);
});

test('credits are conserved', () => {
  const random = new RandomStream(1, 'credits');
  for (let round = 0; round < 200; round++) {
    const mode = random.choice(['standard', 'unlimited'] as const);
    const credits = account(random.choice(['t2.small', 't3.nano', 't3a.large']), mode);
    let earned = credits.balance;
    for (let i = 0; i < 60; i++) {
      const seconds = random.exponential(3000);
      const busy = credits.exhausted ? credits.vcpus * credits.baseline : random.uniform(0, credits.vcpus);
      const held = Math.min(seconds, credits.lasts(busy));
      credits.advance(held, busy);
      earned += (held / 60) * credits.baseline * credits.vcpus;
      if (random.bernoulli(0.2)) credits.endHour();
      assert.ok(credits.balance >= 0 && credits.surplus >= 0 && credits.surplus <= credits.limit + 1e-9);
      assert.ok(credits.balance < 1e-6 || credits.surplus < 1e-6, 'it borrows only when it has none');
    }
    credits.endHour();
    // What was earned was spent, is held or was discarded at the limit; what was spent beyond is surplus.
    assert.ok(credits.usage + credits.balance - credits.surplus - credits.charged <= earned + 1e-6);
  }
});

test('a host without credits runs at its baseline', async () => {
  const simulation = new Simulation();
  const host = new Host(simulation, { vcpus: 2 });
  const throttle = new Throttle(simulation, host, account('t3.nano', 'standard'));
  const ends: number[] = [];
  // Half an hour idle earns 3 credits.
  simulation.schedule(1800, () => {
    for (let i = 0; i < 2; i++) host.submit(300, () => ends.push(simulation.now));
  });
  const caps: number[] = [];
  for (const at of [1801, 1900, 9000]) simulation.schedule(at, () => caps.push(host.cap));
  await simulation.run();
  // Both at 100 %: 1.9 credits a minute beyond what is earned, so 94.7 s; the rest at 5 %.
  const burst = 3 / (1.9 / 60);
  close(ends[1]!, 1800 + burst + (300 - burst) / 0.05, 'end', 1);
  assert.deepEqual(caps.slice(0, 2), [1, 0.05]);
  throttle.update();
  assert.ok(throttle.account.balance >= 0);
});

test('an unlimited host is never held back', async () => {
  const simulation = new Simulation();
  const host = new Host(simulation, { vcpus: 2 });
  const throttle = new Throttle(simulation, host, account('t3.nano', 'unlimited'));
  let end = 0;
  host.submit(7200, () => (end = simulation.now));
  await simulation.run();
  close(end, 7200, 'end', 1e-5);
  throttle.update();
  close(throttle.account.surplus, 108, 'surplus', 1e-6);
});

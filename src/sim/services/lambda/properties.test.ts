import { expect, test } from 'vitest';
import { RandomStream } from '../../kernel/index.ts';
import type { Outcome } from './environments/code.ts';
import type { Environment, Phase } from './environments/environment.ts';
import type { Report } from './environments/life.ts';
import { lasting, world } from './testing.ts';

const OUTCOMES: Outcome[] = [
  { status: 'succeeded', value: null },
  { status: 'failed', error: { errorType: 'E', errorMessage: '' } },
  { status: 'exited', exit: {} },
];

test('whatever is called, limits hold, environments work one call at a time, and all is given back', async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const dice = new RandomStream(seed, 'scene');
    const limit = dice.integer(101, 140);
    const reserved = dice.bernoulli(0.5) ? dice.integer(0, limit - 100) : undefined;
    const scalingBurst = dice.integer(1, 60);
    const scalingRate = dice.integer(1, 20);
    const timeout = dice.integer(1, 5);
    const busy = new Set<number>();
    const initialised = new Set<number>();
    const made: number[] = [];
    let time = () => 0;
    const onPhase = ({ id, type }: Environment, phase: Phase) => {
      const key = type === 'on-demand' ? id : -id;
      if (phase === 'create') made.push(time());
      if (phase === 'init') initialised.add(key);
      if (phase === 'invoke') {
        expect(busy.has(key), 'one call at a time').toBe(false);
        expect(initialised.has(key), 'INIT before the first call').toBe(true);
        busy.add(key);
      } else if (phase === 'frozen' || phase === 'reset') busy.delete(key);
    };
    const code = lasting(() => dice.exponential(timeout / 2), {
      init: () => dice.exponential(dice.bernoulli(0.1) ? 12 : 0.5),
      outcome: () => dice.weighted(OUTCOMES, [8, 1, 1]),
      initOutcome: () => (dice.bernoulli(0.05) ? OUTCOMES[1]! : OUTCOMES[0]!),
    });
    const { simulation, invoker, admission, pool, call } = world(code, {
      seed,
      reserved,
      onPhase,
      settings: { timeout },
      limits: { concurrentExecutions: () => limit, scalingBurst, scalingRate },
      model: {
        keepAlive: () => dice.exponential(20),
        lifetime: 120,
        routing: dice.choice(['newest', 'oldest', 'last-used', 'random']),
      },
    });
    time = () => simulation.nowMicros;
    const { account } = admission;
    const fn = invoker.concurrency;
    const reports: Report[] = [];
    let calls = 0;
    let throttles = 0;
    for (let i = 0; i < 1500; i++) {
      simulation.schedule(dice.uniform(0, 300), () => {
        calls++;
        call(({ refused, report }) => {
          if (refused) throttles++;
          else reports.push(report!);
        });
        expect(fn.running + fn.runningProvisioned <= limit).toBe(true);
        if (fn.reserved !== undefined) expect(fn.running + fn.runningProvisioned <= fn.reserved).toBe(true);
        expect(account.claimed <= limit).toBe(true);
      });
    }
    if (reserved === undefined || reserved >= 3) {
      const room = account.unreserved >= 103 || reserved !== undefined;
      if (room)
        simulation.schedule(5, () => {
          if (fn.running > (reserved ?? Infinity) - 3) return;
          account.provision('f', '1', 3);
          pool.provisioned.allocate(3);
        });
    }
    await simulation.run();
    // Each call ended once, in success, error or throttle.
    expect(calls).toBe(1500);
    expect(reports.length + throttles).toBe(calls);
    expect(fn.running + fn.runningProvisioned).toBe(0);
    expect(busy.size).toBe(0);
    expect(pool.onDemand.size).toBe(0);
    // New environments in any window.
    for (let i = 0; i < made.length; i++) {
      for (let j = i; j < made.length; j++) {
        expect(j - i + 1 <= scalingBurst + (scalingRate * (made[j]! - made[i]!)) / 1e6 + 1e-6).toBe(true);
      }
    }
    for (const { init, duration, billed, outcome } of reports) {
      expect(billed).toBe(Math.ceil((init + duration) / 1000));
      expect(duration <= timeout * 1e6 && init <= 10e6).toBe(true);
      if (outcome.status === 'timed-out') expect(duration).toBe(timeout * 1e6);
    }
  }
});

test('the same seed gives the same run', async () => {
  const run = async () => {
    const trail: string[] = [];
    const { simulation, call } = world(
      (s) => {
        const stream = s.random('durations');
        return lasting(() => stream.exponential(1), { init: () => stream.exponential(0.3) });
      },
      { seed: 9, reserved: 4, onPhase: ({ id }, phase, at) => void trail.push(`${at} ${id} ${phase}`) },
    );
    const arrivals = simulation.random('arrivals');
    for (let i = 0, at = 0; i < 300; i++)
      simulation.schedule((at += arrivals.exponential(0.3)), () => call(() => {}));
    await simulation.run();
    return trail.join('\n');
  };
  expect(await run()).toBe(await run());
});

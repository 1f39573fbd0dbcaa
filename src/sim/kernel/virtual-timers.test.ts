import { setTimeout as sleepFor, setInterval as every, scheduler } from 'node:timers/promises';
import * as timers from 'node:timers';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { Simulation, useVirtualTime } from './index.ts';

/** What the body saw, in a process of a simulation whose time is the code's. */
async function inVirtualTime(
  body: (sim: Simulation, see: (what: unknown) => void) => unknown,
): Promise<unknown[]> {
  const sim = new Simulation();
  const seen: unknown[] = [];
  using _ = useVirtualTime(sim);
  sim.process(async function code() {
    await body(sim, (what) => seen.push(what));
  });
  await sim.run(3600);
  return seen;
}

test('timers and dates are those of the simulation until they are given back', async () => {
  const real = { setTimeout, setInterval, setImmediate, Date, performance, timeout: AbortSignal.timeout };
  const seen = await inVirtualTime(async (sim, see) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    see(sim.now);
    see(new Date().toISOString());
    see(Date.now() - Date.UTC(2026, 0, 1));
    see(performance.now());
    see(new Date(0) instanceof Date);
    see(typeof Date());
    see(new Date().constructor === Date);
  });
  expect(seen).toEqual([1.5, '2026-01-01T00:00:01.500Z', 1500, 1500, true, 'string', true]);
  expect({ setTimeout, setInterval, setImmediate, Date, performance, timeout: AbortSignal.timeout }).toEqual(
    real,
  );
});

test('an interval ticks once a period, and stops where it is cleared', async () => {
  const seen = await inVirtualTime(async (sim, see) => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1000);
    await sim.sleep(600);
    clearInterval(timer);
    see(ticks);
    await sim.sleep(600);
    see(ticks);
  });
  expect(seen).toEqual([600, 600]);
});

test('timers are cleared by their handle or its number, refreshed, and count as waits', async () => {
  const seen = await inVirtualTime(async (sim, see) => {
    clearTimeout(setTimeout(() => see('never'), 100));
    clearTimeout(Number(setTimeout(() => see('never'), 100)));
    clearTimeout(undefined);
    clearTimeout(12345);
    const late = setTimeout(() => see(`late ${sim.now}`), 1000);
    await sim.sleep(0.9);
    late.refresh();
    see(late.hasRef());
    see(late.unref().hasRef());
    await sim.sleep(2);
    {
      using _ = setTimeout(() => see('never'), 100);
    }
    setImmediate((word: string) => see(word), 'immediate');
    await new Promise(setImmediate);
  });
  expect(seen).toEqual([true, false, 'late 1.9', 'immediate']);
});

test.each([
  [undefined, 0.001],
  [0, 0.001],
  [-5, 0.001],
  [NaN, 0.001],
  ['250', 0.25],
  [2.7, 0.002],
  [2 ** 31, 0.001],
])('a delay of %j takes %d s, as in Node.js', async (delay, seconds) => {
  const seen = await inVirtualTime(async (sim, see) => {
    await new Promise<void>((resolve) => setTimeout(resolve, delay as number));
    see(sim.now);
  });
  expect(seen).toEqual([seconds]);
});

test('Node’s modules of timers, promisify and AbortSignal.timeout live in virtual time', async () => {
  const seen = await inVirtualTime(async (sim, see) => {
    see(await sleepFor(1000, 'value'));
    await promisify(setTimeout)(1000);
    await new Promise((resolve) => timers.setTimeout(resolve, 1000));
    await scheduler.wait(1000);
    see(sim.now);
    for await (const tick of every(1000, 'tick')) {
      see(tick);
      if (sim.now > 5.5) break;
    }
    const signal = AbortSignal.timeout(500);
    const aborted = new Promise((resolve) => signal.addEventListener('abort', resolve));
    await aborted;
    see(`${sim.now} ${(signal.reason as Error).name}`);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 250);
    await sleepFor(9000, undefined, { signal: controller.signal }).catch((error: Error) => see(error.name));
    see(sim.now);
  });
  expect(seen).toEqual(['value', 4, 'tick', 'tick', '6.5 TimeoutError', 'AbortError', 6.75]);
  expect(await sleepFor(1, 'real')).toBe('real');
});

test('an error thrown by a timer stops the run', async () => {
  const sim = new Simulation();
  using _ = useVirtualTime(sim);
  setInterval(() => {
    throw new Error('tick');
  }, 10);
  await expect(sim.run()).rejects.toThrow('tick');
});

test('a timeout set while the simulation stands still moves the clock; an interval waits for a run', async () => {
  const sim = new Simulation();
  using _ = useVirtualTime(sim);
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1000);
  await new Promise((resolve) => setTimeout(resolve, 10_500));
  expect([sim.now, ticks]).toEqual([10.5, 10]);
  setTimeout(() => ticks++, 1).unref();
  await sim.run(0);
  expect(sim.now).toBe(10.5);
  clearInterval(timer);
});

test('a process that is cancelled has no timers left', async () => {
  const sim = new Simulation();
  using _ = useVirtualTime(sim);
  const seen: string[] = [];
  const process = sim.process(async () => {
    setTimeout(() => seen.push('never'), 1000);
    await sim.sleep(60);
  });
  sim.schedule(0.5, () => process.cancel());
  await sim.run(10);
  expect(seen).toEqual([]);
});

test('what others put in place meanwhile stays', () => {
  const real = globalThis.setTimeout;
  const back = useVirtualTime(new Simulation());
  const theirs = (() => 0) as unknown as typeof setTimeout;
  globalThis.setTimeout = theirs;
  back();
  expect(globalThis.setTimeout).toBe(theirs);
  globalThis.setTimeout = real;
});

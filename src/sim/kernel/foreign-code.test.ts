import { readFile } from 'node:fs/promises';
import { setTimeout as realSleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ForeignAwaitError, RealTimerError, Simulation } from './index.ts';

/* Code that knows nothing of virtual time: real timers, real promises, fake timers of a test runner. */

afterEach(() => {
  vi.useRealTimers();
});

describe('a real timer set during a run is an error that names who set it', () => {
  const setters: [string, () => unknown][] = [
    ['setTimeout', () => setTimeout(() => {}, 1000)],
    ['setInterval', () => setInterval(() => {}, 1000)],
  ];
  test.each(setters)('%s', async (name, set) => {
    const sim = new Simulation();
    sim.process(async function poller() {
      await sim.sleep(2);
      set();
      await sim.sleep(600);
    });
    const run = sim.run(600);
    await expect(run).rejects.toThrow(RealTimerError);
    await expect(run).rejects.toThrow(`'poller' called ${name} at 2 s of virtual time`);
  });

  test('after a promise, from a callback, and with fake timers in place as well', async () => {
    vi.useFakeTimers();
    const sim = new Simulation();
    sim.process(async () => {
      await sim.sleep(1);
      await Promise.resolve();
      setTimeout(() => {}, 5);
    }, 'late');
    await expect(sim.run()).rejects.toThrow("'late' called setTimeout at 1 s");
    sim.schedule(1, () => setTimeout(() => {}, 5));
    await expect(sim.run()).rejects.toThrow('Code outside any process called setTimeout at 2 s');
  });

  test('before and after a run the platform’s own are in place', async () => {
    const before = { setTimeout, setInterval };
    const sim = new Simulation();
    sim.process(() => {
      throw new Error('broken');
    });
    await expect(sim.run()).rejects.toThrow('broken');
    await sim.run(5);
    expect({ setTimeout, setInterval }).toEqual(before);
  });
});

describe('a wait for a real promise', () => {
  const waits: [string, () => Promise<unknown>][] = [
    ['a large digest', () => crypto.subtle.digest('SHA-256', new Uint8Array(100_000))],
    ['a small digest', () => crypto.subtle.digest('SHA-256', new Uint8Array(1))],
    ['a file', () => readFile(import.meta.filename)],
    ['a turn of the event loop', () => new Promise((resolve) => setImmediate(resolve))],
  ];

  test.each(waits)('is found each time: %s', async (_, wait) => {
    let found = 0;
    for (let i = 0; i < 250; i++) {
      const sim = new Simulation();
      sim.process(async () => {
        await wait();
        await sim.sleep(1);
      });
      await sim.run(5).catch((error: unknown) => (found += Number(error instanceof ForeignAwaitError)));
    }
    expect(found).toBe(250);
  });

  test.each(waits)('held by outside, takes no virtual time: %s', async (_, wait) => {
    const sim = new Simulation();
    const seen: number[] = [];
    sim.process(async () => {
      await sim.sleep(1);
      await sim.outside(wait());
      seen.push(sim.now);
      await sim.sleep(1);
      seen.push(sim.now);
    });
    sim.schedule(1.5, () => seen.push(sim.now));
    await sim.run(5);
    expect(seen).toEqual([1, 1.5, 2]);
  });

  test('held at one instant, the first that was held settles first', async () => {
    const sim = new Simulation();
    const seen: string[] = [];
    const held = async (name: string, ms: number) => {
      await sim.outside(realSleep(ms));
      seen.push(`${name} ${sim.now}`);
    };
    for (const [name, ms] of [['slow', 20], ['quick', 1]] as const) sim.process(() => held(name, ms)); // prettier-ignore
    await sim.run(1);
    expect(seen).toEqual(['slow 0', 'quick 0']);
  });

  test('held for a generator, and outside any process: its value and its error', async () => {
    const sim = new Simulation();
    const process = sim.process(function* () {
      return yield* sim.outside(Promise.resolve(7));
    });
    await sim.run();
    expect(process.take()).toBe(7);
    expect(await sim.outside(Promise.resolve(8))).toBe(8);
    await expect(sim.outside(Promise.reject(new Error('lost')))).rejects.toThrow('lost');
    expect(sim.now).toBe(0);
  });
});

test.each(['nextTick', 'queueMicrotask'])('turns of %s count as promises do', async (kind) => {
  const turn = () =>
    new Promise<void>((resolve) =>
      kind === 'nextTick' ? process.nextTick(resolve) : queueMicrotask(resolve),
    );
  const sim = new Simulation();
  sim.process(async () => {
    for (let i = 0; i < 10; i++) await turn();
    await sim.sleep(1);
  });
  await sim.run();
  expect(sim.now).toBe(1);
});

describe('fake timers of the test runner', () => {
  test.each(['before the library is loaded', 'after'])('do not hang it: put in place %s', async (when) => {
    if (when === 'after') await import('./index.ts');
    vi.useFakeTimers({
      toFake: ['setTimeout', 'setInterval', 'setImmediate', 'Date', 'performance'],
    });
    if (when !== 'after') vi.resetModules();
    const { Simulation } = await import('./index.ts');
    const sim = new Simulation();
    const seen: number[] = [];
    sim.process(async () => {
      for (let i = 0; i < 3; i++) {
        await sim.sleep(60);
        seen.push(sim.now);
      }
    });
    await sim.run();
    await sim.sleep(5);
    expect([...seen, sim.now]).toEqual([60, 120, 180, 185]);
  });
});

describe('by the wall clock', () => {
  test('pace lets so many virtual seconds pass a real second', async () => {
    const sim = new Simulation();
    sim.pace(10);
    const begun = performance.now();
    const [first] = await Promise.all([sim.sleep(0.5).then(() => performance.now() - begun), sim.sleep(1)]);
    const taken = performance.now() - begun;
    expect(first).toBeGreaterThanOrEqual(49);
    expect(taken).toBeGreaterThanOrEqual(99);
    expect(sim.now).toBe(1);
    sim.pace();
    await sim.sleep(3600);
    expect(sim.now).toBe(3601);
  });

  test('what happens meanwhile is soon heard of', async () => {
    const sim = new Simulation();
    sim.pace(1);
    const bell = sim.signal();
    setTimeout(() => bell.fire(), 30);
    sim.schedule(60, () => {});
    await bell.wait();
    const { now: heard } = sim;
    expect(heard).toBeGreaterThan(0);
    expect(heard).toBeLessThan(30);
  });

  test.each([0, -1, NaN, Infinity, 'fast'])('a pace of %j is refused', (rate) => {
    expect(() => new Simulation().pace(rate as number)).toThrow(`pace takes a positive number, not ${rate}.`);
  });

  test('a run beside a clock that code outside moves waits for its time, or tells what moves it', async () => {
    const sim = new Simulation();
    const seen: unknown[] = [];
    sim.schedule(1, () => {
      void sim.run(3).then(() => seen.push(sim.now));
      void sim.run().catch((error: Error) => seen.push(error.message));
    });
    await sim.sleep(10);
    expect(seen).toEqual([
      'The clock moves already: code outside any process awaits sleep(10). Await that first, or give run a duration.',
      4,
    ]);
  });
});

test('promisify, and Node’s own modules, are real outside virtual time', async () => {
  expect(await promisify(setTimeout)(1, 'x')).toBe('x');
  expect(await realSleep(1, 'y')).toBe('y');
});

import { expect, test } from 'vitest';
import { Scheduler } from './scheduler.ts';
import { Simulation } from './simulation.ts';

test('what is scheduled without a delay comes after what is due already', async () => {
  const sim = new Simulation();
  const seen: string[] = [];
  const bell = sim.signal();
  sim.process(function* () {
    yield* bell.wait();
    seen.push('the one who waited');
  });
  sim.schedule(1, () => {
    bell.fire();
    sim.schedule(0, () => seen.push('the newcomer'));
  });
  await sim.run();
  expect(seen).toEqual(['the one who waited', 'the newcomer']);
});

test('the clock goes to the end of a run, and without an end stays at the last event', () => {
  const scheduler = new Scheduler(100);
  scheduler.at(5, () => {});
  expect([scheduler.advance(20), scheduler.micros]).toEqual([true, 20]);
  scheduler.at(5, () => {});
  expect([scheduler.advance(Infinity), scheduler.micros]).toEqual([true, 25]);
});

const timersOf = (scheduler: Scheduler, count: number, fired: number[] = []) =>
  Array.from({ length: count }, (_, i) => scheduler.timer(1 + i, () => fired.push(i)));

test('cancelled timers go when they make up half of what waits, not at each cancellation', () => {
  const scheduler = new Scheduler(100);
  const timers = timersOf(scheduler, 1000);
  for (const timer of timers.slice(0, 499)) timer.cancel();
  expect(scheduler.queued).toBe(1000);
  timers[499]!.cancel();
  expect(scheduler.queued).toBe(500);
  for (const timer of timers.slice(500, 900)) timer.cancel();
  expect(scheduler.queued).toBeLessThan(2 * 100 + 64);
});

test('a few cancelled timers wait for their turn', () => {
  const scheduler = new Scheduler(100);
  const timers = timersOf(scheduler, 64);
  for (const timer of timers.slice(0, 63)) timer.cancel();
  expect(scheduler.queued).toBe(64);
  timers[63]!.cancel();
  expect(scheduler.queued).toBe(0);
});

test('a timer that came to the front, fired or was cancelled before counts as cancelled no more', () => {
  const scheduler = new Scheduler(1000);
  const fired: number[] = [];
  const timers = timersOf(scheduler, 300, fired);
  // Less than half of them: they go as they come first.
  for (const timer of timers.slice(0, 100)) timer.cancel();
  scheduler.advance(200);
  expect(fired).toHaveLength(100);
  for (const timer of timers.slice(0, 200)) timer.cancel();
  timers[250]!.cancel();
  expect(scheduler.queued).toBe(100);
  scheduler.advance(300);
  expect(fired).toHaveLength(199);
});

test('a timer without a delay can be cancelled too', async () => {
  const sim = new Simulation();
  let fired = false;
  const timer = sim.timer(0, () => (fired = true));
  expect(timer.pending).toBe(true);
  timer.cancel();
  await sim.run();
  expect([fired, timer.pending]).toEqual([false, false]);
});

test('a flood is whoever takes 500 steps above the limit', () => {
  const flood = (above: number) => {
    const scheduler = new Scheduler(1000);
    for (let i = 0; i < 1000 + above; i++) scheduler.soon(() => {});
    scheduler.advance(0);
  };
  expect(() => flood(500)).not.toThrow();
  expect(() => flood(501)).toThrow(
    "'a scheduled callback' went on for 1501 steps at 0 s without letting time pass. " +
      'Give its loop a delay (yield seconds(1)) or a wait (a long poll, a signal).',
  );
});

test('busy instants one after the other are no flood, and after a flood a run can go on', () => {
  const scheduler = new Scheduler(1000);
  for (let instant = 1; instant <= 3; instant++)
    for (let i = 0; i < 1400; i++) scheduler.at(instant, () => {});
  scheduler.advance(3);
  for (let i = 0; i < 1600; i++) scheduler.at(1, () => {});
  expect(() => scheduler.advance(4)).toThrow('1501 steps');
  expect(scheduler.advance(4)).toBe(true);
});

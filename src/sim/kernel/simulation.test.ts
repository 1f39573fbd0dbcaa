import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { ForeignAwaitError, Interrupt, NothingScheduledError, SameInstantError } from './errors.ts';
import { Simulation } from './simulation.ts';
import { minutes, ms, seconds } from './time.ts';

test('events fire by time, and at one instant in the order they were scheduled', async () => {
  const sim = new Simulation();
  const seen: string[] = [];
  const note = (what: string) => () => void seen.push(`${what}@${sim.now}`);
  sim.schedule(2, note('b'));
  sim.schedule(1, note('a'));
  sim.schedule(2, note('c'));
  sim.schedule(0, note('first'));
  sim.schedule(2, () => {
    note('d')();
    sim.schedule(0, note('f'));
  });
  sim.schedule(2, note('e'));
  await sim.run();
  expect(seen).toEqual(['first@0', 'a@1', 'b@2', 'c@2', 'd@2', 'e@2', 'f@2']);
});

test('a run goes that much further and includes its last instant', async () => {
  const sim = new Simulation();
  const seen: number[] = [];
  sim.process(function* ticker() {
    while (true) {
      seen.push(sim.now);
      yield seconds(10);
    }
  });
  await sim.run(20);
  expect(seen).toEqual([0, 10, 20]);
  expect(sim.now).toBe(20);
  await sim.run(5);
  expect(sim.now).toBe(25);
  expect(seen).toHaveLength(3);
});

test('time is exact: ten tenths make a second', async () => {
  const sim = new Simulation();
  let at = 0;
  sim.process(function* () {
    for (let i = 0; i < 10; i++) yield ms(100);
    at = sim.nowMicros;
  });
  await sim.run();
  expect(at).toBe(1_000_000);
});

test('the date begins where it is told', async () => {
  const sim = new Simulation({ start: '2026-03-01T12:00:00Z' });
  await sim.run(minutes(1));
  expect(new Date(sim.epochMillis).toISOString()).toBe('2026-03-01T12:01:00.000Z');
  expect(() => new Simulation({ start: 'soon' })).toThrow(RangeError);
});

test('a negative or senseless delay is refused where it stands', async () => {
  const sim = new Simulation();
  expect(() => sim.schedule(-1, () => {})).toThrow(/from 0 up/);
  expect(() => sim.sleep(NaN)).toThrow(RangeError);
  sim.process(function* () {
    try {
      yield -5;
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError);
      yield 1;
    }
  });
  await sim.run();
  expect(sim.now).toBe(1);
});

test('a cancelled timer does not fire, and many of them do not pile up', async () => {
  const sim = new Simulation();
  let fired = 0;
  const timers = Array.from({ length: 10_000 }, (_, i) => sim.timer(1 + i, () => fired++));
  for (const [i, timer] of timers.entries()) if (i % 100 !== 0) timer.cancel();
  timers[0]!.cancel();
  timers[0]!.cancel();
  await sim.run();
  expect(fired).toBe(99);
});

test('a process is awaited like any reply, and hands on its value', async () => {
  const sim = new Simulation();
  const child = sim.process(function* child() {
    yield 3;
    return 'done';
  });
  const parent = sim.process(function* () {
    const result = yield* child;
    return `${result} at ${sim.now}`;
  });
  await sim.run();
  expect(parent.take()).toBe('done at 3');
});

test('a plain body that returns a call waits for it', async () => {
  const sim = new Simulation();
  const waiter = sim.process(() => sim.all([sim.sleep(4)]));
  const order: string[] = [];
  sim.schedule(4, () => order.push('event'));
  void sim.process(() => sim.sleep(4)).then(() => order.push('promise'));
  await sim.run();
  expect(waiter.take()).toEqual([undefined]);
  expect(order).toEqual(['event', 'promise']);
});

test('async and generator code see the same times', async () => {
  const sim = new Simulation();
  const seen: string[] = [];
  sim.process(async function slow() {
    for (let i = 0; i < 3; i++) {
      await sim.sleep(2);
      // A chain of promises of its own is no wait.
      await Promise.resolve().then(() => null);
      seen.push(`async ${sim.now}`);
    }
  });
  sim.process(function* () {
    for (let i = 0; i < 6; i++) {
      yield 1;
      seen.push(`generator ${sim.now}`);
    }
  });
  await sim.run();
  expect(seen).toEqual([
    'generator 1',
    'generator 2',
    'async 2',
    'generator 3',
    'generator 4',
    'async 4',
    'generator 5',
    'generator 6',
    'async 6',
  ]);
});

test('promise chains finish before the clock moves on', async () => {
  const sim = new Simulation();
  const seen: number[] = [];
  sim.process(async () => {
    await sim.sleep(1);
    for (let i = 0; i < 100; i++) await null;
    seen.push(sim.now);
  });
  sim.schedule(1.000001, () => seen.push(sim.now));
  await sim.run();
  expect(seen).toEqual([1, 1.000001]);
});

test('async code that waits outside the simulation is told so', async () => {
  const sim = new Simulation();
  sim.process(async function impatient() {
    await sim.sleep(4);
    await readFile(import.meta.filename);
  });
  const run = sim.run(10);
  await expect(run).rejects.toThrow(ForeignAwaitError);
  await expect(run).rejects.toThrow(/'impatient' waits at 4 s/);
});

test('Promise.all over replies is no wait outside', async () => {
  const sim = new Simulation();
  const process = sim.process(async () => {
    await Promise.all([sim.sleep(1), sim.sleep(5), sim.sleep(3)]);
    return sim.now;
  });
  await sim.run();
  expect(process.take()).toBe(5);
});

test('an error that nobody handles stops the run; one that somebody awaits does not', async () => {
  const sim = new Simulation();
  const failing = () =>
    function* () {
      yield 1;
      throw new Error('broken');
    };
  const watched = sim.process(failing());
  const watcher = sim.process(function* () {
    try {
      yield* watched;
    } catch (error) {
      return (error as Error).message;
    }
  });
  await sim.run();
  expect(watcher.take()).toBe('broken');
  sim.process(failing());
  await expect(sim.run()).rejects.toThrow('broken');
  sim.process(async () => {
    await sim.sleep(1);
    throw new Error('broken too');
  });
  await expect(sim.run()).rejects.toThrow('broken too');
  sim.process(() => {
    throw new Error('at once');
  });
  await expect(sim.run()).rejects.toThrow('at once');
});

test('outside a process, awaiting advances the clock to the answer', async () => {
  const sim = new Simulation();
  await sim.sleep(5);
  expect(sim.now).toBe(5);
  sim.process(async function helper() {
    await sim.sleep(1);
  });
  await Promise.all([sim.sleep(2), sim.sleep(1)]);
  expect(sim.now).toBe(7);
  const never = sim.reply('the postman');
  await expect(never).rejects.toThrow(NothingScheduledError);
  await sim.run(3);
  expect(sim.now).toBe(10);
});

test('awaiting moves the clock to the answer and no further', async () => {
  const sim = new Simulation();
  let ticks = 0;
  const ticker = sim.process(function* () {
    while (true) {
      yield 1;
      ticks++;
    }
  });
  await sim.sleep(5.5);
  expect([sim.now, ticks, sim.running]).toEqual([5.5, 5, false]);
  await Promise.all([sim.sleep(2), sim.sleep(1)]);
  expect([sim.now, ticks]).toEqual([7.5, 7]);
  ticker.cancel();
  await expect(sim.reply('a letter').then()).rejects.toThrow('could settle a letter');
  // What could not be answered holds the clock no more.
  sim.process(function* () {
    while (true) yield 1;
  });
  const before = sim.now;
  await sim.sleep(0.5);
  expect(sim.now).toBe(before + 0.5);
});

test('what is awaited during a run and not answered by its end moves the clock on', async () => {
  const sim = new Simulation();
  // Its promises hold the run up, once and again.
  sim.process(async () => {
    for (let i = 0; i < 3; i++) await sim.sleep(2);
  });
  const later = sim
    .sleep(1)
    .then(() => sim.sleep(20))
    .then(() => sim.now);
  const run = sim.run(10).then(() => sim.now);
  expect(sim.running).toBe(true);
  expect(await Promise.all([run, later])).toEqual([10, 21]);
});

test('a failure reaches the code outside that awaits', async () => {
  const sim = new Simulation();
  sim.process(function* () {
    yield 1;
    throw new Error('inside');
  });
  await expect(sim.sleep(5)).rejects.toThrow('inside');
});

test('a run can not be started twice', async () => {
  const sim = new Simulation();
  sim.process(async () => void (await sim.sleep(1)));
  const first = sim.run();
  await expect(sim.run()).rejects.toThrow(/already running/);
  await first;
});

test('a flood at one instant is stopped with its name', async () => {
  const make = () => new Simulation({ sameInstantLimit: 1000 });
  const zero = make();
  zero.process(function* bystander() {
    while (true) yield 1;
  });
  zero.process(function* spinner() {
    while (true) yield 0;
  });
  await expect(zero.run()).rejects.toThrow(/'spinner'/);

  // A loop over answers that are there at once never returns to the loop of events.
  const settled = make();
  settled.process(function* poller() {
    while (true) yield* settled.all([]);
  });
  await expect(settled.run()).rejects.toThrow(SameInstantError);

  const async = make();
  async.process(async function asyncPoller() {
    while (true) await async.all([]);
  });
  await expect(async.run()).rejects.toThrow(/'asyncPoller'/);

  const callbacks = make();
  const again = () => callbacks.schedule(0, again);
  again();
  await expect(callbacks.run()).rejects.toThrow(/a scheduled callback/);
});

test('many events at one instant are no flood below the limit', async () => {
  const sim = new Simulation({ sameInstantLimit: 1000 });
  for (let round = 1; round <= 5; round++) for (let i = 0; i < 900; i++) sim.schedule(round, () => {});
  await sim.run();
  expect(sim.now).toBe(5);
});

test('what is no wait is refused by name', async () => {
  const sim = new Simulation();
  sim.process(function* confused() {
    yield 'five' as unknown as number;
  });
  await expect(sim.run()).rejects.toThrow(/'confused' yielded five/);
});

test('an interrupt is thrown where the process waits, and its old wait never wakes it', async () => {
  const sim = new Simulation();
  const seen: string[] = [];
  const sleeper = sim.process(function* sleeper() {
    try {
      yield 10;
    } catch (error) {
      seen.push(`${(error as Interrupt).name} ${String((error as Interrupt).cause)} at ${sim.now}`);
    }
    yield 20;
    seen.push(`woke at ${sim.now}`);
  });
  sim.schedule(4, () => sleeper.interrupt('enough'));
  await sim.run();
  expect(seen).toEqual(['Interrupt enough at 4', 'woke at 24']);
  sleeper.interrupt();
});

test('an interrupt reaches async code too', async () => {
  const sim = new Simulation();
  const sleeper = sim.process(async () => {
    try {
      await sim.sleep(10);
    } catch (error) {
      expect(error).toBeInstanceOf(Interrupt);
    }
    await sim.sleep(1);
    return sim.now;
  });
  sim.schedule(4, () => sleeper.interrupt());
  await sim.run();
  expect(sleeper.take()).toBe(5);
  // The abandoned sleep took its timer with it.
  expect(sim.now).toBe(5);
});

test('an interrupt at the instant of the answer wins, and the answer goes to the next', async () => {
  const sim = new Simulation();
  const store = sim.store<string>();
  const take = async () => {
    try {
      return await store.get();
    } catch {
      return 'called away';
    }
  };
  const first = sim.process(take);
  sim.schedule(1, () => {
    store.put('parcel');
    first.interrupt();
  });
  await sim.run(2);
  const second = sim.process(take);
  await sim.run(2);
  expect([first.take(), second.take()]).toEqual(['called away', 'parcel']);
});

test('cancelling runs the finally blocks and gives back what was held', async () => {
  const sim = new Simulation();
  const desk = sim.resource(1);
  const holder = sim.process(() => desk.use(100));
  const next = sim.process(function* () {
    yield* desk.acquire();
    return sim.now;
  });
  sim.schedule(7, () => holder.cancel());
  await sim.run(50);
  expect(next.take()).toBe(7);
  expect(holder.settled).toBe(true);
});

test('a process can be stopped before it began', async () => {
  const sim = new Simulation();
  let ran = false;
  const process = sim.process(() => void (ran = true));
  process.cancel();
  await sim.run();
  expect(ran).toBe(false);
});

test('race gives the first and lets the others go', async () => {
  const sim = new Simulation();
  const store = sim.store<string>();
  const winner = sim.process(function* () {
    const [index] = yield* sim.race<unknown>([store.get(), sim.sleep(5)]);
    return index;
  });
  await sim.run();
  expect(winner.take()).toBe(1);
  // The loser no longer stands in line: the item is still there for the next.
  store.put('late');
  expect(store.length).toBe(1);
});

test('what a race does not take is still there for the next', async () => {
  const sim = new Simulation();
  const [left, right] = [sim.store<string>(), sim.store<string>()];
  left.put('l');
  right.put('r');
  const racer = sim.process(() => sim.race([left.get(), right.get()]));
  await sim.run();
  expect(racer.take()).toEqual([0, 'l']);
  expect([left.length, right.length]).toEqual([0, 1]);

  // Called away at the instant at which the race was decided.
  const unlucky = sim.process(function* () {
    try {
      yield* sim.race<unknown>([left.get(), sim.sleep(9)]);
    } catch (error) {
      expect(error).toBeInstanceOf(Interrupt);
    }
  });
  sim.schedule(1, () => {
    left.put('again');
    unlucky.interrupt();
  });
  await sim.run(2);
  expect(left.length).toBe(1);
});

test('all that fails gives back what it held', async () => {
  const sim = new Simulation();
  const desk = sim.resource(1);
  const broken = sim.reply<void>('a door');
  sim.process(function* () {
    try {
      yield* sim.all([desk.acquire(), broken]);
    } catch (error) {
      expect((error as Error).message).toBe('shut');
    }
  });
  sim.schedule(1, () => broken.reject(new Error('shut')));
  await sim.run();
  expect(desk.inUse).toBe(0);
});

test('all gives every value in order, or the first error', async () => {
  const sim = new Simulation();
  const late = (delay: number) =>
    sim.process(function* () {
      yield delay;
      return delay;
    });
  const joint = sim.process(() => sim.all([late(3), late(1), late(2)]));
  const failing = sim.process(function* (): Generator<number, void> {
    yield 1;
    throw new Error('one of them');
  });
  const both = sim.process(function* () {
    try {
      yield* sim.all([late(9), failing]);
      return 'fine';
    } catch (error) {
      return `${(error as Error).message} at ${sim.now}`;
    }
  });
  await sim.run();
  expect(both.take()).toBe('one of them at 1');
  expect(await joint).toEqual([3, 1, 2]);
  expect(sim.all([]).take()).toEqual([]);
});

test('a signal tells all who wait, once', async () => {
  const sim = new Simulation();
  const bell = sim.signal<number>();
  const heard: string[] = [];
  for (const who of ['a', 'b']) {
    sim.process(function* () {
      heard.push(`${who}${yield* bell.wait()}`);
    });
  }
  sim.schedule(1, () => bell.fire(1));
  sim.schedule(2, () => bell.fire(2));
  await sim.run();
  expect(heard).toEqual(['a1', 'b1']);
});

test('a store hands items on in order and makes putters wait for room', async () => {
  const sim = new Simulation();
  const store = sim.store<number>(2);
  const got: string[] = [];
  sim.process(function* producer() {
    for (let i = 0; i < 5; i++) yield* store.put(i);
    got.push(`all put at ${sim.now}`);
  });
  sim.process(function* consumer() {
    for (let i = 0; i < 5; i++) {
      yield 1;
      got.push(`${yield* store.get()}@${sim.now}`);
    }
  });
  await sim.run();
  expect(got).toEqual(['0@1', '1@2', '2@3', 'all put at 3', '3@4', '4@5']);
});

test('an item that arrives as its taker is called away goes to the next', async () => {
  const sim = new Simulation();
  const store = sim.store<string>();
  const first = sim.process(function* () {
    try {
      return yield* store.get();
    } catch {
      return 'called away';
    }
  });
  const second = sim.process(function* () {
    yield 2;
    return yield* store.get();
  });
  sim.schedule(1, () => {
    store.put('parcel');
    first.interrupt();
  });
  await sim.run();
  expect([first.take(), second.take()]).toEqual(['called away', 'parcel']);
});

test('a resource serves in order and never more than its places', async () => {
  const sim = new Simulation();
  const desk = sim.resource(2);
  const order: number[] = [];
  for (let i = 0; i < 6; i++) {
    sim.process(function* () {
      yield* desk.acquire();
      expect(desk.inUse).toBeLessThanOrEqual(2);
      order.push(i);
      yield 1;
      desk.release();
    });
  }
  await sim.run();
  expect(order).toEqual([0, 1, 2, 3, 4, 5]);
  expect(sim.now).toBe(3);
  expect(() => desk.release()).toThrow(/more often than acquired/);
  desk.capacity = 0;
  expect(desk.acquire().settled).toBe(false);
  expect(() => sim.resource(1.5)).toThrow(RangeError);
});

test('one who leaves the line or is called away as the place comes leaves no place taken', async () => {
  const sim = new Simulation();
  const desk = sim.resource(1);
  const interruptible = function* () {
    try {
      yield* desk.use(1);
    } catch (error) {
      expect(error).toBeInstanceOf(Interrupt);
    }
  };
  sim.process(() => desk.use(5));
  const leaver = sim.process(interruptible);
  const unlucky = sim.process(interruptible);
  sim.schedule(2, () => leaver.interrupt());
  sim.schedule(5, () => unlucky.interrupt());
  await sim.run();
  expect([desk.inUse, desk.waiting]).toEqual([0, 0]);
});

test('the trace keeps the last entries and no more', async () => {
  const sim = new Simulation({ traceLimit: 3 });
  for (let i = 0; i < 5; i++) sim.schedule(i, () => sim.trace.add('clock', 'tick', i));
  await sim.run();
  expect(sim.trace.entries().map(({ at, data }) => [at, data])).toEqual([
    [2, 2],
    [3, 3],
    [4, 4],
  ]);
  expect(new Simulation().trace.enabled).toBe(false);
});

test('the same seed gives the same run; a further stream changes no other', async () => {
  const draw = (names: string[]) => {
    const sim = new Simulation({ seed: 7 });
    return Object.fromEntries(names.map((name) => [name, sim.random(name).next()]));
  };
  expect(draw(['a', 'b'])).toEqual(draw(['a', 'b']));
  expect(draw(['x', 'a'])['a']).toBe(draw(['a'])['a']);
  const sim = new Simulation();
  expect(sim.random('a')).toBe(sim.random('a'));
});

import { expect, test } from 'vitest';
import { ForeignAwaitError, Interrupt, SameInstantError } from './errors.ts';
import { Simulation } from './simulation.ts';

test('a process is called what it is given, else by its function', () => {
  const sim = new Simulation();
  expect(sim.process(function* named() {}).name).toBe('named');
  expect(sim.process(function* named() {}, 'given').name).toBe('given');
  expect(sim.process(function* () {}).name).toBe('a process');
});

test.each([5, 'text', null, undefined, true, { then: 'later' }, { next: () => 1 }, { throw: () => 1 }])(
  'a plain function runs when the run goes on, and gives what it returns: %j',
  async (value) => {
    const sim = new Simulation();
    const process = sim.process(() => value);
    expect(process.settled).toBe(false);
    await sim.run();
    expect(process.take()).toBe(value);
  },
);

test('what is like a promise counts as async code, and may not wait on itself', async () => {
  const sim = new Simulation();
  const thenable = {
    then: (resolve: (value: string) => void) => sim.schedule(3, () => resolve('late')),
  } as unknown as PromiseLike<string>;
  const process = sim.process(() => thenable);
  await expect(sim.run()).rejects.toThrow(ForeignAwaitError);
  expect(process.rejected).toBe(true);
});

test('a reply may be yielded as well: its value comes back, its error is thrown', async () => {
  const sim = new Simulation();
  const [late, broken] = [sim.reply<string>(), sim.reply<string>()];
  sim.schedule(2, () => late.resolve('parcel'));
  sim.schedule(3, () => broken.reject(new Error('lost')));
  const process = sim.process(function* () {
    const seen: unknown[] = [yield late];
    for (let i = 0; i < 2; i++) {
      try {
        // The second time it is there already.
        yield broken;
      } catch (error) {
        seen.push((error as Error).message);
      }
    }
    seen.push(yield late);
    return [...seen, sim.now];
  });
  await sim.run();
  expect(process.take()).toEqual(['parcel', 'lost', 'lost', 'parcel', 3]);
});

test('a loop that yields what is there already is a flood', async () => {
  const sim = new Simulation({ sameInstantLimit: 1000 });
  const there = sim.all([]);
  sim.process(function* eager() {
    while (true) yield there;
  });
  await expect(sim.run()).rejects.toThrow(SameInstantError);
});

test('async code that waits outside the simulation before anything else is told so', async () => {
  const sim = new Simulation();
  sim.process(() => new Promise(() => {}), 'lost');
  await expect(sim.run()).rejects.toThrow(
    "'lost' waits at 0 s on something outside the simulation (a timer, a fetch, a promise of its own). " +
      'Await what the simulation gives: a call, sleep(…), a signal, another process; outside(promise) holds the clock for a real promise.',
  );
});

test('an interrupt before the first step ends a process that never ran', async () => {
  const sim = new Simulation();
  let ran = false;
  const process = sim.process(() => void (ran = true));
  process.interrupt('rain');
  await expect(sim.run()).rejects.toThrow(new Interrupt('rain'));
  expect([ran, process.rejected]).toEqual([false, true]);
});

test('neither an interrupt nor a cancellation reaches a process that has ended', async () => {
  const sim = new Simulation();
  const store = sim.store<string>();
  const got: string[] = [];
  const process = sim.process(async () => {
    // The slower of two goes on after the process has ended.
    const slow = store.get().then((item) => got.push(item));
    await Promise.race([slow, sim.sleep(1)]);
    return 'done';
  });
  await sim.run();
  process.interrupt();
  process.cancel();
  await sim.run();
  store.put('late');
  await sim.run();
  expect([process.take(), ...got]).toEqual(['done', 'late']);

  const plain = sim.process(function* () {
    yield 1;
  });
  await sim.run();
  plain.interrupt();
  await sim.run();
  expect(plain.rejected).toBe(false);
});

test('a process can neither interrupt nor cancel itself', async () => {
  const sim = new Simulation();
  const process = sim.process(function* narcissus() {
    yield 1;
    process.interrupt();
  });
  await expect(sim.run()).rejects.toThrow("'narcissus' can't interrupt itself.");
  const other = sim.process(function* ouroboros() {
    yield 1;
    other.cancel();
  });
  await expect(sim.run()).rejects.toThrow("'ouroboros' can't cancel itself: return instead.");
});

test('of two interrupts at one instant async code gets the first, and its old wait wakes it no more', async () => {
  const sim = new Simulation();
  const seen: string[] = [];
  const process = sim.process(async () => {
    for (let i = 0; i < 2; i++) {
      try {
        await sim.sleep(10);
        seen.push(`slept until ${sim.now}`);
      } catch (error) {
        seen.push((error as Interrupt).message);
      }
    }
  });
  sim.schedule(4, () => {
    process.interrupt('first');
    process.interrupt('second');
  });
  await sim.run();
  expect(seen).toEqual(['Interrupted: first', 'slept until 14']);
});

test('async code that is cancelled is never resumed, and gives up its places', async () => {
  const sim = new Simulation();
  const desk = sim.resource(1);
  desk.acquire();
  let resumed = false;
  const process = sim.process(async () => {
    await Promise.race([desk.acquire(), sim.sleep(60)]);
    resumed = true;
  });
  sim.schedule(5, () => {
    expect(desk.waiting).toBe(1);
    process.cancel();
  });
  await sim.run();
  expect({ waiting: desk.waiting, resumed, now: sim.now }).toEqual({ waiting: 0, resumed: false, now: 5 });
  expect(process.take()).toBeUndefined();
});

test('cancelling ends a wait for a reply: its finally block runs, its line gets shorter', async () => {
  const sim = new Simulation();
  const store = sim.store<string>();
  const seen: string[] = [];
  const process = sim.process(function* () {
    try {
      yield* store.get();
      seen.push('got one');
    } finally {
      seen.push(`closed at ${sim.now}`);
    }
  });
  const call = sim.process(() => store.get());
  sim.schedule(2, () => {
    process.cancel();
    call.cancel();
    store.put('parcel');
  });
  await sim.run();
  expect([process.settled, call.settled, store.length]).toEqual([true, true, 1]);
  expect(seen).toEqual(['closed at 2']);
});

test('an error on the way out of a cancelled process stops the run', async () => {
  const sim = new Simulation();
  const process = sim.process(function* () {
    try {
      yield 10;
    } finally {
      throw new Error('door jammed');
    }
  });
  sim.schedule(2, () => process.cancel());
  await expect(sim.run()).rejects.toThrow('door jammed');
  expect(process.rejected).toBe(true);
});

test('a process is made of a function, and of nothing else', () => {
  const sim = new Simulation();
  const started = (function* () {})();
  for (const body of ['x', undefined, started]) {
    expect(() => sim.process(body as never)).toThrow(
      new TypeError(`A process is a function, not of type ${typeof body}.`),
    );
  }
});

import { expect, test } from 'vitest';
import { Simulation } from './simulation.ts';

test('a store holds at least one item', () => {
  const sim = new Simulation();
  expect([sim.store().capacity, sim.store(1).capacity]).toEqual([Infinity, 1]);
  for (const capacity of [0, -1, NaN]) {
    expect(() => sim.store(capacity)).toThrow(
      new RangeError(`A store holds at least 1 item; its capacity is ${capacity}.`),
    );
  }
});

test('who waits for an item gets the next that is put', async () => {
  const sim = new Simulation();
  const store = sim.store<string>();
  const takers = [1, 2].map(() =>
    sim.process(function* () {
      return `${yield* store.get()} at ${sim.now}`;
    }),
  );
  sim.schedule(1, () => store.put('a'));
  sim.schedule(2, () => store.put('b'));
  await sim.run();
  expect(takers.map((taker) => taker.take())).toEqual(['a at 1', 'b at 2']);
  expect(store.length).toBe(0);
});

test('a full store lets putters in one by one, in order', async () => {
  const sim = new Simulation();
  const store = sim.store<number>(1);
  const put: string[] = [];
  for (let i = 0; i < 4; i++) {
    sim.process(function* () {
      yield* store.put(i);
      put.push(`${i}@${sim.now}`);
    });
  }
  const got: number[] = [];
  sim.process(function* () {
    for (let i = 0; i < 4; i++) {
      yield 1;
      expect(store.length).toBe(1);
      got.push(yield* store.get());
    }
  });
  await sim.run();
  expect(put).toEqual(['0@0', '1@1', '2@2', '3@3']);
  expect(got).toEqual([0, 1, 2, 3]);
});

test('who comes as room is made does not overtake those who wait for it', async () => {
  const sim = new Simulation();
  const store = sim.store<string>(1);
  store.put('a');
  store.put('b');
  expect(store.get().take()).toBe('a');
  expect(store.put('c').settled).toBe(false);
  expect([store.get().take(), store.get().take()]).toEqual(['b', 'c']);
});

test('a putter that is called away leaves its item out', async () => {
  const sim = new Simulation();
  const store = sim.store<string>(1);
  store.put('a');
  const putter = sim.process(() => store.put('b'));
  sim.schedule(1, () => putter.cancel());
  sim.schedule(2, () => store.put('c'));
  await sim.run();
  expect([store.get().take(), store.get().take()]).toEqual(['a', 'c']);
});

test('an item that was let in stays, though its putter is called away at that instant', async () => {
  const sim = new Simulation();
  const store = sim.store<string>(1);
  store.put('a');
  const putter = sim.process(() => store.put('b'));
  sim.schedule(1, () => {
    store.get();
    putter.cancel();
  });
  await sim.run();
  expect(store.get().take()).toBe('b');
});

test('an item whose taker is called away goes to the next who waits', async () => {
  const sim = new Simulation();
  const store = sim.store<string>();
  const [first, second] = ['first', 'second'].map((name) =>
    sim.process(function* () {
      try {
        return `${name} got ${yield* store.get()}`;
      } catch {
        return `${name} was called away`;
      }
    }),
  );
  sim.schedule(1, () => {
    store.put('parcel');
    first!.interrupt();
  });
  await sim.run();
  expect([first!.take(), second!.take()]).toEqual(['first was called away', 'second got parcel']);
});

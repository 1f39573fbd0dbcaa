import { expect, test } from 'vitest';
import type { Interrupt } from './errors.ts';
import { Simulation } from './simulation.ts';

test('a resource has from no place to any number of them', () => {
  const sim = new Simulation();
  for (const capacity of [0, 3, Infinity]) expect(sim.resource(capacity).capacity).toBe(capacity);
  for (const capacity of [-1, 0.5, NaN, -Infinity]) {
    expect(() => sim.resource(capacity)).toThrow(
      new RangeError(`A resource has a whole number of places from 0 up; not ${capacity}.`),
    );
  }
  const endless = sim.resource(Infinity);
  for (let i = 0; i < 100; i++) expect(endless.acquire().settled).toBe(true);
});

test('who gives back more than was taken is told so, by name', () => {
  const sim = new Simulation();
  expect(() => sim.resource(1, 'the desk').release()).toThrow('the desk: released more often than acquired.');
});

test('more places serve those in line at once; fewer take effect as places are given back', async () => {
  const sim = new Simulation();
  const desk = sim.resource(1);
  const served: string[] = [];
  for (const name of ['a', 'b', 'c', 'd']) {
    sim.process(function* () {
      yield* desk.acquire();
      served.push(`${name}@${sim.now}`);
      yield 10;
      desk.release();
    });
  }
  sim.schedule(2, () => (desk.capacity = 3));
  sim.schedule(3, () => (desk.capacity = 1));
  await sim.run();
  expect(served).toEqual(['a@0', 'b@2', 'c@2', 'd@12']);
  expect([desk.capacity, desk.inUse]).toEqual([1, 0]);
});

test('a place that comes as its taker is called away goes to the next in line', async () => {
  const sim = new Simulation();
  const desk = sim.resource(1);
  desk.acquire();
  const unlucky = sim.process(function* () {
    try {
      yield* desk.acquire();
      return 'served';
    } catch (error) {
      return (error as Interrupt).name;
    }
  });
  const next = sim.process(function* () {
    yield* desk.acquire();
    return sim.now;
  });
  sim.schedule(1, () => {
    desk.release();
    unlucky.interrupt();
  });
  await sim.run();
  expect([unlucky.take(), next.take()]).toEqual(['Interrupt', 1]);
  expect([desk.inUse, desk.waiting]).toEqual([1, 0]);
});

test('who leaves the line changes nobody else’s turn', async () => {
  const sim = new Simulation();
  const desk = sim.resource(1);
  sim.process(() => desk.use(5));
  const first = sim.process(function* () {
    yield* desk.acquire();
    return sim.now;
  });
  const second = sim.process(() => desk.acquire());
  sim.schedule(2, () => second.cancel());
  sim.schedule(3, () => expect([desk.inUse, desk.waiting]).toEqual([1, 1]));
  await sim.run();
  expect(first.take()).toBe(5);
});

test('a place and something else: both are held once all are there', async () => {
  const sim = new Simulation();
  const desk = sim.resource(1);
  sim.process(function* () {
    yield* sim.all([desk.acquire(), sim.sleep(3)]);
    expect([desk.inUse, sim.now]).toEqual([1, 3]);
    yield 1;
    desk.release();
  });
  await sim.run();
  expect([desk.inUse, sim.now]).toEqual([0, 4]);
});

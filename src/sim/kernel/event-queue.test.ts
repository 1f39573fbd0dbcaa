import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventQueue, type Event } from './event-queue.ts';
import { Simulation } from './simulation.ts';

test('events come out by time, then in the order they went in, whatever was taken or swept between', () => {
  const command = fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constant('push' as const), time: fc.nat(20) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('pop' as const) }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('sweep' as const), modulus: fc.integer({ min: 2, max: 5 }) }),
    },
  );
  fc.assert(
    fc.property(fc.array(command, { maxLength: 300, size: 'max' }), (commands) => {
      const queue = new EventQueue();
      let model: { time: number; order: number; event: Event }[] = [];
      let order = 0;
      const orders = new Map<Event, number>();
      for (const one of commands) {
        if (one.do === 'push') {
          const event = () => {};
          orders.set(event, order);
          model.push({ time: one.time, order: order++, event });
          model.sort((a, b) => a.time - b.time || a.order - b.order);
          queue.push(one.time, event);
        } else if (one.do === 'pop') {
          if (model.length > 0) expect(queue.pop()).toBe(model.shift()!.event);
        } else {
          const dead = (event: Event) => orders.get(event)! % one.modulus === 0;
          queue.sweep(dead);
          model = model.filter(({ event }) => !dead(event));
        }
        expect(queue.size).toBe(model.length);
        expect(queue.first).toBe(model[0]?.event);
        expect(queue.firstTime).toBe(model[0]?.time ?? Infinity);
      }
    }),
  );
});

test('random timers and cancellations fire exactly those that were left, in order, at their times', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ delay: fc.nat(50), cancelAt: fc.option(fc.nat(60)) }), {
        maxLength: 200,
        size: 'max',
      }),
      async (timers) => {
        const sim = new Simulation();
        const fired: string[] = [];
        const expected: { at: number; index: number }[] = [];
        for (const [index, { delay, cancelAt }] of timers.entries()) {
          const timer = sim.timer(delay, () => fired.push(`${index}@${sim.now}`));
          // A cancellation at the timer's own instant comes after it: it was scheduled later.
          if (cancelAt !== null) sim.schedule(cancelAt, () => timer.cancel());
          if (cancelAt === null || cancelAt > delay || cancelAt === delay)
            expected.push({ at: delay, index });
        }
        await sim.run();
        expected.sort((a, b) => a.at - b.at || a.index - b.index);
        expect(fired).toEqual(expected.map(({ at, index }) => `${index}@${at}`));
      },
    ),
  );
});

test('generator, async and callback code of one program leave the same trace twice', async () => {
  const program = async (seed: number, size: number) => {
    const sim = new Simulation({ seed, traceLimit: 10_000 });
    const desk = sim.resource(2);
    for (let i = 0; i < size; i++) {
      const random = sim.random(`customer ${i}`);
      sim.process(function* () {
        yield random.exponential(3);
        yield* desk.use(random.exponential(2));
        sim.trace.add(`g${i}`, 'served');
      });
      sim.process(async () => {
        await sim.sleep(random.uniform(0, 5));
        await desk.acquire();
        await sim.sleep(1);
        desk.release();
        sim.trace.add(`a${i}`, 'served');
      });
    }
    await sim.run();
    return sim.trace.entries();
  };
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 12 }), async (seed, size) => {
      const once = await program(seed, size);
      expect(once).toHaveLength(2 * size);
      expect(await program(seed, size)).toEqual(once);
    }),
    { numRuns: 30 },
  );
});

test('the event queue keeps its order as it grows', () => {
  const queue = new EventQueue();
  const fired: [time: number, i: number][] = [];
  for (let i = 0; i < 1000; i++) {
    const time = (i * 7919) % 101;
    queue.push(time, () => fired.push([time, i]));
  }
  while (queue.size > 0) (queue.pop() as () => void)();
  expect(fired).toEqual(fired.toSorted(([a, i], [b, j]) => a - b || i - j));
  expect(fired).toHaveLength(1000);
});

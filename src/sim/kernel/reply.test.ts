import { expect, test } from 'vitest';
import { Simulation } from './simulation.ts';

test('a reply settles once: what comes later is not heard', () => {
  const sim = new Simulation();
  const first = sim.reply<string>();
  first.resolve('a');
  first.resolve('b');
  first.reject(new Error('c'));
  expect([first.take(), first.settled, first.rejected]).toEqual(['a', true, false]);
  const second = sim.reply<string>();
  second.reject(new Error('c'));
  second.reject(new Error('d'));
  second.resolve('a');
  expect(() => second.take()).toThrow('c');
  expect(second.rejected).toBe(true);
});

test('what has not settled can’t be taken', () => {
  const sim = new Simulation();
  expect(() => sim.reply('the post').take()).toThrow(
    new Error('the post has not settled yet: wait for it with yield* or await.'),
  );
});

test('each reply says what it waits for', () => {
  const sim = new Simulation();
  const full = sim.store<number>(1, 'the shelf');
  full.put(1);
  const desk = sim.resource(0);
  const named = sim.resource(0, 'the desk');
  expect([
    sim.reply().name,
    sim.sleep(5).name,
    sim.all([]).name,
    sim.race([]).name,
    sim.signal().wait().name,
    sim.signal('the bell').wait().name,
    sim.store().get().name,
    full.put(2).name,
    desk.acquire().name,
    named.acquire().name,
  ]).toEqual([
    ...['a reply', 'sleep(5)', 'all', 'race', 'a signal', 'the bell'],
    ...['an item of a store', 'room in the shelf', 'a resource', 'the desk'],
  ]);
});

test.each([0, 1, 2])('when waiter %d of three is called away, the others get the answer', async (who) => {
  const sim = new Simulation();
  const reply = sim.reply<string>();
  let abandoned = 0;
  reply.onAbandon = () => abandoned++;
  const waiters = [0, 1, 2].map(() =>
    sim.process(function* () {
      try {
        return yield* reply;
      } catch {
        yield 5;
        return `called away, and busy until ${sim.now}`;
      }
    }),
  );
  sim.schedule(1, () => waiters[who]!.interrupt());
  sim.schedule(2, () => reply.resolve('here'));
  await sim.run();
  const expected = ['here', 'here', 'here'];
  expected[who] = 'called away, and busy until 6';
  expect(waiters.map((waiter) => waiter.take())).toEqual(expected);
  expect(abandoned).toBe(0);
});

test('when the last waiter is called away the reply is abandoned, once', async () => {
  const sim = new Simulation();
  const reply = sim.reply<string>();
  const abandonedAt: number[] = [];
  reply.onAbandon = () => abandonedAt.push(sim.now);
  const waiters = [0, 1].map(() =>
    sim.process(function* () {
      yield* reply;
    }),
  );
  sim.schedule(1, () => waiters[0]!.cancel());
  sim.schedule(2, () => waiters[1]!.cancel());
  await sim.run();
  sim.process(() => reply, 'late').cancel();
  await sim.run();
  expect(abandonedAt).toEqual([2]);
  expect(reply.awaited).toBe(false);
});

import { expect, test } from 'vitest';
import { Simulation } from './simulation.ts';

test('a trace says when, who, what, and what else where there is something', async () => {
  const sim = new Simulation({ traceLimit: 3 });
  expect(sim.trace.enabled).toBe(true);
  expect(sim.trace.entries()).toEqual([]);
  sim.trace.add('queue', 'sent');
  await sim.run(2);
  sim.trace.add('queue', 'received', { id: 7 });
  const entries = [
    { at: 0, source: 'queue', what: 'sent' },
    { at: 2, source: 'queue', what: 'received', data: { id: 7 } },
  ];
  expect(sim.trace.entries()).toEqual(entries);
  expect(sim.trace.entries()[0]).not.toHaveProperty('data');
  sim.trace.add('queue', 'deleted');
  expect(sim.trace.entries().map(({ what }) => what)).toEqual(['sent', 'received', 'deleted']);
});

test('without a limit nothing is kept', () => {
  const { trace } = new Simulation();
  trace.add('queue', 'sent');
  expect([trace.limit, trace.enabled]).toEqual([0, false]);
  expect(trace.entries()).toEqual([]);
});

test.each([-1, 1.5, NaN, Infinity])('%d entries are refused', (traceLimit) => {
  expect(() => new Simulation({ traceLimit })).toThrow(
    new RangeError(`traceLimit is a whole number of entries from 0 up; not ${traceLimit}.`),
  );
});

import { expect, test } from 'vitest';
import { Simulation, useVirtualTime } from './index.ts';

test('timers and dates are those of the simulation until they are given back', async () => {
  const simulation = new Simulation();
  const real = { setTimeout, Date };
  const back = useVirtualTime(simulation);
  const seen: (number | string)[] = [];
  try {
    simulation.process(async () => {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      seen.push(
        simulation.now,
        new Date().toISOString(),
        Date.now() - Date.UTC(2026, 0, 1),
        performance.now(),
      );
      const never = setTimeout(() => seen.push('never'), 100);
      clearTimeout(never);
      let ticks = 0;
      await new Promise<void>((resolve) => {
        const timer = setInterval(() => {
          if (++ticks < 3) return;
          clearInterval(timer);
          resolve();
        }, 1000);
      });
      seen.push(simulation.now);
    });
    await simulation.run();
  } finally {
    back();
  }
  expect(seen).toEqual([1.5, '2026-01-01T00:00:01.500Z', 1500, 1500, 4.5]);
  expect({ setTimeout, Date }).toEqual(real);
});

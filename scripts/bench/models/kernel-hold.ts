import { Simulation } from '../../../src/sim/kernel/simulation.ts';
import { CUSTOMERS, EVENTS, gaps } from '../customers.ts';

/** Events on the kernel, each of which schedules the next, that many pending at any time. */
export async function run(pending: string): Promise<number> {
  const world = new Simulation();
  let fired = 0;
  const fire = () => {
    if (fired < EVENTS) world.schedule(gaps[fired++ % CUSTOMERS]!, fire);
  };
  for (let i = 0; i < Number(pending); i++) fire();
  await world.run();
  return world.now;
}

import { Simulation } from '../../../src/sim/kernel/simulation.ts';
import { CUSTOMERS, gaps, services } from '../customers.ts';

/** M/M/1 in callbacks on the kernel. */
export async function run(): Promise<number> {
  const world = new Simulation();
  const line: number[] = [];
  let head = 0;
  let busy = false;
  let came = 0;
  let served = 0;
  let waits = 0;
  const serve = () => {
    busy = true;
    waits += world.now - line[head++]!;
    world.schedule(services[served++]!, done);
  };
  const done = () => {
    if (head < line.length) serve();
    else busy = false;
  };
  const arrive = () => {
    line.push(world.now);
    if (!busy) serve();
    if (++came < CUSTOMERS) world.schedule(gaps[came]!, arrive);
  };
  world.schedule(gaps[0]!, arrive);
  await world.run();
  return waits / CUSTOMERS;
}

import { Simulation } from '../../../src/sim/kernel/simulation.ts';
import { CUSTOMERS, gaps, services } from '../customers.ts';

/** M/M/1 on the kernel: a generator process a customer, and a resource. */
export async function run(): Promise<number> {
  const simulation = new Simulation();
  const server = simulation.resource(1);
  let served = 0;
  let waits = 0;
  function* customer() {
    const came = simulation.now;
    yield* server.acquire();
    waits += simulation.now - came;
    yield services[served++]!;
    server.release();
  }
  simulation.process(function* source() {
    for (let i = 0; i < CUSTOMERS; i++) {
      yield gaps[i]!;
      simulation.process(customer);
    }
  });
  await simulation.run();
  return waits / CUSTOMERS;
}

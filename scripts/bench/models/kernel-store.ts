import { Simulation } from '../../../src/sim/kernel/simulation.ts';
import { CUSTOMERS, gaps, services } from '../customers.ts';

/** M/M/1 on the kernel: two generator processes and a store. */
export async function run(): Promise<number> {
  const simulation = new Simulation();
  const line = simulation.store<number>();
  let waits = 0;
  simulation.process(function* server() {
    for (let i = 0; i < CUSTOMERS; i++) {
      const came = yield* line.get();
      waits += simulation.now - came;
      yield services[i]!;
    }
  });
  simulation.process(function* source() {
    for (let i = 0; i < CUSTOMERS; i++) {
      yield gaps[i]!;
      line.put(simulation.now);
    }
  });
  await simulation.run();
  return waits / CUSTOMERS;
}

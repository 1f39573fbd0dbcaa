import { Simulation } from '../../../src/sim/kernel/simulation.ts';
import { DAY, demands, PERIOD, servers, SERVERS, times } from '../visits.ts';

/** The day on the kernel alone: a resource a server, a process a request, and a process that notes how busy each is. */
export async function run(): Promise<number> {
  const simulation = new Simulation();
  const fleet = Array.from({ length: SERVERS }, () => simulation.resource(2));
  const history: number[][] = fleet.map(() => []);
  let spent = 0;
  function* request(i: number) {
    const came = simulation.now;
    yield* fleet[servers[i]!]!.use(demands[i]!);
    spent += simulation.now - came;
  }
  simulation.process(function* visitors() {
    for (const [i, time] of times.entries()) {
      if (time > simulation.now) yield time - simulation.now;
      simulation.process(() => request(i));
    }
  });
  for (const [i, server] of fleet.entries())
    simulation.process(function* metrics() {
      while (simulation.now < 2 * DAY) {
        yield PERIOD;
        history[i]!.push(server.inUse);
      }
    });
  await simulation.run();
  return spent / times.length;
}

import { Simulation } from '../../../src/sim/kernel/simulation.ts';
import { durations, INIT, KEEP_ALIVE, times } from '../calls.ts';

/** An environment, in the order in which they were made. */
interface Environment {
  readonly id: number;
  /** When it will have been idle for too long. */
  expires: number;
}

/** The day on the kernel alone: a process a call, and a list of idle environments, of which the newest is called. */
export async function run(): Promise<number> {
  const simulation = new Simulation();
  const idle: Environment[] = [];
  let made = 0;
  let spent = 0;
  function* call(seconds: number) {
    const came = simulation.now;
    let environment = idle.pop();
    while (environment && environment.expires <= came) environment = idle.pop();
    if (!environment) {
      environment = { id: ++made, expires: 0 };
      yield INIT;
    }
    yield seconds;
    spent += simulation.now - came;
    environment.expires = simulation.now + KEEP_ALIVE;
    let place = idle.length;
    while (place > 0 && idle[place - 1]!.id > environment.id) place -= 1;
    idle.splice(place, 0, environment);
  }
  simulation.process(function* callers() {
    for (const [i, time] of times.entries()) {
      if (time > simulation.now) yield time - simulation.now;
      simulation.process(() => call(durations[i]!));
    }
  });
  await simulation.run();
  return spent / times.length;
}

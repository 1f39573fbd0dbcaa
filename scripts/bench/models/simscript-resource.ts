import * as simscript from 'simscript';
import { CUSTOMERS, gaps, services } from '../customers.ts';

/** M/M/1 in simscript, its own way: an async entity a customer, and a queue of capacity one. */
export function run(): Promise<number> {
  const world = new simscript.Simulation();
  // It lets a page draw four times a second; here is none.
  world.yieldInterval = Infinity;
  const server = new simscript.Queue('server', 1);
  let served = 0;
  let waits = 0;
  class Customer extends simscript.Entity {
    override async script() {
      const came = world.timeNow;
      await this.enterQueue(server);
      waits += world.timeNow - came;
      await this.delay(services[served++]!);
      this.leaveQueue(server);
    }
  }
  class Source extends simscript.Entity {
    override async script() {
      for (const gap of gaps) {
        await this.delay(gap);
        void world.activate(new Customer());
      }
    }
  }
  return new Promise((resolve) => {
    world.finished.addEventListener(() => resolve(waits / CUSTOMERS));
    world.starting.addEventListener(() => void world.activate(new Source()));
    void world.start();
  });
}

import { Reply, type Simulation } from '../../kernel/index.ts';

/** Those who wait until something is as they want it. */
export class Waiting {
  readonly #looks = new Set<() => unknown>();

  /** Settles once it is so. */
  until(simulation: Simulation, what: string, there: () => boolean): Reply<void> {
    if (there()) return Reply.resolved(simulation, undefined);
    const reply = new Reply<void>(simulation, what);
    const look = () => there() && !reply.settled && reply.resolve();
    this.#looks.add(look);
    reply.onAbandon = () => this.#looks.delete(look);
    return reply;
  }

  /** Something has changed. */
  look(): void {
    for (const look of [...this.#looks]) if (look()) this.#looks.delete(look);
  }
}

import { Reply, type Simulation, type Timer } from '../kernel/index.ts';

/** The state of a resource, its next change, and who waits for a state: PENDING, ACTIVE, DELETING. */
export class Lifecycle<S extends string> {
  readonly #simulation: Simulation;
  readonly #onChange: (to: S, from: S) => void;
  #state: S;
  #since: number;
  #timer: Timer | undefined;
  #waiting: { states: readonly S[]; reply: Reply<S> }[] = [];

  /** @param onChange called after each change */
  constructor(simulation: Simulation, state: S, onChange: (to: S, from: S) => void = () => {}) {
    this.#simulation = simulation;
    this.#state = state;
    this.#since = simulation.epochMillis;
    this.#onChange = onChange;
  }

  /** The state now. */
  get state(): S {
    return this.#state;
  }

  /** When the state began. */
  get since(): Date {
    return new Date(this.#since);
  }

  /** Whether the state is one of these. */
  is(...states: readonly S[]): boolean {
    return states.includes(this.#state);
  }

  /** Goes over to a state, now or in that many seconds; a change that was to come before is called off. */
  to(state: S, after = 0): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (after > 0) {
      this.#timer = this.#simulation.timer(after, () => this.to(state));
      return;
    }
    const from = this.#state;
    this.#state = state;
    this.#since = this.#simulation.epochMillis;
    const due = this.#waiting.filter(({ states }) => states.includes(state));
    if (due.length > 0) this.#waiting = this.#waiting.filter((one) => !due.includes(one));
    this.#onChange(state, from);
    for (const { reply } of due) reply.resolve(state);
  }

  /** Settles when one of the states is reached. */
  until(...states: readonly S[]): Reply<S> {
    if (states.includes(this.#state)) return Reply.resolved(this.#simulation, this.#state);
    const reply = new Reply<S>(this.#simulation, `the state ${states.join(' or ')}`);
    const one = { states, reply };
    this.#waiting.push(one);
    reply.onAbandon = () => {
      this.#waiting = this.#waiting.filter((other) => other !== one);
    };
    return reply;
  }
}

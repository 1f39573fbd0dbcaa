import { Reply, type Simulation, type Timer } from '../../kernel/index.ts';

interface Query {
  /** Seconds on one ACU that are left of it. */
  left: number;
  readonly reply: Reply<void>;
}

/** The queries of an instance. All get the same share of its capacity, and none more than it can use. */
export class Work {
  readonly #simulation: Simulation;
  /** ACUs that one query can use. */
  readonly #most: () => number;
  readonly #onLoad: () => void;
  readonly #queries = new Set<Query>();
  #capacity = 0;
  #since = 0;
  #timer: Timer | undefined;

  /** @param onLoad called when there is more or less to do */
  constructor(simulation: Simulation, most: () => number, onLoad: () => void) {
    this.#simulation = simulation;
    this.#most = most;
    this.#onLoad = onLoad;
  }

  /** ACUs that the queries could use just now. */
  get load(): number {
    return this.#queries.size * this.#most();
  }

  /** The capacity from now on. */
  set capacity(capacity: number) {
    this.#advance();
    this.#capacity = capacity;
    this.#plan();
  }

  /** Takes a query in; settles when it is done. */
  add(work: number): Reply<void> {
    if (!(work >= 0 && work < Infinity)) throw new RangeError(`A query's work is 0 or more, not ${work}.`);
    this.#advance();
    const query = { left: work, reply: new Reply<void>(this.#simulation, 'a query') };
    this.#queries.add(query);
    // Nobody waits for its answer any more.
    query.reply.onAbandon = () => {
      this.#advance();
      this.#queries.delete(query);
      this.#changed();
    };
    this.#changed();
    return query.reply;
  }

  /** ACUs for each query. */
  get #share(): number {
    return Math.min(this.#most(), this.#capacity / this.#queries.size);
  }

  #advance(): void {
    const { now } = this.#simulation;
    const done = this.#queries.size > 0 ? (now - this.#since) * this.#share : 0;
    this.#since = now;
    for (const query of this.#queries) query.left -= done;
  }

  #changed(): void {
    this.#plan();
    this.#onLoad();
  }

  /** Wakes when the next query is done. */
  #plan(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#queries.size === 0 || this.#capacity === 0) return;
    const least = Math.min(...Array.from(this.#queries, ({ left }) => left));
    this.#timer = this.#simulation.timer(Math.max(0, least) / this.#share, () => this.#finish());
  }

  #finish(): void {
    this.#advance();
    // A microsecond's work on one ACU is rounding.
    const done = [...this.#queries].filter(({ left }) => left <= 1e-6);
    for (const query of done) this.#queries.delete(query);
    this.#changed();
    for (const { reply } of done) reply.resolve();
  }
}

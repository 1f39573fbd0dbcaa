import type { Loop, Waiter } from './loop.ts';

/**
 * The answer to something that takes virtual time: pending, then settled once, with a value or an error.
 *
 * A generator waits for it with `yield* reply`, async code with `await reply`; both give the value or throw
 * the error. What it answers has already begun: waiting is not what starts it. Awaited outside a process
 * while the simulation stands still, it advances the clock until it settles.
 */
export class Reply<T> implements PromiseLike<T> {
  /** @internal */
  readonly simulation: Loop;
  readonly #name: string | undefined;
  /**
   * Called when whoever waited for it has been interrupted or cancelled and nobody else waits: the place to
   * give up a place in a queue. The reply may be settled by then, with a value that nobody took.
   */
  onAbandon: (() => void) | undefined;
  #state: 'pending' | 'resolved' | 'rejected' = 'pending';
  #value: T | undefined;
  #error: unknown;
  #first: Waiter | undefined;
  #others: Waiter[] | undefined;

  /** Made by `Simulation.reply`, and by whatever takes time. */
  constructor(simulation: Loop, name?: string) {
    this.simulation = simulation;
    this.#name = name;
  }

  /** A reply that is already there. */
  static resolved<T>(simulation: Loop, value: T, name?: string): Reply<T> {
    const reply = new Reply<T>(simulation, name);
    reply.#state = 'resolved';
    reply.#value = value;
    return reply;
  }

  /** What is awaited, for error messages. */
  get name(): string {
    return this.#name ?? this.defaultName;
  }

  /** @internal */
  protected get defaultName(): string {
    return 'a reply';
  }

  /** Whether its value or its error is there. */
  get settled(): boolean {
    return this.#state !== 'pending';
  }

  /** Whether it has settled with an error. */
  get rejected(): boolean {
    return this.#state === 'rejected';
  }

  /** Whether anybody waits for it. */
  get awaited(): boolean {
    return this.#first !== undefined;
  }

  /** The value, or the error thrown. Throws too where it is still pending. */
  take(): T {
    if (this.#state === 'resolved') return this.#value as T;
    if (this.#state === 'rejected') throw this.#error;
    throw new Error(`${this.name} has not settled yet: wait for it with yield* or await.`);
  }

  /** Settles it with a value. Does nothing where it is settled already. */
  resolve(value: T): void {
    if (this.#state !== 'pending') return;
    this.#state = 'resolved';
    this.#value = value;
    this.#wakeAll();
  }

  /** Settles it with an error. Does nothing where it is settled already. */
  reject(error: unknown): void {
    if (this.#state !== 'pending') return;
    this.#state = 'rejected';
    this.#error = error;
    this.#wakeAll();
  }

  #wakeAll(): void {
    this.#first?.wake();
    if (this.#others) for (const waiter of this.#others) waiter.wake();
  }

  /** @internal */
  subscribe(waiter: Waiter): void {
    if (!this.#first) this.#first = waiter;
    else (this.#others ??= []).push(waiter);
  }

  /** @internal The waiter will not come back for it. */
  unsubscribe(waiter: Waiter): void {
    if (this.#first === waiter) this.#first = this.#others?.shift();
    else this.#others = this.#others?.filter((other) => other !== waiter);
    if (this.#first) return;
    const abandon = this.onAbandon;
    this.onAbandon = undefined;
    abandon?.();
  }

  /** Lets a generator say `yield* reply`. */
  [Symbol.iterator](): Iterator<Reply<T>, T, unknown> {
    return this;
  }

  /** @internal */
  next(): IteratorResult<Reply<T>, T> {
    if (this.#state === 'pending') return { done: false, value: this };
    this.simulation.scheduler.step();
    return { done: true, value: this.take() };
  }

  /** @internal */
  throw(error: unknown): never {
    throw error;
  }

  /** @internal */
  return(value?: unknown): IteratorResult<Reply<T>, T> {
    return { done: true, value: value as T };
  }

  /** Lets async code say `await reply`. */
  then<A = T, B = never>(
    onResolve?: ((value: T) => A | PromiseLike<A>) | null,
    onReject?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return new Promise<T>((resolve, reject) => {
      const settle = () => {
        try {
          resolve(this.take());
        } catch (error) {
          reject(error);
        }
      };
      if (this.settled) {
        this.simulation.scheduler.step();
        return settle();
      }
      this.simulation.awaited(this, settle, reject);
    }).then(onResolve, onReject);
  }
}

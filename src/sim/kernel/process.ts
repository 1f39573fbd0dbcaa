import { ForeignAwaitError, Interrupt } from './errors.ts';
import { AsyncWait } from './async-wait.ts';
import type { CodeTimer } from './code-timer.ts';
import type { Awaitable, Loop } from './loop.ts';
import { Reply } from './reply.ts';
import type { Scheduler } from './scheduler.ts';
import { toMicros } from './time.ts';

/** What a generator process may yield: a delay in seconds, or something to wait for. */
export type Yieldable = number | Reply<unknown>;

/** What a process runs: a generator function, an async function, or a plain one. */
export type Body<T> = () => Generator<Yieldable, T, never> | PromiseLike<T> | T;

/** The event that resumes a process; cut off from it where an interrupt comes first. */
class Wake {
  process: Process<unknown> | undefined;
  constructor(process: Process<unknown>) {
    this.process = process;
  }
  fire(): void {
    this.process?.resume();
  }
}

/**
 * Something that lives in virtual time. It is a reply too: it settles with what its body returns or throws,
 * so that others can wait for it. An error that nobody waits for stops the run.
 */
export class Process<T> extends Reply<T> {
  readonly #scheduler: Scheduler;
  readonly #body: Body<T>;
  #wake: Wake;
  #generator: Generator<Yieldable, T, never> | undefined;
  #waitingFor: Reply<unknown> | undefined;
  #interrupt: Interrupt | undefined;
  // Async bodies only: the replies that its code awaits now.
  #awaits: Set<AsyncWait> | undefined;
  // The timers that its code has set, where virtual time is in place.
  #timers: Set<CodeTimer> | undefined;

  /** Made by `Simulation.process`. */
  constructor(simulation: Loop, body: Body<T>, name?: string) {
    super(simulation, name);
    if (typeof body !== 'function') {
      throw new TypeError(`A process is a function, not of type ${typeof body}.`);
    }
    this.#scheduler = simulation.scheduler;
    this.#body = body;
    this.#wake = new Wake(this as Process<unknown>);
    this.#scheduler.soon(this.#wake);
  }

  // Asking a function for its name is slow, and few processes are ever named.
  protected override get defaultName(): string {
    return this.#body.name || 'a process';
  }

  /**
   * Throws an Interrupt where the process waits; what it waited for is abandoned. Does nothing once the
   * process has ended. A process can't interrupt itself.
   */
  interrupt(cause?: unknown): void {
    if (this.settled) return;
    if (this.#scheduler.active === this) throw new Error(`'${this.name}' can't interrupt itself.`);
    const interrupt = new Interrupt(cause);
    if (this.#awaits) {
      for (const wait of [...this.#awaits]) wait.interrupt(interrupt);
      return;
    }
    this.#letGo();
    this.#interrupt = interrupt;
    this.#scheduler.soon(this.#wake);
  }

  /**
   * Ends the process where it waits: its `finally` blocks run, what it waited for is abandoned, and it
   * settles with undefined. Async code has no such exit: it is never resumed, and its `finally` blocks do not run.
   */
  cancel(): void {
    if (this.settled) return;
    if (this.#scheduler.active === this)
      throw new Error(`'${this.name}' can't cancel itself: return instead.`);
    this.#letGo();
    this.#dropAll();
    try {
      this.#generator?.return(undefined as T);
      this.resolve(undefined as T);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Cuts the process off from whatever would have resumed it. */
  #letGo(): void {
    this.#wake.process = undefined;
    this.#wake = new Wake(this as Process<unknown>);
    const reply = this.#waitingFor;
    this.#waitingFor = undefined;
    reply?.unsubscribe(this);
  }

  /** @internal What it waits for has settled. */
  wake(): void {
    this.#scheduler.soon(this.#wake);
  }

  /** @internal */
  resume(): void {
    this.#scheduler.active = this;
    if (!this.#generator) {
      if (this.#interrupt) this.#fail(this.#interrupt);
      else this.#start();
      return;
    }
    const interrupt = this.#interrupt;
    if (interrupt) {
      this.#interrupt = undefined;
      this.#advance(interrupt, true);
      return;
    }
    const reply = this.#waitingFor;
    if (!reply) return this.#advance(undefined, false);
    this.#waitingFor = undefined;
    this.#receive(reply);
  }

  #start(): void {
    let result: ReturnType<Body<T>>;
    try {
      result = this.#body();
    } catch (error) {
      return this.#fail(error);
    }
    // A plain body that returns a call waits for it: a reply is such a generator itself.
    if (isGenerator<T>(result)) {
      this.#generator = result;
      this.#advance(undefined, false);
    } else if (isPromiseLike<T>(result)) {
      this.#awaits ??= new Set();
      this.simulation.hop();
      result.then(
        (value) => this.resolve(value),
        (error: unknown) => this.#fail(error),
      );
    } else {
      this.resolve(result);
    }
  }

  /** Hands the generator what a settled reply holds. */
  #receive(reply: Reply<unknown>): void {
    let value: unknown;
    try {
      value = reply.take();
    } catch (error) {
      return this.#advance(error, true);
    }
    this.#advance(value, false);
  }

  /** Runs the generator to the next wait. */
  #advance(value: unknown, isError: boolean): void {
    const generator = this.#generator!;
    for (;;) {
      let yielded: Yieldable;
      try {
        const result = isError ? generator.throw(value) : generator.next(value as never);
        if (result.done) return this.resolve(result.value);
        yielded = result.value;
      } catch (error) {
        return this.#fail(error);
      }
      isError = false;
      value = undefined;
      try {
        if (typeof yielded === 'number') {
          this.#scheduler.at(toMicros(yielded), this.#wake);
          return;
        }
        if (!(yielded instanceof Reply)) {
          throw new TypeError(
            `'${this.name}' yielded ${String(yielded)}: a process yields a delay in seconds or waits with yield* for a call.`,
          );
        }
        if (!yielded.settled) {
          this.#waitingFor = yielded;
          yielded.subscribe(this);
          return;
        }
        this.#scheduler.step();
        value = yielded.take();
      } catch (error) {
        value = error;
        isError = true;
      }
    }
  }

  #fail(error: unknown): void {
    if (!this.awaited) this.simulation.crash(error);
    this.reject(error);
  }

  /** @internal Whether its code awaits, rather than yields. */
  get isAsync(): boolean {
    return !this.#generator;
  }

  /** @internal Its async code awaits a reply. */
  awaits(reply: Awaitable, settle: () => void, fail: (error: unknown) => void): void {
    (this.#awaits ??= new Set()).add(new AsyncWait(this, reply, settle, fail));
  }

  /** @internal Its async code has set a timer. */
  sets(timer: CodeTimer): void {
    (this.#timers ??= new Set()).add(timer);
  }

  /** @internal A timer of its has fired, or has been called off. */
  drops(timer: CodeTimer): void {
    this.#timers!.delete(timer);
  }

  /** @internal One of its waits is over. */
  answered(wait: AsyncWait): void {
    this.#awaits!.delete(wait);
  }

  /** @internal What its async code still awaits, apart from its end, is never answered. Tells how many waits there were. */
  leaveBehind(): number {
    const count = (this.#awaits?.size ?? 0) + (this.#timers?.size ?? 0);
    this.#dropAll();
    return count;
  }

  #dropAll(): void {
    for (const wait of this.#awaits ?? []) wait.drop();
    this.#awaits?.clear();
    for (const timer of [...(this.#timers ?? [])]) timer.cancel();
  }

  /** @internal Whether its code waits for something of the simulation's, or has nothing left to do. */
  get isSettledDown(): boolean {
    return !this.#awaits || this.#awaits.size > 0 || (this.#timers?.size ?? 0) > 0 || this.settled;
  }

  /** @internal Its promises have run as far as they go: it has ended, or it awaits something of ours. */
  settleDown(): void {
    if (this.isSettledDown) return;
    this.#fail(new ForeignAwaitError(this.name, this.simulation.now));
  }
}

function isGenerator<T>(value: unknown): value is Generator<Yieldable, T, never> {
  const { next, throw: raise } = (value ?? {}) as Partial<Generator>;
  return typeof next === 'function' && typeof raise === 'function';
}

function isPromiseLike<T>(value: unknown): value is PromiseLike<T> {
  return typeof (value as Partial<PromiseLike<T>> | null | undefined)?.then === 'function';
}

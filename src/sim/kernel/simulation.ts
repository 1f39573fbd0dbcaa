import { NothingScheduledError } from './errors.ts';
import type { Awaitable, Loop } from './loop.ts';
import { Process, type Body } from './process.ts';
import { RandomStream } from './random.ts';
import { Reply } from './reply.ts';
import { Resource } from './resource.ts';
import { Scheduler } from './scheduler.ts';
import { Signal } from './signal.ts';
import { Store } from './store.ts';
import { toMicros } from './time.ts';
import type { Timer } from './timer.ts';
import { Trace } from './trace.ts';

/** How a simulation begins and what it keeps. */
export interface SimulationOptions {
  /** Begins every random stream. Default 1. */
  seed?: number;
  /** The date at which the run begins, ISO 8601. Default 2026-01-01T00:00:00Z. */
  start?: string;
  /** Steps at one instant after which a run stops as flooded. Default 100,000. */
  sameInstantLimit?: number;
  /** Entries that the trace keeps; the oldest go first. Default 0: no trace. */
  traceLimit?: number;
}

/**
 * A world in virtual time: a clock that jumps from event to event, and what happens in it. Same code and same
 * seed, same run. Knows no AWS.
 */
export class Simulation implements Loop {
  /** What begins every random stream. */
  readonly seed: number;
  /** What happened last, where `traceLimit` keeps it. */
  readonly trace: Trace;
  /** @internal */
  readonly scheduler: Scheduler;
  readonly #startMillis: number;
  readonly #streams = new Map<string, RandomStream>();
  #running = false;
  // What code outside any process awaits.
  readonly #outside = new Set<{ fail(error: unknown): void; starve(): void }>();
  #hop = false;
  #crash: { error: unknown } | undefined;

  /** @throws RangeError where `start` is no date, or `seed` no finite number */
  constructor({
    seed = 1,
    start = '2026-01-01T00:00:00Z',
    sameInstantLimit = 100_000,
    traceLimit = 0,
  }: SimulationOptions = {}) {
    if (!Number.isFinite(seed)) throw new RangeError(`seed must be a finite number, not ${String(seed)}`);
    this.seed = seed;
    this.#startMillis = Date.parse(start);
    if (Number.isNaN(this.#startMillis)) throw new RangeError(`start is no ISO 8601 date: ${start}`);
    this.scheduler = new Scheduler(sameInstantLimit);
    this.trace = new Trace(this.scheduler, traceLimit);
  }

  /** Seconds since the run began. */
  get now(): number {
    return this.scheduler.now;
  }

  /** Microseconds since the run began, an integer. */
  get nowMicros(): number {
    return this.scheduler.micros;
  }

  /** The date in the simulated world, in milliseconds of the Unix epoch, rounded down. */
  get epochMillis(): number {
    return this.#startMillis + Math.floor(this.scheduler.micros / 1000);
  }

  /** Whether a run is under way. */
  get running(): boolean {
    return this.#running;
  }

  /** Calls `action` in that many seconds. Use `timer` for one that may be called off. */
  schedule(delay: number, action: () => void): void {
    this.scheduler.at(toMicros(delay), action);
  }

  /** Calls `action` in that many seconds, unless it is cancelled before. */
  timer(delay: number, action: () => void): Timer {
    return this.scheduler.timer(toMicros(delay), action);
  }

  /** Settles in that many seconds. A generator may also yield the number. */
  sleep(delay: number): Reply<void> {
    const reply = new Reply<void>(this, `sleep(${delay})`);
    const timer = this.timer(delay, () => reply.resolve());
    reply.onAbandon = () => timer.cancel();
    return reply;
  }

  /**
   * Starts a process: a generator, async or plain function. Its first step is taken at this instant, when the
   * run goes on. Its name, for messages, is the function's unless given.
   */
  process<T>(body: Body<T>, name?: string): Process<T> {
    return new Process(this, body, name);
  }

  /** A reply to settle by hand. */
  reply<T>(name?: string): Reply<T> {
    return new Reply<T>(this, name);
  }

  /** Something that processes wait for and others tell: every fire wakes all who wait. */
  signal<T = void>(name?: string): Signal<T> {
    return new Signal<T>(this, name);
  }

  /** A buffer of items, first in, first out. Capacity in items, from 1; default: no bound. */
  store<T>(capacity?: number, name?: string): Store<T> {
    return new Store<T>(this, capacity, name);
  }

  /** Something that so many at a time can hold, such as servers; the others stand in line. */
  resource(capacity: number, name?: string): Resource {
    return new Resource(this, capacity, name);
  }

  /** The random stream of that name, split off the seed: what one stream draws changes no other. */
  random(name: string): RandomStream {
    let stream = this.#streams.get(name);
    if (!stream) this.#streams.set(name, (stream = new RandomStream(this.seed, name)));
    return stream;
  }

  /** Settles with every value, in the order given, once all have settled; with the first error where one fails. */
  all<T extends readonly Reply<unknown>[]>(
    replies: readonly [...T],
  ): Reply<{ -readonly [K in keyof T]: T[K] extends Reply<infer V> ? V : never }> {
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the tuple's type is worked out above
    const joint = new Reply<any>(this, 'all');
    let missing = replies.length;
    const settle = () => {
      if (--missing === 0) joint.resolve(replies.map((reply) => reply.take()));
    };
    this.#join(joint, replies, settle, () => true);
    if (missing === 0) joint.resolve([]);
    return joint;
  }

  /** Settles with the index and value of the first to settle; the others are abandoned. */
  race<T>(replies: readonly Reply<T>[]): Reply<[index: number, value: T]> {
    const joint = new Reply<[number, T]>(this, 'race');
    this.#join(
      joint,
      replies,
      (index) => joint.resolve([index, replies[index]!.take()]),
      (index, first) => index === first,
    );
    return joint;
  }

  /**
   * Settles `joint` from its parts. `needed` says which parts its value came from: the others are abandoned then, and
   * all of them where it fails or where nobody takes what it gives.
   */
  #join(
    joint: Reply<unknown>,
    parts: readonly Reply<unknown>[],
    settle: (index: number) => void,
    needed: (index: number, last: number) => boolean,
  ): void {
    const waiters = parts.map((part, index) => ({
      wake: () => {
        if (joint.settled) return;
        try {
          part.take();
          settle(index);
        } catch (error) {
          joint.reject(error);
        }
        if (joint.settled) letGo((other) => joint.rejected || !needed(other, index));
      },
    }));
    const letGo = (which: (index: number) => boolean) => {
      for (const [index, part] of parts.entries()) if (which(index)) part.unsubscribe(waiters[index]!);
    };
    joint.onAbandon = () => letGo(() => true);
    for (const [index, part] of parts.entries()) part.subscribe(waiters[index]!);
    for (const [index, part] of parts.entries()) if (part.settled) waiters[index]!.wake();
  }

  /**
   * Runs `duration` seconds further, what is due at the last instant included; without a duration, until nothing
   * is scheduled. Rejects with the first error that no process handles.
   */
  async run(duration?: number): Promise<void> {
    if (this.#running)
      throw new Error('The simulation is already running: await that run before you start another.');
    const end = duration === undefined ? Infinity : this.scheduler.micros + toMicros(duration);
    try {
      await this.#drive(end, () => false);
    } finally {
      if (this.#outside.size > 0) void this.#driveOutside();
    }
  }

  /**
   * Fires events until `end`, or until `enough`. All at one go, but where async code took part, promises run as
   * far as they go before the next event: a macrotask later they have.
   */
  async #drive(end: number, enough: () => boolean): Promise<void> {
    const { scheduler } = this;
    this.#running = true;
    try {
      for (;;) {
        const done = scheduler.advance(end);
        if (this.#hop && !this.#crash && !enough()) {
          await macrotask();
          this.#hop = false;
          if (scheduler.active instanceof Process) scheduler.active.settleDown();
        }
        const crash = this.#crash;
        if (crash) {
          this.#crash = undefined;
          throw crash.error;
        }
        if (done || enough()) return;
      }
    } finally {
      this.#running = false;
      this.#hop = false;
      scheduler.active = undefined;
    }
  }

  /** @internal A process failed and nobody waits for it: the run stops with its error. */
  crash(error: unknown): void {
    this.#crash ??= { error };
    this.scheduler.paused = true;
  }

  /** @internal A promise was settled: what hangs on it must run before the next event. */
  hop(): void {
    this.#hop = true;
    this.scheduler.paused = true;
  }

  /** @internal Async code awaits a pending reply: that of a process, or code outside, which moves the clock. */
  awaited(reply: Awaitable, settle: () => void, fail: (error: unknown) => void): void {
    const { active } = this.scheduler;
    if (active instanceof Process && active.isAsync) {
      active.awaits(reply, settle, fail);
      return;
    }
    const outside = {
      fail,
      wake: () => {
        this.scheduler.soon(() => {
          this.#outside.delete(outside);
          settle();
          this.hop();
        });
      },
      starve: () => fail(new NothingScheduledError(reply.name, this.now)),
    };
    this.#outside.add(outside);
    reply.subscribe(outside);
    void this.#driveOutside();
  }

  /**
   * Advances the clock until all that code outside awaits has settled. Begins a macrotask later: by then that code
   * has asked for all that it awaits together.
   */
  async #driveOutside(): Promise<void> {
    await macrotask();
    if (this.#running || this.#outside.size === 0) return;
    const rest = () => {
      const waiters = [...this.#outside];
      this.#outside.clear();
      return waiters;
    };
    try {
      await this.#drive(Infinity, () => this.#outside.size === 0);
      for (const { starve } of rest()) starve();
    } catch (error) {
      for (const { fail } of rest()) fail(error);
    }
  }
}

// Taken once, so that code under simulation can't change how the loop breathes. A message hop, where there is
// no setImmediate, because browsers stretch nested timeouts to 4 ms.
const { setImmediate } = globalThis as { setImmediate?: (callback: () => void) => void };

function macrotask(): Promise<void> {
  if (setImmediate) return new Promise((resolve) => setImmediate(resolve));
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

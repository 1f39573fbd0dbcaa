import { CodeTimer, type OutsideWait } from './code-timer.ts';
import { NothingScheduledError, RealTimerError } from './errors.ts';
import type { Awaitable, Loop } from './loop.ts';
import { Process, type Body } from './process.ts';
import { RandomStream } from './random.ts';
import { Reply } from './reply.ts';
import { Resource } from './resource.ts';
import { Scheduler } from './scheduler.ts';
import { Pace } from './pace.ts';
import { Signal } from './signal.ts';
import { Store } from './store.ts';
import { toMicros } from './time.ts';
import type { Timer } from './timer.ts';
import { refuseTimers } from './refuse-timers.ts';
import { Trace } from './trace.ts';
import { macrotask, settle } from './turn.ts';

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
  // Who moves the clock: a run, or what code outside any process awaits.
  #mover: 'run' | 'outside' | undefined;
  /** @internal What code outside any process waits for. */
  readonly outsideWaits = new Set<OutsideWait>();
  #held: Promise<() => void>[] = [];
  #pace: Pace | undefined;
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
    return this.#mover !== undefined;
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
   * is scheduled. Calls that were made before begin first. Rejects with the first error that no process handles.
   */
  async run(duration?: number): Promise<void> {
    if (this.#mover === 'run')
      throw new Error('The simulation is already running: await that run before you start another.');
    if (this.#mover === 'outside') {
      this.hop();
      if (duration !== undefined) return void (await this.sleep(duration));
      const [{ name } = { name: 'something' }] = this.outsideWaits;
      throw new Error(
        `The clock moves already: code outside any process awaits ${name}. Await that first, or give run a duration.`,
      );
    }
    this.#mover = 'run';
    const end = duration === undefined ? Infinity : this.scheduler.micros + toMicros(duration);
    try {
      await settle(always);
      await this.#drive(end, () => false);
    } finally {
      this.#mover = undefined;
      this.moveForOutside();
    }
  }

  /**
   * Holds the virtual clock until a real promise settles, then settles as it does: for what no simulation can give, such as
   * a digest of `crypto.subtle`, a file, an `import()`. Several that are held at one instant settle in the order in which
   * they were held.
   */
  outside<T>(promise: PromiseLike<T>): Reply<T> {
    const reply = new Reply<T>(this, 'a promise outside');
    this.#held.push(
      Promise.resolve(promise).then(
        (value) => () => reply.resolve(value),
        (error: unknown) => () => reply.reject(error),
      ),
    );
    this.hop();
    return reply;
  }

  /**
   * Makes virtual time pass by the wall clock, for demonstrations: so many virtual seconds a real second, at most.
   * Without a rate: as fast as it goes, which is the default.
   *
   * @throws RangeError for a rate that is no positive number
   */
  pace(rate?: number): void {
    this.#pace = rate === undefined ? undefined : new Pace(rate);
  }

  /**
   * Fires events until `end`, or until `enough`. All at one go, but where async code took part, promises run as
   * far as they go before the next event.
   */
  async #drive(end: number, enough: () => boolean): Promise<void> {
    const { scheduler } = this;
    this.#pace?.begin(scheduler.micros);
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- hosts ask which of several clouds runs
    driven = this;
    for (let hops = 0; ; hops++) {
      await this.#release();
      const bound = Math.min(end, this.#pace?.reached ?? Infinity);
      const allow = refuseTimers((timer) => this.#refused(timer));
      let done: boolean;
      try {
        done = scheduler.advance(bound) && (bound >= end || scheduler.nextTime === Infinity);
        if (this.#hop && !this.#crash && !enough()) await this.#settle();
      } finally {
        allow();
        scheduler.active = undefined;
        this.#hop = false;
      }
      const crash = this.#crash;
      if (crash) {
        this.#crash = undefined;
        throw crash.error;
      }
      if (this.#held.length === 0 && (done || enough())) return;
      // Code outside goes on between events; so does the event loop now and then, however long a run is.
      if (this.#mover === 'outside' || hops % 4096 === 4095) await macrotask();
      if (bound < end) await this.#pace?.until(Math.min(end, scheduler.nextTime));
    }
  }

  /** Lets what async code was just given have its effects. */
  async #settle(): Promise<void> {
    const { active } = this.scheduler;
    const process = active instanceof Process ? active : undefined;
    await settle(() => !process || process.isSettledDown || this.#held.length > 0);
    if (this.#held.length === 0) process?.settleDown();
  }

  /** Waits for the promises that hold the clock. */
  async #release(): Promise<void> {
    while (this.#held.length > 0) {
      const held = this.#held;
      this.#held = [];
      for (const settleHeld of await Promise.all(held)) settleHeld();
    }
  }

  #refused(timer: string): Error {
    const { active } = this.scheduler;
    const error = new RealTimerError(
      active ? `'${active.name}'` : 'Code outside any process',
      timer,
      this.now,
    );
    this.crash(error);
    return error;
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
      name: reply.name,
      fail,
      wake: () => {
        this.scheduler.soon(() => {
          this.outsideWaits.delete(outside);
          settle();
          this.hop();
        });
      },
      starve: () => fail(new NothingScheduledError(reply.name, this.now)),
    };
    this.outsideWaits.add(outside);
    reply.subscribe(outside);
    this.moveForOutside();
  }

  /** @internal A timer of code that knows nothing of the simulation, in seconds. */
  codeTimer(delay: number, callback: () => void, refers: boolean): CodeTimer {
    return new CodeTimer(this, this.scheduler.active, delay, callback, refers);
  }

  /** @internal Moves the clock until nothing outside is waited for. */
  moveForOutside(): void {
    if (this.outsideWaits.size > 0 && !this.#mover) void this.#driveOutside();
  }

  /**
   * Advances the clock until all that code outside awaits has settled. Begins a macrotask later: by then that code
   * has asked for all that it awaits together.
   */
  async #driveOutside(): Promise<void> {
    await macrotask();
    if (this.#mover || this.outsideWaits.size === 0) return;
    const rest = () => {
      const waiters = [...this.outsideWaits];
      this.outsideWaits.clear();
      return waiters;
    };
    this.#mover = 'outside';
    try {
      await this.#drive(Infinity, () => this.outsideWaits.size === 0);
      this.#mover = undefined;
      for (const { starve } of rest()) starve();
    } catch (error) {
      this.#mover = undefined;
      for (const { fail } of rest()) fail(error);
    }
  }
}

const always = () => true;

let driven: Simulation | undefined;

/** The simulation whose clock moves, or moved last; undefined before any has. For hosts that run examples. */
export function drivenSimulation(): Simulation | undefined {
  return driven;
}

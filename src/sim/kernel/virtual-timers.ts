import type { CodeTimer } from './code-timer.ts';
import { VIRTUAL } from './refuse-timers.ts';
import type { Simulation } from './simulation.ts';

declare global {
  // What TypeScript's library has since ES2025; declared alike, so that older settings know it.
  interface SymbolConstructor {
    readonly dispose: unique symbol;
  }
  interface Disposable {
    [Symbol.dispose](): void;
  }
}

/** A timer that somebody set, as Node.js shows it. */
interface Handle {
  readonly id: number;
  ref(): Handle;
  unref(): Handle;
  hasRef(): boolean;
  refresh(): Handle;
  close(): Handle;
  [Symbol.toPrimitive](): number;
  [Symbol.dispose](): void;
}

type Callback = (...values: unknown[]) => void;

/** Which simulation the replaced clock shows, and which one new timers wait for; undefined for those of the platform. */
export interface TimeOf {
  clock(): Simulation | undefined;
  timers(): Simulation | undefined;
}

const TIMERS = [
  ...(['setTimeout', 'setInterval', 'setImmediate'] as const),
  ...(['clearTimeout', 'clearInterval', 'clearImmediate'] as const),
] as const;

/**
 * Puts a simulation's clock in the place of the wall clock for code that is not written for it: `setTimeout`,
 * `setInterval`, `setImmediate`, `Date`, `performance.now`, `AbortSignal.timeout` and, in Node.js, the modules `timers` and
 * `timers/promises` are virtual until what it answers is called or disposed of. For tests of real handlers and
 * consumers, one simulation at a time.
 *
 *     using time = useVirtualTime(cloud);
 *     consumer.start();
 *     await cloud.run(minutes(10));
 *
 * A timeout that is set outside a process while the simulation stands still moves the clock, as an `await` does there; an
 * interval, and a timeout after `unref`, do not.
 */
export function useVirtualTime(
  of: Simulation | { readonly simulation: Simulation },
): (() => void) & Disposable {
  const simulation = 'simulation' in of ? of.simulation : of;
  const back = replaceTime({ clock: () => simulation, timers: () => simulation });
  return Object.assign(back, { [Symbol.dispose]: back });
}

/**
 * @internal For hosts that run examples: timers set while a run is under way are those of its simulation, and dates are by
 * the clock that moved last. Returns what takes it away again.
 */
export function followRuns(driven: () => Simulation | undefined): () => void {
  const running = () => {
    const simulation = driven();
    return simulation?.running ? simulation : undefined;
  };
  return replaceTime({ clock: driven, timers: running });
}

/** @internal Puts virtual time in place wherever `of` names a simulation. Returns what takes it away again. */
export function replaceTime({ clock, timers }: TimeOf): () => void {
  const virtual = new VirtualTimers();
  const world = globalThis as unknown as Record<string, unknown>;
  const undo: (() => void)[] = [];
  const replace = (holder: Record<string, unknown>, name: string, value: unknown) => {
    const before = Object.getOwnPropertyDescriptor(holder, name);
    Object.defineProperty(holder, name, {
      value,
      configurable: true,
      writable: true,
      enumerable: before?.enumerable ?? true,
    });
    undo.push(() => {
      // Somebody else, such as fake timers, may have put their own here meanwhile.
      if (holder[name] === value) {
        if (before) Object.defineProperty(holder, name, before);
        else Reflect.deleteProperty(holder, name);
      }
    });
  };
  const real = Object.fromEntries(TIMERS.map((name) => [name, world[name] as Callback | undefined]));
  const set = (name: 'setTimeout' | 'setInterval' | 'setImmediate') => {
    const chosen = (callback: Callback, delay?: unknown, ...values: unknown[]): unknown => {
      const simulation = timers();
      const { [name]: platform } = real;
      if (!simulation) return platform!(callback as never, delay, ...values) as unknown;
      if (name !== 'setImmediate')
        return virtual.set(simulation, callback, delay, values, name === 'setInterval');
      const rest = delay === undefined ? values : [delay, ...values];
      return virtual.set(simulation, callback, undefined, rest, false, 0);
    };
    Object.defineProperty(chosen, VIRTUAL, { value: true });
    if (name === 'setInterval') return chosen;
    const wait = (delay: unknown, value: unknown) =>
      new Promise((resolve) =>
        name === 'setTimeout' ? chosen(() => resolve(value), delay) : chosen(() => resolve(delay)),
      );
    return Object.assign(chosen, { [Symbol.for('nodejs.util.promisify.custom')]: wait });
  };
  const clear = (name: 'clearTimeout' | 'clearInterval' | 'clearImmediate') => (handle?: unknown) => {
    const { [name]: platform } = real;
    if (!virtual.clear(handle)) platform?.(handle);
  };
  const chosen = Object.fromEntries(
    TIMERS.map((name) => [
      name,
      name.startsWith('set') ? set(name as 'setTimeout') : clear(name as 'clearTimeout'),
    ]),
  ) as Record<(typeof TIMERS)[number], Callback>;
  for (const name of TIMERS) if (real[name]) replace(world, name, chosen[name]);
  const { prototype } = Date;
  const Virtual = virtualDate(clock);
  replace(world, 'Date', Virtual);
  replace(prototype as unknown as Record<string, unknown>, 'constructor', Virtual);
  const { performance } = globalThis;
  replace(
    world,
    'performance',
    new Proxy(performance, {
      get(target, name) {
        const simulation = clock();
        if (simulation && name === 'now') return () => simulation.nowMicros / 1000;
        if (simulation && name === 'timeOrigin') return simulation.epochMillis - simulation.nowMicros / 1000;
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    }),
  );
  const { timeout } = AbortSignal;
  replace(AbortSignal as unknown as Record<string, unknown>, 'timeout', (delay: number) => {
    if (!timers()) return timeout.call(AbortSignal, delay);
    const controller = new AbortController();
    const late = () =>
      controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
    (chosen.setTimeout(late, delay) as unknown as Handle).unref();
    return controller.signal;
  });
  replaceModules(chosen, replace, undo);
  return () => {
    for (const back of undo.reverse()) back();
  };
}

/** Node.js's modules `timers` and `timers/promises`, for code that imports them. */
function replaceModules(
  chosen: Record<(typeof TIMERS)[number], Callback>,
  replace: (holder: Record<string, unknown>, name: string, value: unknown) => void,
  undo: (() => void)[],
): void {
  type Load = (name: string) => Record<string, unknown> | undefined;
  const load = (globalThis as { process?: { getBuiltinModule?: Load } }).process?.getBuiltinModule;
  if (!load) return;
  const { syncBuiltinESMExports } = load('node:module') as { syncBuiltinESMExports: () => void };
  const timers = load('node:timers')!;
  for (const name of TIMERS) replace(timers, name, chosen[name]);
  const promises = load('node:timers/promises')!;
  type Options = { signal?: AbortSignal } | undefined;
  const wait = (arm: (done: () => void) => unknown, value: unknown, options: Options) =>
    new Promise((resolve, reject) => {
      const { signal } = options ?? {};
      const refuse = () => reject(new DOMException('The operation was aborted', 'AbortError'));
      if (signal?.aborted) return refuse();
      const handle = arm(() => resolve(value));
      signal?.addEventListener('abort', () => (chosen.clearTimeout(handle), refuse()), { once: true });
    });
  const sleep = (delay?: number, value?: unknown, options?: Options) =>
    wait((done) => chosen.setTimeout(done as Callback, delay), value, options);
  replace(promises, 'setTimeout', sleep);
  replace(promises, 'setImmediate', (value?: unknown, options?: Options) =>
    wait((done) => chosen.setImmediate(done), value, options),
  );
  replace(promises, 'setInterval', async function* (delay?: number, value?: unknown, options?: Options) {
    for (;;) yield await sleep(delay, value, options);
  });
  replace(promises['scheduler'] as Record<string, unknown>, 'wait', (delay: number, options?: Options) =>
    sleep(delay, undefined, options),
  );
  syncBuiltinESMExports();
  undo.unshift(syncBuiltinESMExports);
}

/** The timers that code has set and that still wait, by id: beyond those of a platform that counts from one. */
class VirtualTimers {
  readonly #waiting = new Map<number, CodeTimer>();
  readonly #handles = new WeakSet();
  #last = 1e12;

  /** `delay` in milliseconds, at least `least`: 1, as HTML and Node.js have it, and 0 for setImmediate. */
  set(
    simulation: Simulation,
    callback: Callback,
    delay: unknown,
    values: unknown[],
    repeats: boolean,
    least = 1,
  ): Handle {
    if (typeof callback !== 'function')
      throw new TypeError(`A timer calls a function, not ${typeof callback}.`);
    const asked = Math.trunc(Number(delay));
    const seconds = (asked >= 1 && asked <= 0x7fffffff ? asked : least) / 1000;
    const id = ++this.#last;
    let refers = !repeats;
    const fire = () => {
      this.#waiting.delete(id);
      if (repeats) arm();
      callback(...values);
    };
    const arm = () => void this.#waiting.set(id, simulation.codeTimer(seconds, fire, refers));
    const refer = (whether: boolean) => {
      refers = whether;
      this.#waiting.get(id)?.refer(whether);
      return handle;
    };
    const handle: Handle = {
      id,
      ref: () => refer(true),
      unref: () => refer(false),
      hasRef: () => refers,
      refresh: () => {
        this.#waiting.get(id)?.cancel();
        arm();
        return handle;
      },
      close: () => (this.clear(id), handle),
      [Symbol.toPrimitive]: () => id,
      [Symbol.dispose]: () => void this.clear(id),
    };
    this.#handles.add(handle);
    arm();
    return handle;
  }

  /** Whether the timer is one of these. */
  clear(given: unknown): boolean {
    const ours = typeof given === 'object' && given !== null && this.#handles.has(given);
    if (!ours && (typeof given === 'object' || !this.#waiting.has(Number(given)))) return false;
    const id = Number(given);
    this.#waiting.get(id)?.cancel();
    this.#waiting.delete(id);
    return true;
  }
}

/** `Date` on a simulation's clock. */
function virtualDate(clock: () => Simulation | undefined): DateConstructor {
  const Real = Date;
  const now = () => clock()?.epochMillis ?? Real.now();
  function Virtual(...parts: unknown[]): Date | string {
    if (!new.target) return new Real(now()).toString();
    return Reflect.construct(Real, parts.length > 0 ? parts : [now()], new.target) as Date;
  }
  Object.defineProperty(Virtual, 'name', { value: 'Date', configurable: true });
  Virtual.prototype = Real.prototype as unknown;
  Virtual.now = now;
  Virtual.parse = Real.parse.bind(Real);
  Virtual.UTC = Real.UTC.bind(Real);
  return Virtual as unknown as DateConstructor;
}

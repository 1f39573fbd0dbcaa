import type { Reply } from './reply.ts';
import type { Simulation } from './simulation.ts';

const NAMES = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] as const;

/** A timer that somebody set, as Node.js shows it. */
interface Handle {
  readonly id: number;
  ref(): Handle;
  unref(): Handle;
  hasRef(): boolean;
  [Symbol.toPrimitive](): number;
}

/**
 * Puts a simulation's clock in the place of the wall clock for code that is not written for it: `setTimeout`,
 * `setInterval`, `Date` and `performance.now` are virtual until what it answers is called. For tests of real handlers and
 * consumers, one simulation at a time.
 *
 *     const back = useVirtualTime(cloud.simulation);
 *     try { await cloud.run(60); } finally { back(); }
 */
export function useVirtualTime(simulation: Simulation): () => void {
  const world = globalThis as unknown as Record<string, unknown>;
  const before = NAMES.map((name) => [name, Object.getOwnPropertyDescriptor(world, name)] as const);
  const timers = new Map<number, Reply<void>>();
  let last = 0;

  const wait = (id: number, delay: number, then: () => void): void => {
    const reply = simulation.sleep(Math.max(0, delay) / 1000);
    timers.set(id, reply);
    // The process that is under way waits for it: so its code may sleep by a timer.
    void reply.then(() => {
      if (timers.get(id) === reply) then();
    });
  };
  const handle = (id: number): Handle => {
    const self: Handle = {
      id,
      ref: () => self,
      unref: () => self,
      hasRef: () => true,
      [Symbol.toPrimitive]: () => id,
    };
    return self;
  };
  const clear = (timer: Handle | number | undefined): void => void timers.delete(Number(timer));
  type Callback = (...values: unknown[]) => void;
  const values: Record<(typeof NAMES)[number], unknown> = {
    setTimeout: (callback: Callback, delay = 0, ...rest: unknown[]) => {
      const id = ++last;
      wait(id, delay, () => {
        timers.delete(id);
        callback(...rest);
      });
      return handle(id);
    },
    setInterval: (callback: Callback, delay = 0, ...rest: unknown[]) => {
      const id = ++last;
      const again = () =>
        wait(id, Math.max(1, delay), () => {
          again();
          callback(...rest);
        });
      again();
      return handle(id);
    },
    clearTimeout: clear,
    clearInterval: clear,
    Date: virtualDate(simulation),
    performance: { now: () => simulation.nowMicros / 1000, timeOrigin: simulation.epochMillis },
  };
  for (const name of NAMES)
    Object.defineProperty(world, name, { value: values[name], configurable: true, writable: true });
  return () => {
    for (const [name, descriptor] of before) if (descriptor) Object.defineProperty(world, name, descriptor);
  };
}

/** `Date` on a simulation's clock. */
function virtualDate(simulation: Simulation): DateConstructor {
  const Real = Date;
  function Virtual(...parts: unknown[]): Date | string {
    if (!new.target) return new Real(simulation.epochMillis).toString();
    return Reflect.construct(Real, parts.length > 0 ? parts : [simulation.epochMillis], new.target) as Date;
  }
  Object.defineProperty(Virtual, 'name', { value: 'Date', configurable: true });
  Virtual.prototype = Real.prototype as unknown;
  Virtual.now = () => simulation.epochMillis;
  Virtual.parse = Real.parse.bind(Real);
  Virtual.UTC = Real.UTC.bind(Real);
  return Virtual as unknown as DateConstructor;
}

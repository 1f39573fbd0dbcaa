/** A process ran on and on at one instant: its loop never lets time pass. */
export class SameInstantError extends Error {
  override name = 'SameInstantError';
  /** Thrown by a run. */
  constructor(culprit: string, steps: number, now: number) {
    super(
      `'${culprit}' went on for ${steps} steps at ${now} s without letting time pass. ` +
        'Give its loop a delay (yield seconds(1)) or a wait (a long poll, a signal).',
    );
  }
}

/** An async process waits on something that is no part of the simulation, so virtual time can't go on. */
export class ForeignAwaitError extends Error {
  override name = 'ForeignAwaitError';
  /** Thrown by a run. */
  constructor(process: string, now: number) {
    super(
      `'${process}' waits at ${now} s on something outside the simulation (a timer, a fetch, a promise of its own). ` +
        'Await what the simulation gives: a call, sleep(…), a signal, another process; outside(promise) holds the clock for a real promise.',
    );
  }
}

/** Code set a real timer while virtual time ran: the timer would count real seconds, and the run would not wait for it. */
export class RealTimerError extends Error {
  override name = 'RealTimerError';
  /** Thrown by `setTimeout` and its like, and by the run. */
  constructor(name: string, timer: string, now: number) {
    super(
      `${name} called ${timer} at ${now} s of virtual time: a real timer, for which the run does not wait. ` +
        "Sleep on the simulation's clock (sleep), or give such code its timers: useVirtualTime(cloud).",
    );
  }
}

/** Code outside the simulation awaits a reply that nothing in it can give any more. */
export class NothingScheduledError extends Error {
  override name = 'NothingScheduledError';
  /** Thrown by an await. */
  constructor(awaited: string, now: number) {
    super(`Nothing is scheduled after ${now} s that could settle ${awaited}.`);
  }
}

/** Thrown where a process waits when another one interrupts it. */
export class Interrupt extends Error {
  override name = 'Interrupt';
  /** What `interrupt` was given. */
  override readonly cause: unknown;
  /** Thrown by `Process.interrupt`. */
  constructor(cause: unknown) {
    super(`Interrupted${cause === undefined ? '' : `: ${String(cause)}`}`);
    this.cause = cause;
  }
}

import type { Environment } from './environment.ts';

/** What a function's error says, as its runtime reports it. */
export interface FunctionFailure {
  readonly errorType: string;
  readonly errorMessage: string;
  /** Lines: `trace` of Node.js, `stackTrace` of Python. */
  readonly trace?: readonly string[];
}

/** How a runtime process went down: by itself (no status), with an exit status, or by a signal. */
export interface RuntimeExit {
  readonly status?: number;
  readonly signal?: string;
}

/** How INIT or an invocation ended. */
export type Outcome =
  | { readonly status: 'succeeded'; /** Of an invocation: JSON. */ readonly value?: unknown }
  | { readonly status: 'failed'; readonly error: FunctionFailure }
  | { readonly status: 'exited'; readonly exit: RuntimeExit }
  | { readonly status: 'timed-out' };

/** Takes a known time, and ends so. */
export interface Lasting {
  readonly seconds: number;
  readonly outcome: Outcome;
}

/** Something under way: called, it stops for good. */
export type Stop = () => void;

/** What takes time: known beforehand, or under way until it calls `done`. */
export type Work = Lasting | Stop;
/** Is told how it ended. */
export type Done = (outcome: Outcome) => void;

/** What a function is called with. */
export interface Call {
  readonly requestId: string;
  /** JSON. */
  readonly payload: string;
  /** The ARN by which it is called. */
  readonly invokedArn: string;
  /** The X-Ray header that came with it. */
  readonly traceHeader?: string | undefined;
}

/** One call of a function under way. */
export interface Invocation extends Call {
  /** When it must be over, in microseconds: for getRemainingTimeInMillis. */
  deadline: number;
}

/** A function's code, as its environments see it. */
export interface Code {
  /** INIT: once in each environment. Left out: it takes no time. */
  init?(environment: Environment, done: Done): Work;
  /** Makes an environment out of SnapStart's snapshot; where it is there, SnapStart is on. */
  restore?(environment: Environment, done: Done): Work;
  /** One invocation. */
  handle(environment: Environment, invocation: Invocation, done: Done): Work;
  /** The invocation is over: whatever it left running stands still from now on … */
  freeze?(environment: Environment): void;
  /** … and goes on with the next invocation on the same environment. */
  thaw?(environment: Environment): void;
}

/** Thrown by a handler that ends its runtime, as `process.exit` does. */
export class ExitRuntime {
  /** How the process went down. */
  readonly exit: RuntimeExit;

  /** By itself, unless a status or a signal is given. */
  constructor(exit: RuntimeExit = {}) {
    this.exit = exit;
  }
}

/** A good end with nothing to tell. */
export const SUCCEEDED: Outcome = { status: 'succeeded' };

/** What Node.js's runtime makes of a thrown value. Stack frames are the engine's own, so only the first line stays. */
export function fromThrown(thrown: unknown): Outcome {
  if (thrown instanceof ExitRuntime) return { status: 'exited', exit: thrown.exit };
  if (thrown instanceof Error) {
    const { name, message } = thrown;
    return {
      status: 'failed',
      error: {
        errorType: name,
        errorMessage: message,
        trace: [message === '' ? name : `${name}: ${message}`],
      },
    };
  }
  return { status: 'failed', error: { errorType: typeof thrown, errorMessage: text(thrown), trace: [] } };
}

function text(value: unknown): string {
  try {
    return String(value);
  } catch {
    return 'unknown';
  }
}

import type { Yieldable } from '../../../kernel/index.ts';
import type { InvocationContext } from './context.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- an event is whatever its sender makes it, as on AWS
type AnyEvent = any;

/** What runs with each invocation: a plain, async or generator function. What it returns goes out as JSON. */
export type Handler = (event: AnyEvent, context: InvocationContext) => unknown;

/** What runs once in each environment, and gives the handler: the code outside of it. Plain, async or a generator. */
export type Load = () => Handler | PromiseLike<Handler> | Generator<Yieldable, Handler, never>;

/** A time in seconds, or what draws one each time. */
export type Duration = number | (() => number);

/** A function's code, with the times of what the simulator can't run: the runtime, libraries, computing. */
export interface FunctionPackage {
  /** Runs once in each environment. */
  readonly load: Load;
  /** Seconds that INIT takes besides what `load` waits for. Default: the service's `model.initDuration`. */
  readonly initDuration?: Duration;
  /** Seconds that an invocation takes besides what the handler waits for. Default: `model.duration`. */
  readonly duration?: Duration;
  /** CPU seconds that an invocation takes, on one full vCPU: more memory makes them shorter. Default 0. */
  readonly cpu?: Duration;
  /** vCPUs that the code can keep busy at once. Default 1. */
  readonly threads?: number;
  /** Seconds that a restore takes where SnapStart is on. Default: `model.restoreDuration`. */
  readonly restoreDuration?: Duration;
}

/** What `code` of a function may be: what gives its handler, or that with its times. */
export type FunctionCode = Load | FunctionPackage;

/** A deployment package that holds a function of the program which runs the simulation. */
class Package extends Uint8Array {
  readonly code: FunctionPackage | undefined;

  constructor(bytes: Uint8Array | number, code?: FunctionPackage) {
    super(bytes as number);
    this.code = code;
  }

  /** A copy holds the same code. */
  override slice(): Uint8Array<ArrayBuffer> {
    return new Package(this, this.code) as Uint8Array<ArrayBuffer>;
  }
}

/** A package's first bytes, as every zip file has them. */
const ZIP = [0x50, 0x4b, 0x03, 0x04];

/**
 * A deployment package for AWS's tongue and real clients: `Code: { ZipFile: zipOf(() => handler) }`. It holds the function
 * itself, no bytes of it.
 */
export function zipOf(code: FunctionCode): Uint8Array {
  const whole = typeof code === 'function' ? { load: code } : code;
  return new Package(Uint8Array.from(ZIP), whole);
}

/** The code that a deployment package holds; undefined for a file from elsewhere. */
export function codeIn(zip: Uint8Array): FunctionPackage | undefined {
  return zip instanceof Package ? zip.code : undefined;
}

/** Whether bytes may be a zip file. */
export function isZip(bytes: Uint8Array): boolean {
  return ZIP.every((byte, i) => bytes[i] === byte);
}

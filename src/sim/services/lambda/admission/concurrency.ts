import { invalidParameter } from '../errors.ts';
import type { TokenBucket } from './token-bucket.ts';

/** Executions that no function may reserve: https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
export const UNRESERVED_MINIMUM = 100;

/** What one function has set aside, and what it runs. Change it by `AccountConcurrency`. */
export class FunctionConcurrency {
  readonly name: string;
  /** Reserved concurrency; undefined where the function shares the unreserved pool. */
  reserved: number | undefined;
  /** Provisioned concurrency, all versions and aliases together. */
  provisioned = 0;
  /** Invocations on demand that run now. */
  running = 0;
  /** Invocations on provisioned environments that run now. */
  runningProvisioned = 0;
  /** New environments that may still be started just now. */
  readonly scaling: TokenBucket;
  readonly provisionedBy = new Map<string, number>();

  /** Made by `AccountConcurrency.of`. */
  constructor(name: string, scaling: TokenBucket) {
    this.name = name;
    this.scaling = scaling;
  }
}

/**
 * The concurrency of an account in one Region, and who has set what aside.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
export class AccountConcurrency {
  readonly #limit: () => number;
  readonly #functions = new Map<string, FunctionConcurrency>();
  readonly #newScaling: () => TokenBucket;
  /** Reserved, and provisioned for functions without a reservation. */
  #setAside = 0;
  /** Invocations on demand of functions without a reservation. */
  #running = 0;

  /** @param limit the account's concurrent executions: a quota */
  constructor(limit: () => number, newScaling: () => TokenBucket) {
    this.#limit = limit;
    this.#newScaling = newScaling;
  }

  /** The account's limit. AWS starts at 1,000, new accounts lower. */
  get limit(): number {
    return this.#limit();
  }

  /** The function of that name, known from now on. */
  of(name: string): FunctionConcurrency {
    let fn = this.#functions.get(name);
    if (!fn) this.#functions.set(name, (fn = new FunctionConcurrency(name, this.#newScaling())));
    return fn;
  }

  /** What functions without a reservation share: GetAccountSettings' UnreservedConcurrentExecutions. */
  get unreserved(): number {
    return this.limit - this.#setAside;
  }

  /** Whether the unreserved pool has an execution left. */
  get unreservedFree(): boolean {
    return this.#running < this.unreserved;
  }

  /** Unreserved executions in use plus all that is set aside: the metric ClaimedAccountConcurrency. */
  get claimed(): number {
    return this.#running + this.#setAside;
  }

  /** Whether the function's own reservation has an execution left. What it has provisioned is part of it. */
  reservedFree(fn: FunctionConcurrency): boolean {
    return fn.running < fn.reserved! - fn.provisioned;
  }

  /** An invocation on demand begins. */
  claim(fn: FunctionConcurrency): void {
    fn.running++;
    if (fn.reserved === undefined) this.#running++;
  }

  /** It has ended. */
  release(fn: FunctionConcurrency): void {
    fn.running--;
    if (fn.reserved === undefined) this.#running--;
  }

  /** Sets reserved concurrency; 0 switches the function off. PutFunctionConcurrency, DeleteFunctionConcurrency. */
  reserve(name: string, reserved: number | undefined): void {
    const fn = this.of(name);
    if (reserved !== undefined) {
      if (reserved < fn.provisioned) {
        throw invalidParameter(
          ` ReservedConcurrentExecutions  ${reserved} should not be lower than function's total provisioned concurrency [${fn.provisioned}].`,
        );
      }
      if (this.unreserved + ownShare(fn) - reserved < UNRESERVED_MINIMUM) {
        throw belowMinimum('ReservedConcurrentExecutions');
      }
    }
    if (fn.reserved === undefined) this.#running -= fn.running;
    this.#setAside -= ownShare(fn);
    fn.reserved = reserved;
    this.#setAside += ownShare(fn);
    if (reserved === undefined) this.#running += fn.running;
  }

  /** Sets a version's or an alias's provisioned concurrency. PutProvisionedConcurrencyConfig. */
  provision(name: string, qualifier: string, count: number): void {
    if (qualifier === '$LATEST') {
      throw invalidParameter(
        'Provisioned Concurrency Configs cannot be applied to unpublished function versions.',
      );
    }
    const fn = this.of(name);
    const more = count - (fn.provisionedBy.get(qualifier) ?? 0);
    if (fn.reserved !== undefined) {
      if (fn.provisioned + more > fn.reserved) {
        throw invalidParameter(
          'Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function',
        );
      }
    } else if (more > this.unreserved) {
      throw invalidParameter(
        `Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [${this.unreserved}].`,
      );
    } else if (more > 0 && this.unreserved - more < UNRESERVED_MINIMUM) {
      throw belowMinimum('ConcurrentExecutions');
    }
    this.#provision(fn, more);
    fn.provisionedBy.set(qualifier, count);
  }

  /** Takes it away. DeleteProvisionedConcurrencyConfig. */
  withdraw(name: string, qualifier: string): void {
    const fn = this.of(name);
    this.#provision(fn, -(fn.provisionedBy.get(qualifier) ?? 0));
    fn.provisionedBy.delete(qualifier);
  }

  #provision(fn: FunctionConcurrency, more: number): void {
    this.#setAside -= ownShare(fn);
    fn.provisioned += more;
    this.#setAside += ownShare(fn);
  }
}

/** What a function takes out of the account's limit whether it runs or not. */
const ownShare = (fn: FunctionConcurrency) => fn.reserved ?? fn.provisioned;

const belowMinimum = (what: string) =>
  invalidParameter(
    `Specified ${what} for function decreases account's UnreservedConcurrentExecution below its minimum value of [${UNRESERVED_MINIMUM}].`,
  );

import { AccountConcurrency, type FunctionConcurrency } from './concurrency.ts';
import type { ThrottleReason } from './throttle.ts';
import { TokenBucket } from './token-bucket.ts';

/** The limits that decide whether an invocation gets in. */
export interface AdmissionLimits {
  /** Executions at once, of the account in a Region: a quota that may be raised. Default 1,000. */
  concurrentExecutions: () => number;
  /** Requests a second that each of them brings. Default 10. */
  requestsPerConcurrency: number;
  /** For how many seconds unused requests add up. AWS does not say. Default 1: no more than a second's. */
  requestBurstSeconds: number;
  /** Environments that a function may start at once. Default 1,000. */
  scalingBurst: number;
  /**
   * How many more it may start each second. AWS gives 1,000 every 10 seconds, refilled evenly, not in one go, and
   * not saved up. Default 100. https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html
   */
  scalingRate: number;
}

const DEFAULTS: AdmissionLimits = {
  concurrentExecutions: () => 1000,
  requestsPerConcurrency: 10,
  requestBurstSeconds: 1,
  scalingBurst: 1000,
  scalingRate: 100,
};

/** What the version that is called has at hand. */
export interface AtHand {
  /** A provisioned environment that is free. */
  readonly provisioned: boolean;
  /** A warm environment on demand that is free. */
  readonly warm: boolean;
}

/** What an invocation runs on. */
export type Grant = 'provisioned-concurrency' | 'on-demand';

/** Let in, or the reason why not. */
export type Decision =
  | { readonly grant: Grant; readonly throttle?: undefined }
  | { readonly grant?: undefined; readonly throttle: ThrottleReason };

const PROVISIONED: Decision = { grant: 'provisioned-concurrency' };
const ON_DEMAND: Decision = { grant: 'on-demand' };

/**
 * The gate in front of all functions of an account in one Region. There is no line before it: what is not let in now
 * is refused now. The order of the questions is AWS's: the account's request rate, the function's reservation or else
 * the unreserved pool, then how fast the function may grow, which only those ask who need a new environment.
 */
export class Admission {
  readonly limits: Readonly<AdmissionLimits>;
  readonly account: AccountConcurrency;
  readonly #now: () => number;
  readonly #requests: TokenBucket;

  /** @param now microseconds, never going back: `() => simulation.nowMicros` */
  constructor(now: () => number, limits: Partial<AdmissionLimits> = {}) {
    this.limits = { ...DEFAULTS, ...limits };
    const { concurrentExecutions, requestsPerConcurrency, requestBurstSeconds, scalingBurst, scalingRate } =
      this.limits;
    this.#now = now;
    const rate = concurrentExecutions() * requestsPerConcurrency;
    this.#requests = new TokenBucket(rate, rate * requestBurstSeconds, now());
    const newScaling = () => new TokenBucket(scalingRate, scalingBurst, now());
    this.account = new AccountConcurrency(concurrentExecutions, newScaling);
  }

  /** Decides on one invocation. Where it is let in, `leave` has to follow at its end. */
  admit(fn: FunctionConcurrency, atHand: AtHand): Decision {
    const now = this.#now();
    const { requestsPerConcurrency, requestBurstSeconds } = this.limits;
    this.#requests.resize(this.account.limit * requestsPerConcurrency, requestBurstSeconds);
    if (!this.#requests.take(now)) return { throttle: 'CallerRateLimitExceeded' };
    if (atHand.provisioned) {
      fn.runningProvisioned++;
      return PROVISIONED;
    }
    const { account } = this;
    if (fn.reserved !== undefined) {
      if (!account.reservedFree(fn)) return { throttle: 'ReservedFunctionConcurrentInvocationLimitExceeded' };
    } else if (!account.unreservedFree) {
      return { throttle: 'ConcurrentInvocationLimitExceeded' };
    }
    if (!atHand.warm && !fn.scaling.take(now)) {
      return {
        throttle:
          fn.reserved === undefined
            ? 'FunctionInvocationRateLimitExceeded'
            : 'ReservedFunctionInvocationRateLimitExceeded',
      };
    }
    account.claim(fn);
    return ON_DEMAND;
  }

  /** An invocation that was let in has ended. */
  leave(fn: FunctionConcurrency, grant: Grant): void {
    if (grant === 'on-demand') this.account.release(fn);
    else fn.runningProvisioned--;
  }
}

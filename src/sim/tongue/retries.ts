import type { Simulation } from '../kernel/index.ts';
import { pow } from '../kernel/math.ts';
import type { SdkError } from './sdk-error.ts';

/* The standard mode of the AWS SDK for JavaScript v3 since 2026: @smithy/core 3.41.1, submodules/retry. */

/** Milliseconds before the second attempt at most; twice as many before each further one. */
const BASE = { throttling: 1000, transient: 50 };
/** DynamoDB's client begins sooner. */
const DYNAMODB_BASE = { ...BASE, transient: 25 };
const LONGEST_DELAY = 20_000;
/** What a retry takes from the client's store of them; an attempt that succeeds gives back what it took, or one. */
const COST = { throttling: 5, transient: 14 };
const CAPACITY = 500;
const ATTEMPTS = 3;

const THROTTLING = new Set([
  ...['BandwidthLimitExceeded', 'EC2ThrottledException', 'LimitExceededException', 'PriorRequestNotComplete'],
  ...['ProvisionedThroughputExceededException', 'RequestLimitExceeded', 'RequestThrottled', 'SlowDown'],
  ...['RequestThrottledException', 'ThrottledException', 'Throttling', 'ThrottlingException'],
  ...['TooManyRequestsException', 'TransactionInProgressException'],
]);
const TRANSIENT = new Set(['TimeoutError', 'RequestTimeout', 'RequestTimeoutException']);
const TRANSIENT_STATUS = new Set([500, 502, 503, 504]);

/** How often a client tries a call: a number, or what tells it. */
export type MaxAttempts = number | (() => Promise<number>) | undefined;

/** The retries of one client: when it tries again, and when it has no more to spend. */
export class Retries {
  readonly #simulation: Simulation;
  readonly #base: typeof BASE;
  readonly #maxAttempts: MaxAttempts;
  #attempts: number | undefined;
  #capacity = CAPACITY;

  /** Made by `connect`, for a service by the name of its getter. */
  constructor(service: string, maxAttempts: MaxAttempts, simulation: Simulation) {
    this.#simulation = simulation;
    this.#base = service === 'dynamodb' ? DYNAMODB_BASE : BASE;
    this.#maxAttempts = maxAttempts;
  }

  /** Before the next attempt: milliseconds to wait, and what it costs. Undefined where the client gives up. */
  async next(failure: SdkError, attempts: number): Promise<{ delay: number; cost: number } | undefined> {
    const kind = kindOf(failure);
    if (!kind) return undefined;
    // Asked for once something has failed: the client may look into files for it.
    this.#attempts ??= await this.#simulation.outside(asked(this.#maxAttempts));
    if (attempts >= this.#attempts || COST[kind] > this.#capacity) return undefined;
    this.#capacity -= COST[kind];
    const longest = Math.min(LONGEST_DELAY, this.#base[kind] * pow(2, attempts - 1));
    return { delay: Math.floor(this.#simulation.random('SDK retries').next() * longest), cost: COST[kind] };
  }

  /** A call has succeeded; its last attempt cost that much, 0 for a first one. */
  succeeded(cost: number): void {
    this.#capacity = Math.min(CAPACITY, this.#capacity + (cost || 1));
  }
}

function kindOf({
  name,
  $retryable,
  $metadata: { httpStatusCode = 0 },
}: SdkError): keyof typeof BASE | undefined {
  if (httpStatusCode === 429 || THROTTLING.has(name) || $retryable?.throttling) return 'throttling';
  return $retryable || TRANSIENT.has(name) || TRANSIENT_STATUS.has(httpStatusCode) ? 'transient' : undefined;
}

async function asked(maxAttempts: MaxAttempts): Promise<number> {
  try {
    return (typeof maxAttempts === 'function' ? await maxAttempts() : maxAttempts) ?? ATTEMPTS;
  } catch {
    return ATTEMPTS;
  }
}

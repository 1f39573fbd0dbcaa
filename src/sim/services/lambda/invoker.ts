import type { Admission, Grant } from './admission/admission.ts';
import type { FunctionConcurrency } from './admission/concurrency.ts';
import { throttled } from './admission/throttle.ts';
import type { Call } from './environments/code.ts';
import type { EnvironmentPool } from './environments/pool.ts';
import type { InvokeResult } from './invocation.ts';

/** Is told of what a version does with its calls. */
export interface InvokerEvents {
  admitted(grant: Grant): void;
  throttled(): void;
  ended(result: InvokeResult, grant: Grant): void;
}

/** One version of a function behind the gate of its account: what each call of it goes through. */
export class Invoker {
  readonly concurrency: FunctionConcurrency;
  readonly pool: EnvironmentPool;
  readonly #admission: Admission;
  readonly #version: string;
  readonly #events: InvokerEvents;

  constructor(
    admission: Admission,
    concurrency: FunctionConcurrency,
    version: string,
    pool: EnvironmentPool,
    events: InvokerEvents,
  ) {
    this.concurrency = concurrency;
    this.pool = pool;
    this.#admission = admission;
    this.#version = version;
    this.#events = events;
  }

  /** Calls the version; `done` hears what came of it: at once where it is throttled. */
  call(call: Call, done: (result: InvokeResult) => void): void {
    const admission = this.#admission;
    const { requestId } = call;
    const { grant, throttle } = admission.admit(this.concurrency, this.pool.atHand);
    if (throttle !== undefined) {
      this.#events.throttled();
      return done({ requestId, refused: throttled(throttle) });
    }
    this.#events.admitted(grant);
    this.pool.start(call, grant, (report) => {
      admission.leave(this.concurrency, grant);
      const { outcome } = report;
      const result: InvokeResult =
        outcome.status === 'restore-failed'
          ? { requestId, refused: outcome.refusal }
          : { requestId, executedVersion: this.#version, outcome, report };
      this.#events.ended(result, grant);
      done(result);
    });
  }
}

import type { Simulation, Timer } from '../../../kernel/index.ts';
import type { Refusal } from '../errors.ts';
import type { Code, Done, Invocation, Outcome, Work } from './code.ts';
import { SUCCEEDED } from './code.ts';
import { billedMillis } from './compute.ts';
import type { Environment, Phase } from './environment.ts';
import { draw, INIT_LIMIT, RESTORE_LIMIT, type EnvironmentModel, type FunctionSettings } from './model.ts';

/** SnapStart's restore took too long or failed: Lambda's own error, not the function's. */
export interface RestoreFailed {
  readonly status: 'restore-failed';
  readonly refusal: Refusal;
}

/** What came of an invocation, as its REPORT line tells. Times in microseconds. */
export interface Report {
  readonly requestId: string;
  readonly environment: Environment;
  readonly outcome: Outcome | RestoreFailed;
  /** Whether the environment was made for it. */
  readonly coldStart: boolean;
  /** INIT, or SnapStart's restore, before the invocation; 0 where there was none. */
  readonly init: number;
  /** From the handler's call to its end, an INIT that ran inside the invocation included. */
  readonly duration: number;
  /** Milliseconds, rounded up; INIT included. */
  readonly billed: number;
}

/** Is told what an environment does from now on. */
export type OnPhase = (environment: Environment, phase: Phase, micros: number) => void;
/** Is told of an invocation that has ended. */
export type Then = (report: Report) => void;

const TIMED_OUT: Outcome = { status: 'timed-out' };

/**
 * What happens in one environment: INIT or restore, invocations one after the other, reset.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
export class Life {
  readonly simulation: Simulation;
  readonly code: Code;
  readonly settings: Readonly<FunctionSettings>;
  readonly model: Readonly<EnvironmentModel>;
  readonly #onPhase: OnPhase | undefined;

  constructor(
    simulation: Simulation,
    code: Code,
    settings: FunctionSettings,
    model: EnvironmentModel,
    onPhase?: OnPhase,
  ) {
    this.simulation = simulation;
    this.code = code;
    this.settings = settings;
    this.model = model;
    this.#onPhase = onPhase;
  }

  /** Tells the observer. */
  enter(environment: Environment, phase: Phase): void {
    environment.phase = phase;
    this.#onPhase?.(environment, phase, this.simulation.nowMicros);
  }

  /** A cold start: makes the environment ready, then invokes. */
  coldStart(environment: Environment, invocation: Invocation, then: Then): void {
    this.enter(environment, 'create');
    const creation = draw(this.model.creation);
    if (creation > 0)
      this.simulation.schedule(creation, () => this.#firstStart(environment, invocation, then));
    else this.#firstStart(environment, invocation, then);
  }

  #firstStart(environment: Environment, invocation: Invocation, then: Then): void {
    const began = this.simulation.nowMicros;
    if (!this.code.restore) {
      this.initialize(environment, INIT_LIMIT, () => {
        const init = this.simulation.nowMicros - began;
        this.#invoke(environment, invocation, init, init, true, then);
      });
      return;
    }
    this.enter(environment, 'restore');
    const restore = (done: Done) => this.code.restore!(environment, done);
    this.#limited(restore, RESTORE_LIMIT * 1e6, (outcome) => {
      const init = this.simulation.nowMicros - began;
      const billed = init * this.model.billedRestoreShare;
      environment.ready = outcome.status === 'succeeded';
      if (environment.ready) return this.#invoke(environment, invocation, init, billed, true, then);
      this.enter(environment, 'reset');
      const { requestId } = invocation;
      then({
        requestId,
        environment,
        outcome: { status: 'restore-failed', refusal: restoreFailure(outcome) },
        coldStart: true,
        init,
        duration: 0,
        billed: billedMillis(billed),
      });
    });
  }

  /** INIT by itself. Where it fails or takes too long, the environment is not ready, and INIT runs again later. */
  initialize(environment: Environment, limit: number, then: (outcome: Outcome) => void): void {
    this.enter(environment, 'init');
    this.#limited(
      (done) => this.#init(environment, done),
      limit * 1e6,
      (outcome) => {
        environment.ready = outcome.status === 'succeeded';
        then(outcome);
      },
    );
  }

  /** An invocation on an environment that has been there before. */
  invoke(environment: Environment, invocation: Invocation, then: Then): void {
    this.#invoke(environment, invocation, 0, 0, false, then);
  }

  #invoke(
    environment: Environment,
    invocation: Invocation,
    init: number,
    billedInit: number,
    coldStart: boolean,
    then: Then,
  ): void {
    const began = this.simulation.nowMicros;
    const limit = Math.floor(this.settings.timeout * 1e6);
    const thaw = environment.phase === 'frozen' && environment.invocations > 0;
    this.enter(environment, 'invoke');
    environment.invocations++;
    invocation.deadline = began + limit;
    if (thaw) this.code.thaw?.(environment);
    const end = (outcome: Outcome) => {
      const duration = this.simulation.nowMicros - began;
      if (!environment.ready || outcome.status === 'timed-out' || outcome.status === 'exited') {
        environment.ready = false;
        environment.memory = undefined;
        this.enter(environment, 'reset');
      } else {
        this.code.freeze?.(environment);
        this.enter(environment, 'frozen');
      }
      const { requestId } = invocation;
      const billed = billedMillis(billedInit + duration);
      then({ requestId, environment, outcome, coldStart, init, duration, billed });
    };
    const handle = (done: Done) => this.code.handle(environment, invocation, done);
    if (environment.ready) return this.#limited(handle, limit, end);
    // INIT failed, or a reset has undone it: it runs inside this invocation, on the invocation's time.
    this.#limited(
      (done) => this.#init(environment, done),
      limit,
      (outcome) => {
        environment.ready = outcome.status === 'succeeded';
        if (!environment.ready) return end(outcome);
        this.#limited(handle, limit - (this.simulation.nowMicros - began), end);
      },
    );
  }

  #init(environment: Environment, done: Done): Work {
    return this.code.init ? this.code.init(environment, done) : { seconds: 0, outcome: SUCCEEDED };
  }

  /** Starts work, and ends it where it has not ended by itself within `limit` microseconds. */
  #limited(start: (done: Done) => Work, limit: number, then: (outcome: Outcome) => void): void {
    let settled = false;
    const timeout: { timer?: Timer } = {};
    const work = start((outcome) => {
      if (settled) return;
      settled = true;
      timeout.timer?.cancel();
      then(outcome);
    });
    if (settled) return;
    if (typeof work !== 'function') {
      const { seconds, outcome } = work;
      const late = seconds * 1e6 > limit;
      if (seconds === 0) return then(outcome);
      this.simulation.schedule(late ? limit / 1e6 : seconds, () => then(late ? TIMED_OUT : outcome));
      return;
    }
    timeout.timer = this.simulation.timer(limit / 1e6, () => {
      settled = true;
      work();
      then(TIMED_OUT);
    });
  }
}

function restoreFailure(outcome: Outcome): Refusal {
  return outcome.status === 'timed-out'
    ? {
        name: 'SnapStartTimeoutException',
        message: "Lambda couldn't restore the snapshot within the timeout limit.",
      }
    : {
        name: 'SnapStartException',
        message: 'A runtime hook failed after the snapshot was restored.',
      };
}

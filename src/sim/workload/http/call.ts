import { Reply, type Process, type Simulation, type Timer, type Yieldable } from '../../kernel/index.ts';
import { HttpError, type Request, type Response } from '../../cloud/endpoints/index.ts';
import { type Outcome } from './message.ts';

/** A request under way. It settles exactly once, and never rejects: with a response, an error, or an abort. */
export class Call extends Reply<Outcome> {
  /** What is asked for. */
  readonly request: Request;
  /** Attempts begun. */
  attempts = 0;
  readonly #simulation: Simulation;
  readonly #begun: number;
  readonly #onEnd: (outcome: Outcome) => void;
  #process: Process<void> | undefined;
  #timer: Timer | undefined;

  /** Made by `Client.request`. */
  constructor(simulation: Simulation, request: Request, onEnd: (outcome: Outcome) => void) {
    super(simulation, `a response from ${request.host}`);
    this.request = request;
    this.#simulation = simulation;
    this.#begun = simulation.now;
    this.#onEnd = onEnd;
    // Whoever waited has been called away: so is the request.
    this.onAbandon = () => this.abort();
  }

  /** Calls it off: its connection is closed. Does nothing once it has ended. */
  abort(): void {
    this.#stop();
    this.#end({ kind: 'abort', ...this.#figures() });
  }

  /** @internal Runs it, no longer than so many seconds. */
  begin(body: () => Generator<Yieldable, Response | HttpError>, limit: number): this {
    this.#process = this.#simulation.process(() => this.#live(body), this.name);
    if (limit < Infinity) this.#timer = this.#simulation.timer(limit, () => this.#timeOut());
    return this;
  }

  *#live(body: () => Generator<Yieldable, Response | HttpError>): Generator<Yieldable, void> {
    const result = yield* body();
    const figures = this.#figures();
    if (result instanceof HttpError) this.#end({ kind: 'error', error: result, ...figures });
    else this.#end({ kind: 'response', response: result, ...figures });
  }

  #timeOut(): void {
    this.#stop();
    const error = new HttpError('call timeout', this.request.host);
    this.#end({ kind: 'error', error, ...this.#figures() });
  }

  #stop(): void {
    if (!this.settled) this.#process?.cancel();
  }

  #figures(): { attempts: number; latency: number } {
    return { attempts: this.attempts, latency: this.#simulation.now - this.#begun };
  }

  #end(outcome: Outcome): void {
    if (this.settled) return;
    this.#timer?.cancel();
    this.resolve(outcome);
    this.#onEnd(outcome);
  }
}

import { errorPayload, type RuntimeFamily } from '../function-error.ts';
import { RECURSIVE, succeeded, wasThrottled, type InvokeResult } from '../invocation.ts';
import type { Reply, Simulation, Yieldable } from '../../../kernel/index.ts';
import { deadLetter, type DeadLetter } from './dead-letter.ts';
import { invocationRecord, type InvocationRecord, type RecordParts } from './invocation-record.ts';
import { next, type Attempt, type FailureCondition } from './retry.ts';
import { eventInvokeSettings, type AsynchronousModel, type InvokeConfig } from './settings.ts';

/** What the queue stands between. */
export interface AsynchronousPorts {
  /** Calls the function. */
  readonly invoke: (event: QueuedEvent) => Reply<InvokeResult>;
  /** Its ARN with the version or alias that was called. */
  readonly functionArn: string;
  /** What is set now. */
  readonly config: () => InvokeConfig | undefined;
  /** Whether reserved concurrency is 0: events are given up at once then. */
  readonly switchedOff: () => boolean;
  readonly onSuccess: (record: InvocationRecord, event: QueuedEvent) => void;
  readonly onFailure: (record: InvocationRecord, event: QueuedEvent) => void;
  /** In addition to `onFailure`. */
  readonly deadLetterQueue: (letter: DeadLetter, event: QueuedEvent) => void;
  /** Whose manner of telling errors the function has. */
  readonly family: RuntimeFamily;
  /** An event begins to be worked on, so many seconds after it came. */
  readonly begun: (age: number) => void;
  /** An event was given up. */
  readonly dropped: () => void;
}

/** One event in the queue. */
export interface QueuedEvent {
  readonly requestId: string;
  readonly payload: string;
  /** The X-Ray header that came with it. */
  readonly trace: string | undefined;
  /** When it came, in seconds. */
  readonly since: number;
  runs: number;
  refusals: number;
}

/**
 * The queue behind a function's asynchronous invocations: it calls the function, tries again, and gives up.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html
 */
export class AsynchronousQueue {
  readonly #simulation: Simulation;
  readonly #ports: AsynchronousPorts;
  readonly #model: AsynchronousModel;
  #size = 0;

  constructor(simulation: Simulation, ports: AsynchronousPorts, model: AsynchronousModel) {
    this.#simulation = simulation;
    this.#ports = ports;
    this.#model = model;
  }

  /** Events that have not ended. */
  get size(): number {
    return this.#size;
  }

  /** Takes an event in: the caller has its 202 and hears no more. */
  submit(payload: string, requestId: string, trace?: string): void {
    this.#size++;
    const since = this.#simulation.now;
    const event: QueuedEvent = { requestId, payload, trace, since, runs: 0, refusals: 0 };
    this.#in(this.#model.dispatch, event);
  }

  #in(delay: number, event: QueuedEvent): void {
    this.#simulation.schedule(delay, () => this.#simulation.process(() => this.#attempt(event)));
  }

  *#attempt(event: QueuedEvent): Generator<Yieldable, void, unknown> {
    const { invoke, switchedOff, begun } = this.#ports;
    begun(this.#simulation.now - event.since);
    if (switchedOff()) this.#giveUp(event, 'ZeroReservedConcurrency', undefined);
    else this.#settle(event, yield* invoke(event));
  }

  #settle(event: QueuedEvent, result: InvokeResult): void {
    if (result.outcome) {
      event.runs++;
      event.refusals = 0;
    } else {
      event.refusals++;
    }
    if (succeeded(result)) {
      this.#size--;
      this.#ports.onSuccess(invocationRecord(this.#parts(event, 'Success', result)), event);
      return;
    }
    const { runs, refusals, since } = event;
    const history = { runs, refusals, age: this.#simulation.now - since };
    const settings = eventInvokeSettings(this.#ports.config());
    const decision = next(attemptOf(result), history, settings, this.#model.crowding(this.#size));
    if (decision.giveUp !== undefined) this.#giveUp(event, decision.giveUp, result);
    // Events that were refused together do not come back together.
    else this.#in(result.refused ? decision.delay * this.#model.spread() : decision.delay, event);
  }

  #giveUp(event: QueuedEvent, condition: FailureCondition, result: InvokeResult | undefined): void {
    this.#size--;
    this.#ports.dropped();
    const { onFailure, deadLetterQueue } = this.#ports;
    const parts = this.#parts(event, condition, result);
    onFailure(invocationRecord(parts), event);
    const { refused } = result ?? {};
    const status = statusOf(result);
    const failure = parts.response?.payload as { errorMessage?: string } | undefined;
    const message = refused?.message ?? failure?.errorMessage ?? '';
    deadLetterQueue(deadLetter(event.payload, event.requestId, status, message), event);
  }

  #parts(
    { requestId, payload, runs }: QueuedEvent,
    condition: RecordParts['condition'],
    result: InvokeResult | undefined,
  ): RecordParts {
    const { functionArn } = this.#ports;
    const failed = condition !== 'Success';
    const response = result?.outcome && {
      executedVersion: result.executedVersion,
      failed,
      payload:
        result.outcome.status === 'succeeded'
          ? (JSON.parse(result.outcome.value as string) as unknown)
          : errorPayload(result.outcome, requestId, result.report, this.#ports.family),
    };
    return {
      epochMillis: this.#simulation.epochMillis,
      requestId,
      functionArn,
      condition,
      runs,
      payload: JSON.parse(payload) as unknown,
      response,
    };
  }
}

function statusOf(result: InvokeResult | undefined): number {
  if (!result || wasThrottled(result)) return 429;
  if (result.outcome) return 200;
  return result.refused.name === RECURSIVE ? 400 : 500;
}

/** A refusal that is no throttle and no fault of AWS's (a function that is gone, say) is tried like a throttle. */
const attemptOf = (result: InvokeResult): Attempt =>
  result.outcome
    ? 'function-error'
    : result.refused.name === RECURSIVE
      ? 'recursive'
      : wasThrottled(result)
        ? 'throttled'
        : 'system-error';

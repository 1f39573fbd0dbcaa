import { errors, StateFailure } from './failure.ts';
import type { Json } from './json.ts';

/** An event of GetExecutionHistory. Its details are a member named after its type. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly type: string;
  readonly [details: string]: unknown;
}

/** The member with an event's details, named after its type. */
export type EventDetails = Record<`${string}EventDetails`, object>;

/** Numbers the events of an execution. */
export class History {
  readonly #record: (event: HistoryEvent) => void;
  readonly #now: () => number;
  readonly #limit: number;
  #count: number;

  /** `count`: of the events before a redrive. */
  constructor(record: (event: HistoryEvent) => void, now: () => number, limit: number, count = 0) {
    this.#count = count;
    this.#record = record;
    this.#now = now;
    this.#limit = limit;
  }

  write(type: string, previousEventId: number, details?: EventDetails): number {
    // The last place is kept for the event that ends the execution.
    if (this.#count >= this.#limit - 1 && !type.startsWith('Execution'))
      throw new StateFailure(
        errors.runtime,
        `The execution reached the maximum number of history events (${this.#limit}).`,
        true,
      );
    const id = ++this.#count;
    this.#record({ id, previousEventId, timestamp: this.#now(), type, ...details });
    return id;
  }
}

/**
 * The events of one line of execution, each the `previousEventId` of the next. A branch or an iteration has its own,
 * which begins at an event of the line that it left.
 */
export class Trail {
  readonly #history: History;
  last: number;

  constructor(history: History, last = 0) {
    this.#history = history;
    this.last = last;
  }

  add(type: string, details?: EventDetails): number {
    return (this.last = this.#history.write(type, this.last, details));
  }

  /** An event that nothing follows: the next one has the same `previousEventId`. */
  addLeaf(type: string, details?: EventDetails): number {
    return this.#history.write(type, this.last, details);
  }

  fork(): Trail {
    return new Trail(this.#history, this.last);
  }
}

/** A payload in an event's details. Ours is never truncated; AWS truncates what is over its quotas. */
export function payload<N extends string>(name: N, value: Json): Record<N | `${N}Details`, unknown> {
  return { [name]: textOf(value), [`${name}Details`]: { truncated: false } } as Record<
    N | `${N}Details`,
    unknown
  >;
}

function textOf(value: Json): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // A payload may be nested as deeply as it is long.
    if (!(error instanceof RangeError)) throw error;
    throw new StateFailure(errors.runtime, 'The payload is nested too deeply.', true);
  }
}

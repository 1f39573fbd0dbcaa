import { Operator, type Element, type Progress } from './operator.ts';

/** Where results go: the reader's own function, or a resource by its ARN. */
export type Sink<T> = ((value: T) => void) | { readonly arn: string };

/** How often the destination gets a result, whatever fails. */
export type DeliveryGuarantee = 'at-least-once' | 'exactly-once';

/** A result for a resource. */
export interface Pending {
  readonly text: string;
  readonly key: string;
}

/**
 * The end of a job. At least once: results are handed over as they come, and those that a resource has not taken yet are
 * kept in the checkpoint. Exactly once: results are handed over when the checkpoint that they are in is complete.
 */
export class SinkOperator extends Operator {
  readonly arn: string | undefined;
  readonly #call: ((value: unknown) => void) | undefined;
  readonly #exactlyOnce: boolean;
  #pending: Pending[] = [];
  #uncommitted: unknown[] = [];
  readonly #count: () => void;

  constructor(sink: Sink<never>, exactlyOnce: boolean, count: () => void) {
    super();
    this.arn = typeof sink === 'function' ? undefined : sink.arn;
    this.#call = typeof sink === 'function' ? (value) => sink(value as never) : undefined;
    this.#exactlyOnce = exactlyOnce;
    this.#count = count;
  }

  override take({ value, key }: Element, _job: Progress): void {
    this.#count();
    if (!this.#call) this.#pending.push({ text: JSON.stringify(value), key });
    else if (this.#exactlyOnce) this.#uncommitted.push(value);
    else this.#call(value);
  }

  override snapshot(): unknown {
    // What waits for this checkpoint is handed over by it, so it is not part of it.
    return this.#exactlyOnce ? [] : structuredClone(this.#pending);
  }

  override restore(state: unknown): void {
    this.#pending = structuredClone(state) as Pending[];
    this.#uncommitted = [];
  }

  /** What a resource has to get now. */
  get pending(): readonly Pending[] {
    return this.#exactlyOnce ? [] : this.#pending;
  }

  /** The first of them were taken. */
  taken(count: number): void {
    this.#pending.splice(0, count);
  }

  /** A checkpoint is complete: hands over what waited for it; answers what an object of a bucket gets. */
  commit(): readonly Pending[] {
    if (!this.#exactlyOnce) return [];
    const values = this.#uncommitted;
    const lines = this.#pending;
    this.#uncommitted = [];
    this.#pending = [];
    for (const value of values) this.#call!(value);
    return lines;
  }
}

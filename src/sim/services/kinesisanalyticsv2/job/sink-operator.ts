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
  /** Exactly once: what has come since the last barrier, and what waits for the checkpoint of that barrier. */
  #open: unknown[] = [];
  #prepared: unknown[] = [];
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
    const result = this.#call ? value : { text: JSON.stringify(value), key };
    if (this.#exactlyOnce) this.#open.push(result);
    else if (this.#call) this.#call(value);
    else this.#pending.push(result as Pending);
  }

  protected override snapshot(): unknown {
    // What waits for this checkpoint is handed over by it, so it is not part of it.
    return structuredClone(this.#pending);
  }

  protected override restore(state: unknown): void {
    this.#pending = structuredClone(state) as Pending[];
    this.#open = [];
    this.#prepared = [];
  }

  /** What a resource has to get now. */
  get pending(): readonly Pending[] {
    return this.#pending;
  }

  /** The first of them were taken. */
  taken(count: number): void {
    this.#pending.splice(0, count);
  }

  /** A barrier has come: what came before it waits for its checkpoint to be complete. */
  prepare(): void {
    this.#prepared.push(...this.#open.splice(0));
  }

  /** The checkpoint is complete: hands over what waited for it; answers what an object of a bucket gets. */
  commit(): readonly Pending[] {
    const results = this.#prepared.splice(0);
    if (!this.#call) return results as Pending[];
    for (const value of results) this.#call(value);
    return [];
  }
}

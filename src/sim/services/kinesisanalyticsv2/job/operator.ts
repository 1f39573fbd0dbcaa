/** A record on its way through a job. Milliseconds of event time. */
export interface Element {
  readonly value: unknown;
  readonly time: number;
  /** What it was keyed by last. */
  readonly key: string;
}

/** What operators see of the job that runs them. */
export interface Progress {
  /** How far event time is: milliseconds. */
  readonly watermark: number;
  /** A record goes to the subtask that has its key. */
  route(key: string): void;
  /** A record was dropped, as it was too late. */
  dropped(): void;
}

/** The name of the output that all have; others are side outputs. */
export const MAIN = '';

/** One step of a job: takes elements, and hands others on. */
export abstract class Operator {
  readonly #next = new Map<string, Operator[]>();

  /** Takes an element in. */
  abstract take(element: Element, job: Progress): void;

  /** The watermark has risen. */
  advance(_before: number, _job: Progress): void {}

  /** What is kept in a checkpoint; undefined for nothing. */
  snapshot(): unknown {
    return undefined;
  }

  /** Goes back to what was kept. */
  restore(_state: unknown): void {}

  /** Hands on to this one, too. */
  connect(next: Operator, tag: string): void {
    this.#next.set(tag, [...(this.#next.get(tag) ?? []), next]);
  }

  /** Whether somebody takes what comes out there. */
  protected has(tag: string): boolean {
    return this.#next.has(tag);
  }

  protected emit(element: Element, job: Progress, tag = MAIN): void {
    for (const next of this.#next.get(tag) ?? []) next.take(element, job);
  }
}

/** What a reader's function hands on: values of the main output, and of side outputs by name. */
export interface Collector {
  /** Hands a value on. */
  collect(value: unknown): void;
  /** Hands a value on to a side output. */
  output(tag: string, value: unknown): void;
}

/** Where a stream begins: hands on what is read. */
export class SourceOperator extends Operator {
  override take(element: Element, job: Progress): void {
    this.emit(element, job);
  }
}

/** A function of the reader's, without state: map, filter, flatMap, process. */
export class FunctionOperator extends Operator {
  readonly #body: (value: unknown, out: Collector, time: number) => void;

  constructor(body: (value: unknown, out: Collector, time: number) => void) {
    super();
    this.#body = body;
  }

  override take({ value, time, key }: Element, job: Progress): void {
    const out = {
      collect: (result: unknown) => this.emit({ value: result, time, key }, job),
      output: (tag: string, result: unknown) => this.emit({ value: result, time, key }, job, tag),
    };
    this.#body(value, out, time);
  }
}

/** Sends elements to the subtask that has their key. */
export class KeyOperator extends Operator {
  readonly #keyOf: (value: unknown) => string;

  constructor(keyOf: (value: unknown) => string) {
    super();
    this.#keyOf = keyOf;
  }

  override take({ value, time }: Element, job: Progress): void {
    const key = String(this.#keyOf(value));
    job.route(key);
    this.emit({ value, time, key }, job);
  }
}

/** A function of the reader's with a state for each key. */
export class StateOperator extends Operator {
  readonly #initial: () => unknown;
  readonly #body: (state: unknown, value: unknown, out: Collector, time: number) => unknown;
  #states = new Map<string, unknown>();

  constructor(
    initial: () => unknown,
    body: (state: unknown, value: unknown, out: Collector, time: number) => unknown,
  ) {
    super();
    this.#initial = initial;
    this.#body = body;
  }

  override take({ value, time, key }: Element, job: Progress): void {
    const state = this.#states.has(key) ? this.#states.get(key) : this.#initial();
    const out = {
      collect: (result: unknown) => this.emit({ value: result, time, key }, job),
      output: (tag: string, result: unknown) => this.emit({ value: result, time, key }, job, tag),
    };
    this.#states.set(key, this.#body(state, value, out, time));
  }

  override snapshot(): unknown {
    return structuredClone([...this.#states]);
  }

  override restore(state: unknown): void {
    this.#states = new Map(structuredClone(state) as [string, unknown][]);
  }
}

import { Watermarks, type WatermarkSnapshot } from '../windows/watermark.ts';

/** A record on its way through a job. Milliseconds of event time. */
export interface Element {
  readonly value: unknown;
  readonly time: number;
  /** What it was keyed by last. */
  readonly key: string;
}

/** What operators see of the job that runs them. */
export interface Progress {
  /** Processing time: milliseconds. */
  readonly now: number;
  /** A record goes to the subtask that has its key. */
  route(key: string): void;
  /** A record was dropped, as it was too late. */
  dropped(): void;
}

/** The name of the output that all have; others are side outputs. */
export const MAIN = '';

/** What an operator was like at a checkpoint. */
export interface OperatorSnapshot {
  readonly watermark: number;
  readonly state: unknown;
}

/**
 * One step of a job: takes elements, and hands others on. Each has a watermark of its own: the least of its inputs'
 * watermarks, of those that are not idle. All subtasks of an operator have the same one here, as behind a `keyBy`, where
 * each hears of all subtasks before it.
 * https://nightlies.apache.org/flink/flink-docs-stable/docs/concepts/time/#watermarks-in-parallel-streams
 */
export abstract class Operator {
  readonly #next = new Map<string, Operator[]>();
  readonly #inputs: Operator[] = [];
  #watermark = -Infinity;
  #idle = false;

  /** How far event time is here: milliseconds. It never falls. */
  get watermark(): number {
    return this.#watermark;
  }

  /** Whether it holds up nobody behind it. */
  get idle(): boolean {
    return this.#idle;
  }

  /** Hears of how far its inputs are. */
  hear(job: Progress): void {
    const live = this.#inputs.filter(({ idle }) => !idle);
    this.rise(
      live.reduce((least, { watermark }) => Math.min(least, watermark), Infinity),
      live.length === 0,
      job,
    );
  }

  /** Takes an element in. */
  abstract take(element: Element, job: Progress): void;

  /** The watermark has risen. */
  advance(_before: number, _job: Progress): void {}

  /** What is kept in a checkpoint. */
  keep(): OperatorSnapshot {
    return { watermark: this.#watermark, state: this.snapshot() };
  }

  /** Goes back to what was kept. */
  resume({ watermark, state }: OperatorSnapshot, now: number): void {
    this.#watermark = watermark;
    if (state !== undefined) this.restore(state, now);
  }

  /** Hands on to this one, too. */
  connect(next: Operator, tag: string): void {
    next.#inputs.push(this);
    this.#next.set(tag, [...(this.#next.get(tag) ?? []), next]);
  }

  /** Its state; undefined for none. */
  protected snapshot(): unknown {
    return undefined;
  }

  /** Goes back to that state. */
  protected restore(_state: unknown, _now: number): void {}

  protected rise(to: number, idle: boolean, job: Progress): void {
    this.#idle = idle;
    const before = this.#watermark;
    if (idle || to <= before) return;
    this.#watermark = to;
    this.advance(before, job);
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

/**
 * Where a stream begins: hands on what is read. Each shard has a watermark. The least of a subtask's shards is that of the
 * subtask, and the least of the subtasks is what all behind it hear of: so it is the least of the shards.
 */
export class SourceOperator extends Operator {
  /** How far each shard is. */
  readonly watermarks = new Watermarks();

  override take(element: Element, job: Progress): void {
    this.emit(element, job);
  }

  override hear(job: Progress): void {
    const to = this.watermarks.advance(job.now);
    this.rise(to, this.watermarks.idle, job);
  }

  protected override snapshot(): unknown {
    return this.watermarks.snapshot();
  }

  protected override restore(state: unknown, now: number): void {
    this.watermarks.restore(state as WatermarkSnapshot, now);
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

  protected override snapshot(): unknown {
    return structuredClone([...this.#states]);
  }

  protected override restore(state: unknown): void {
    this.#states = new Map(structuredClone(state) as [string, unknown][]);
  }
}

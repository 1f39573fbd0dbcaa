import type { Window, WindowAssigner } from './window.ts';

/** How the records of a window become one value. Accumulators are values: `add` and `merge` answer new ones. */
export interface Aggregate<T, A, R> {
  /** The accumulator of no records. */
  readonly create: () => A;
  /** The accumulator with one record more. */
  readonly add: (accumulator: A, record: T) => A;
  /** Two accumulators as one: where two sessions become one. */
  readonly merge: (a: A, b: A) => A;
  /** What the window gives. */
  readonly result: (accumulator: A) => R;
}

/** A window that fires. With allowed lateness, one window may fire again: the last result holds. */
export interface Firing<R> {
  readonly key: string;
  readonly window: Window;
  readonly value: R;
}

interface State<A> {
  readonly window: Window;
  readonly accumulator: A;
}

/** The state of all windows, to be kept in a checkpoint. */
export type WindowSnapshot<A> = readonly (readonly [key: string, windows: readonly State<A>[]])[];

/**
 * Gathers records by key and window of event time. A window fires when the watermark passes its end; then its state is
 * kept for the allowed lateness, and each late record fires it again. What is later still goes to the side output.
 * https://nightlies.apache.org/flink/flink-docs-stable/docs/dev/datastream/operators/windows/
 */
export class WindowState<T, A, R> {
  readonly #assigner: WindowAssigner;
  readonly #aggregate: Aggregate<T, A, R>;
  readonly #lateness: number;
  #keys = new Map<string, State<A>[]>();

  constructor(assigner: WindowAssigner, aggregate: Aggregate<T, A, R>, allowedLateness = 0) {
    this.#assigner = assigner;
    this.#aggregate = aggregate;
    this.#lateness = allowedLateness;
  }

  /** Windows with state. */
  get size(): number {
    let size = 0;
    for (const states of this.#keys.values()) size += states.length;
    return size;
  }

  /**
   * Takes a record in.
   *
   * @param emit gets results at once where windows have fired before
   * @returns false where it is too late for all its windows
   */
  add(key: string, time: number, record: T, watermark: number, emit: (firing: Firing<R>) => void): boolean {
    const states = this.#keys.get(key) ?? [];
    let taken = false;
    for (const assigned of this.#assigner.windows(time)) {
      const state = this.#assigner.merges ? this.#merged(states, assigned) : find(states, assigned);
      const window = state?.window ?? assigned;
      if (this.#gone(window, watermark)) continue;
      taken = true;
      const accumulator = this.#aggregate.add(state?.accumulator ?? this.#aggregate.create(), record);
      const next = { window, accumulator };
      // A merged window takes the place of all that it was made of.
      const rest = states.filter((other) => !inside(other.window, window));
      states.splice(0, states.length, ...rest, next);
      if (window.end - 1 <= watermark) emit(this.#firing(key, next));
    }
    if (states.length > 0) this.#keys.set(key, states);
    // A record between windows, where they have holes, is in none, but not late.
    return taken || time + this.#lateness > watermark;
  }

  /** The watermark has risen: fires what ends by it, in the order of ends, starts and keys; forgets what is too old. */
  advance(before: number, watermark: number, emit: (firing: Firing<R>) => void): void {
    const due: { key: string; state: State<A> }[] = [];
    for (const [key, states] of this.#keys) {
      for (const state of states) {
        const last = state.window.end - 1;
        if (last > before && last <= watermark) due.push({ key, state });
      }
      const kept = states.filter(({ window }) => !this.#gone(window, watermark));
      if (kept.length === 0) this.#keys.delete(key);
      else if (kept.length < states.length) this.#keys.set(key, kept);
    }
    due.sort(
      (a, b) =>
        a.state.window.end - b.state.window.end ||
        a.state.window.start - b.state.window.start ||
        (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
    );
    for (const { key, state } of due) emit(this.#firing(key, state));
  }

  /** What is kept: accumulators are copied, for a reader's code may change them in place. */
  snapshot(): WindowSnapshot<A> {
    return structuredClone([...this.#keys]);
  }

  /** Goes back to what was kept. */
  restore(snapshot: WindowSnapshot<A>): void {
    this.#keys = new Map(structuredClone(snapshot) as [string, State<A>[]][]);
  }

  /** Too old to be kept. */
  #gone({ end }: Window, watermark: number): boolean {
    return end - 1 + this.#lateness <= watermark;
  }

  #firing(key: string, { window, accumulator }: State<A>): Firing<R> {
    return { key, window, value: this.#aggregate.result(accumulator) };
  }

  /**
   * A session that covers a window and all that it overlaps. Sessions that only touch stay two: Flink merges them if
   * both are still there, so that what comes out hangs on the order of arrival.
   */
  #merged(states: readonly State<A>[], window: Window): State<A> {
    return states
      .filter((state) => state.window.start < window.end && window.start < state.window.end)
      .reduce(
        (all, state) => ({
          window: {
            start: Math.min(all.window.start, state.window.start),
            end: Math.max(all.window.end, state.window.end),
          },
          accumulator: this.#aggregate.merge(all.accumulator, state.accumulator),
        }),
        { window, accumulator: this.#aggregate.create() },
      );
  }
}

const find = <A>(states: readonly State<A>[], { start, end }: Window): State<A> | undefined =>
  states.find(({ window }) => window.start === start && window.end === end);

const inside = (inner: Window, outer: Window): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

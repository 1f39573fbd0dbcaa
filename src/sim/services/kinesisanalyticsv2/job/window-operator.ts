import type { WindowAssigner } from '../windows/window.ts';
import { WindowState, type Aggregate, type Firing, type WindowSnapshot } from '../windows/window-state.ts';
import { Operator, type Element, type Progress } from './operator.ts';

/** What a window gives when it fires. */
export interface WindowResult<R> {
  /** The key. */
  readonly key: string;
  /** Where the window begins, in seconds of the Unix epoch. */
  readonly start: number;
  /** Where it ends: the first moment that is not in it. */
  readonly end: number;
  /** What the records in it come to. */
  readonly value: R;
}

/** The side output of records that came too late. */
export const LATE = 'late';

/** Windows by key. A result has the time of its window's last millisecond. */
export class WindowOperator extends Operator {
  readonly #state: WindowState<unknown, unknown, unknown>;

  constructor(
    assigner: WindowAssigner,
    aggregate: Aggregate<unknown, unknown, unknown>,
    allowedLateness: number,
  ) {
    super();
    this.#state = new WindowState(assigner, aggregate, allowedLateness);
  }

  override take(element: Element, job: Progress): void {
    const { key, time, value } = element;
    const taken = this.#state.add(key, time, value, this.watermark, (firing) => this.#fire(firing, job));
    if (taken) return;
    if (this.has(LATE)) this.emit(element, job, LATE);
    else job.dropped();
  }

  override advance(before: number, job: Progress): void {
    this.#state.advance(before, this.watermark, (firing) => this.#fire(firing, job));
  }

  protected override snapshot(): unknown {
    return this.#state.snapshot();
  }

  protected override restore(state: unknown): void {
    this.#state.restore(state as WindowSnapshot<unknown>);
  }

  #fire({ key, window, value }: Firing<unknown>, job: Progress): void {
    const { start, end } = window;
    const result: WindowResult<unknown> = { key, start: start / 1000, end: end / 1000, value };
    this.emit({ value: result, time: end - 1, key }, job);
  }
}

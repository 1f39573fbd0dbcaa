import type { StateValue } from '../schema.ts';
import type { AlarmClock } from './alarm-clock.ts';
import type { Finding } from './alarm-state.ts';

/** Decides on the state of an alarm: from a metric or an expression and a threshold, or from a rule over other alarms. */
export interface Evaluator {
  /** Times of evaluation. Absent on a composite alarm, which is evaluated when one of its children changes. */
  readonly clock?: AlarmClock;
  /** The alarms that a composite alarm looks at, by the names or ARNs that its rule gives them. */
  readonly children?: readonly string[];
  /** The newest value that the last evaluation saw: a step scaling policy sizes its answer by it. */
  readonly lastValue?: number | undefined;
  /** Evaluates at `now`, in seconds since 1970. Undefined where the state stays as it is. */
  evaluate(current: StateValue, now: number): Finding | undefined;
}

import type { StateValue } from '../schema.ts';
import type { AlarmClock } from './alarm-clock.ts';
import type { Finding } from './alarm-state.ts';

/** What decides on the state of an alarm: a metric or an expression against a threshold, or a rule over other alarms. */
export interface Evaluator {
  /** When it is due. Absent on a composite alarm, which is due when one of its children changes. */
  readonly clock?: AlarmClock;
  /** The alarms that a composite alarm looks at, by the names or ARNs that its rule gives them. */
  readonly children?: readonly string[];
  /** The newest value that the last evaluation saw: a step scaling policy sizes its answer by it. */
  readonly lastValue?: number | undefined;
  /** Evaluates at `now`, in seconds since 1970. Undefined where the state stays as it is. */
  evaluate(current: StateValue, now: number): Finding | undefined;
}

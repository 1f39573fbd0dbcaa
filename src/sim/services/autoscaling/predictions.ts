import type { Context } from './context.ts';
import { notModelled } from './errors.ts';
import type { AutoScalingGroup } from './group.ts';
import type { Policy } from './policy.ts';
import type { Output } from './schema.ts';

/** Predictive scaling. */
export class Predictions {
  readonly #asg: Context;

  /** Made by `Policies`. */
  constructor(asg: Context) {
    this.#asg = asg;
  }

  /** A policy begins to forecast. */
  begin(_group: AutoScalingGroup, _policy: Policy): void {
    void this.#asg;
    throw notModelled('predictive scaling');
  }

  /** What it expects. */
  forecast(_group: AutoScalingGroup, _policy: Policy, _start: Date, _end: Date): Output<'GetPredictiveScalingForecast'> {
    throw notModelled('predictive scaling');
  } // prettier-ignore
}

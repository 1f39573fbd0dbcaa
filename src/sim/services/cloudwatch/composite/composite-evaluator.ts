import type { AlarmState, Finding } from '../alarms/alarm-state.ts';
import type { Evaluator } from '../alarms/evaluator.ts';
import { fullTime, longTime } from '../alarms/text.ts';
import { validationError } from '../errors.ts';
import type { StateValue } from '../schema.ts';
import { childrenOf, parseAlarmRule, type AlarmRule } from './alarm-rule.ts';
import { deciders, holds } from './rule-verdict.ts';

/** An alarm that a composite alarm looks at. */
export interface ChildAlarm {
  readonly arn: string;
  readonly state: AlarmState;
}

/** Finds an alarm by the name or ARN that a rule gives it. */
export type FindAlarm = (alarm: string) => ChildAlarm | undefined;

/**
 * Evaluates an alarm on the states of other alarms: ALARM while its rule holds, else OK.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-combining.html
 */
export class CompositeEvaluator implements Evaluator {
  readonly children: readonly string[];
  readonly #rule: AlarmRule;
  readonly #find: FindAlarm;

  /** Refuses a rule that cannot be read or names alarms that do not exist. */
  constructor(rule: string, find: FindAlarm) {
    this.#rule = parseAlarmRule(rule);
    this.#find = find;
    this.children = childrenOf(this.#rule);
    const missing = this.children.filter((alarm) => find(alarm) === undefined);
    if (missing.length > 0) {
      throw validationError(
        `Could not save the composite alarm as alarms [${missing.join(', ')}] in the alarm rule do not exist`,
      );
    }
  }

  evaluate(current: StateValue): Finding | undefined {
    const stateOf = (alarm: string) => this.#find(alarm)?.state.stateValue;
    const stateValue = holds(this.#rule, stateOf) ? 'ALARM' : 'OK';
    if (stateValue === current) return undefined;
    const triggering = deciders(this.#rule, stateOf)
      .flatMap((alarm) => this.#find(alarm) ?? [])
      .sort((a, b) => b.state.transitionedAt - a.state.transitionedAt);
    return {
      stateValue,
      stateReason: reasonOf(triggering, stateValue),
      stateReasonData: reasonDataOf(triggering),
    };
  }
}

/** The child that changed last explains the state; a rule of constants has none. */
function reasonOf([latest]: readonly ChildAlarm[], stateValue: StateValue): string {
  if (latest === undefined) return `The alarm rule is ${stateValue === 'ALARM' ? 'TRUE' : 'FALSE'}`;
  const { arn, state } = latest;
  return `${arn} transitioned to ${state.stateValue} at ${fullTime(state.transitionedAt)}`;
}

function reasonDataOf(triggering: readonly ChildAlarm[]): string {
  return JSON.stringify({
    triggeringAlarms: triggering.map(({ arn, state }) => ({
      arn,
      state: { value: state.stateValue, timestamp: longTime(state.transitionedAt) },
    })),
  });
}

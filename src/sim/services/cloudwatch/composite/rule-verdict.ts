import type { StateValue } from '../schema.ts';
import type { AlarmRule } from './alarm-rule.ts';

/** The state of an alarm by the name or ARN that a rule gives it. */
export type StateOf = (alarm: string) => StateValue | undefined;

/** Whether a rule holds. An alarm that does not exist is in no state. */
export function holds(rule: AlarmRule, stateOf: StateOf): boolean {
  switch (rule.kind) {
    case 'constant':
      return rule.value;
    case 'state':
      return stateOf(rule.alarm) === rule.state;
    case 'not':
      return !holds(rule.operand, stateOf);
    case 'and':
      return rule.operands.every((operand) => holds(operand, stateOf));
    case 'or':
      return rule.operands.some((operand) => holds(operand, stateOf));
    case 'atLeast': {
      const count = rule.operands.filter((operand) => holds(operand, stateOf)).length;
      return rule.percent ? count * 100 >= rule.threshold * rule.operands.length : count >= rule.threshold;
    }
  }
}

/** The alarms that decide a rule: those whose part of the rule agrees with the whole. */
export function deciders(rule: AlarmRule, stateOf: StateOf): string[] {
  const names = new Set<string>();
  const visit = (node: AlarmRule, outcome: boolean): void => {
    if (holds(node, stateOf) !== outcome) return;
    if (node.kind === 'state') names.add(node.alarm);
    else if (node.kind === 'not') visit(node.operand, !outcome);
    else if (node.kind !== 'constant') for (const operand of node.operands) visit(operand, outcome);
  };
  visit(rule, holds(rule, stateOf));
  return [...names];
}

import { NotModelled } from '../../cloud/not-modelled.ts';
import type { Decision, DecisionType } from './schema.ts';

const CLOSING: readonly DecisionType[] = [
  ...(['CompleteWorkflowExecution', 'FailWorkflowExecution'] as const),
  ...(['CancelWorkflowExecution', 'ContinueAsNewWorkflowExecution'] as const),
];

const LEFT_OUT: readonly DecisionType[] = [
  ...(['SignalExternalWorkflowExecution', 'RequestCancelExternalWorkflowExecution'] as const),
  'ScheduleLambdaFunction',
];

/** Why decisions are refused as a whole; undefined where they are not. Throws NotModelled, by the decision's name. */
export function mistakeIn(decisions: readonly Decision[]): string | undefined {
  for (const [index, decision] of decisions.entries()) {
    const { decisionType } = decision;
    if (LEFT_OUT.includes(decisionType)) throw new NotModelled('Amazon SWF', `the decision ${decisionType}`);
    if (CLOSING.includes(decisionType) && index < decisions.length - 1)
      return 'Close must be last decision in list';
    const attributes = `${decisionType[0]!.toLowerCase()}${decisionType.slice(1)}DecisionAttributes`;
    if (!Object.hasOwn(decision, attributes) && !CLOSING.includes(decisionType))
      return `Value null at 'decisions.${index + 1}.member.${attributes}' failed to satisfy constraint: Member must not be null`;
  }
  return undefined;
}

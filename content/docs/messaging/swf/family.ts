import { type Cloud, days } from 'desired-capacity';

/** What becomes of the children of a workflow that is terminated. */
export type Policy = 'TERMINATE' | 'REQUEST_CANCEL' | 'ABANDON';

/** Registers loans and checks, and starts a loan; the id of its run. */
export function prepareFamily(
  { swf }: Cloud,
  domain: string,
  childPolicy: Policy,
): string {
  swf.registerDomain({
    name: domain,
    workflowExecutionRetentionPeriodInDays: '60',
  });
  for (const name of ['loan', 'check'])
    swf.registerWorkflowType({
      domain,
      name,
      version: '1',
      defaultTaskList: { name: `${name}s` },
      defaultTaskStartToCloseTimeout: '60',
      defaultExecutionStartToCloseTimeout: String(days(90)),
      defaultChildPolicy: childPolicy,
    });
  return swf.startWorkflowExecution({
    domain,
    workflowId: 'loan-1',
    workflowType: { name: 'loan', version: '1' },
  }).runId!;
}

/** The decision to start a child workflow. */
export const child = (workflowId: string) => ({
  decisionType: 'StartChildWorkflowExecution' as const,
  startChildWorkflowExecutionDecisionAttributes: {
    workflowId,
    workflowType: { name: 'check', version: '1' },
  },
});

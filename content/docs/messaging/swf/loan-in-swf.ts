import { type Cloud, days } from 'desired-capacity';

/** Registers the loan and its step, and starts a loan; the id of its run. */
export function prepare({ swf }: Cloud, domain: string): string {
  swf.registerDomain({
    name: domain,
    workflowExecutionRetentionPeriodInDays: '60',
  });
  const workflowType = { name: 'loan', version: '1' };
  swf.registerWorkflowType({
    domain,
    ...workflowType,
    defaultTaskList: { name: 'decisions' },
    defaultTaskStartToCloseTimeout: '60',
    defaultExecutionStartToCloseTimeout: String(days(90)),
    defaultChildPolicy: 'TERMINATE',
  });
  // People take as long as they take.
  swf.registerActivityType({
    domain,
    name: 'step',
    version: '1',
    defaultTaskScheduleToStartTimeout: 'NONE',
    defaultTaskScheduleToCloseTimeout: 'NONE',
    defaultTaskStartToCloseTimeout: 'NONE',
    defaultTaskHeartbeatTimeout: 'NONE',
  });
  const loan = { domain, workflowId: 'loan-1', workflowType };
  return swf.startWorkflowExecution(loan).runId!;
}

/** The decision to ask for a step, or to end where there is none. */
export function scheduled(step?: { name: string; who: string }) {
  if (!step) return { decisionType: 'CompleteWorkflowExecution' as const };
  return {
    decisionType: 'ScheduleActivityTask' as const,
    scheduleActivityTaskDecisionAttributes: {
      activityId: step.name,
      activityType: { name: 'step', version: '1' },
      taskList: { name: step.who },
    },
  };
}

import type { Cloud } from 'desired-capacity';

/** A domain, and a type of workflow in it. */
export async function setUp(cloud: Cloud): Promise<void> {
  await cloud.send('swf', 'RegisterDomain', {
    name: 'bank',
    workflowExecutionRetentionPeriodInDays: '60',
  });
  await cloud.send('swf', 'RegisterWorkflowType', {
    domain: 'bank',
    name: 'loan',
    version: '1',
    defaultTaskList: { name: 'deciders' },
    defaultTaskStartToCloseTimeout: '60',
    defaultExecutionStartToCloseTimeout: '86400',
    defaultChildPolicy: 'TERMINATE',
  });
}

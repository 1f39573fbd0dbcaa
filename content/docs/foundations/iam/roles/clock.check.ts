import { check, Cloud, minutes } from 'desired-capacity';
import { role } from './clock.starter.ts';

const cloud = new Cloud({ iam: true });
const { iam } = cloud;
const reports = cloud.sqs.createQueue('reports');
const policy = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] }); // prettier-ignore
const { role: clock } = iam.createRole({
  roleName: 'clock',
  assumeRolePolicyDocument: policy(role.trust),
});
iam.putRolePolicy({
  roleName: 'clock',
  policyName: 'send',
  policyDocument: policy(role.permissions),
});
cloud.scheduler.createSchedule({
  name: 'each-minute',
  scheduleExpression: 'rate(1 minutes)',
  flexibleTimeWindow: { mode: 'OFF' },
  target: { arn: reports.arn, roleArn: clock!.arn!, input: 'report', retryPolicy: { maximumRetryAttempts: 0 } }, // prettier-ignore
});
await cloud.run(minutes(3.5));

const may = (action: string, queue: string) =>
  iam.explain(clock, action, `arn:aws:sqs:us-east-1:123456789012:${queue}`).decision === 'allowed'; // prettier-ignore
check('the reports arrive', reports.approximateNumberOfMessages >= 3);
check('the role reads nothing', !may('sqs:ReceiveMessage', 'reports'));
check('it deletes nothing', !may('sqs:DeleteQueue', 'reports') && !may('sqs:PurgeQueue', 'reports')); // prettier-ignore
check('it sends to no other queue', !may('sqs:SendMessage', 'orders'));

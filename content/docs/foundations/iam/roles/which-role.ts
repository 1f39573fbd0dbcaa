import { check, Cloud, minutes, table } from 'desired-capacity';
import { allow, trust } from './policy.ts';

const missing: string = 'permission'; // knob 'permission' | 'trust' | 'nothing'

const cloud = new Cloud({ iam: true });
const { iam } = cloud;
const reports = cloud.sqs.createQueue('reports');

// A schedule sends a message each minute, as a role.
const service = missing === 'trust' ? 'events' : 'scheduler';
const { role } = iam.createRole({
  roleName: 'clock',
  assumeRolePolicyDocument: trust({ Service: `${service}.amazonaws.com` }),
});
if (missing !== 'permission')
  iam.putRolePolicy({
    roleName: 'clock',
    policyName: 'send',
    policyDocument: allow('sqs:SendMessage', reports.arn),
  });

// #region the schedule, a dead-letter queue, two minutes, a table and the checks
const dead = cloud.sqs.createQueue('dead');
await dead.setQueueAttributes({
  policy: JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: dead.arn } }), // prettier-ignore
});
cloud.scheduler.createSchedule({
  name: 'each-minute',
  scheduleExpression: 'rate(1 minutes)',
  flexibleTimeWindow: { mode: 'OFF' },
  target: { arn: reports.arn, roleArn: role!.arn!, input: 'report', retryPolicy: { maximumRetryAttempts: 0 } }, // prettier-ignore
});
await cloud.run(minutes(2.5));
const arrived = reports.approximateNumberOfMessages;
table('Two and a half minutes', [
  { missing, 'messages that arrived': arrived },
]);
check('without the permission nothing arrives', arrived === 0);
iam.updateAssumeRolePolicy({ roleName: 'clock', policyDocument: trust({ Service: 'scheduler.amazonaws.com' }) }); // prettier-ignore
iam.putRolePolicy({ roleName: 'clock', policyName: 'send', policyDocument: allow('sqs:SendMessage', reports.arn) }); // prettier-ignore
await cloud.run(minutes(2));
check('a service acts for you by a role that it may take, and that may', reports.approximateNumberOfMessages > arrived); // prettier-ignore
// #endregion

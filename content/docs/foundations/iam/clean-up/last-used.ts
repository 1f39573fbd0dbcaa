import { check, Cloud, days, table } from 'desired-capacity';
import { allow } from './policy.ts';

const cloud = new Cloud({ iam: true });
const { iam } = cloud;
const QueueName = 'orders';

// A program was given much. What does it use?
const { user } = iam.createUser({ userName: 'shop' });
const arn = user!.arn!;
const wide = ['sqs:*', 'sns:*', 'cloudwatch:*', 'ec2:*'];
iam.putUserPolicy({ userName: 'shop', policyName: 'work', policyDocument: allow(wide) }); // prettier-ignore
const shop = cloud.as(user!);
await shop.send('sqs', 'CreateQueue', { QueueName });
await shop.send('sns', 'ListTopics', {});
for (let day = 0; day < 90; day++) {
  await shop.send('sqs', 'GetQueueUrl', { QueueName });
  await cloud.run(days(1));
}

/** What the last-accessed data says, by service. */
function lastUses() {
  const { jobId } = iam.generateServiceLastAccessedDetails({ arn, granularity: 'ACTION_LEVEL' }); // prettier-ignore
  const { servicesLastAccessed } = iam.getServiceLastAccessedDetails({ jobId: jobId! }); // prettier-ignore
  return servicesLastAccessed!;
}

// #region a table, a policy without what was not used, and the checks
const day = (date?: Date) =>
  date ? date.toISOString().slice(0, 10) : 'never';
const uses = lastUses();
table(
  'Granted, and used',
  uses.map((use) => ({
    service: use.serviceNamespace!,
    'last used': day(use.lastAuthenticated),
    actions: (use.trackedActionsLastAccessed ?? []).map(({ actionName }) => actionName).join(', ') || '–', // prettier-ignore
  })),
);
const used = (service: string) => uses.find(({ serviceNamespace }) => serviceNamespace === service)!; // prettier-ignore
check('it lists the services that the policies allow', uses.length === wide.length); // prettier-ignore
check('it tells when each was used last, or never', day(used('sqs').lastAuthenticated) === '2026-03-31' && day(used('ec2').lastAuthenticated) === 'never'); // prettier-ignore
iam.putUserPolicy({ userName: 'shop', policyName: 'work', policyDocument: allow('sqs:GetQueueUrl') }); // prettier-ignore
const works = await shop.send('sqs', 'GetQueueUrl', { QueueName });
const less = iam.explain(user, 'ec2:RunInstances', '*').decision;
check('a policy trimmed to that is enough, and allows less', works.QueueUrl !== undefined && less === 'implicitDeny'); // prettier-ignore
// #endregion

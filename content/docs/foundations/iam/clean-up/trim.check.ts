import { check, Cloud, days, table } from 'desired-capacity';
import { actions } from './trim.starter.ts';

// #region a job, a queue, a topic
const cloud = new Cloud({ iam: true });
const { iam, sqs, sns } = cloud;
const orders = sqs.createQueue('orders');
const { topicArn: TopicArn } = sns.createTopic({ name: 'reports' });
const { user } = iam.createUser({ userName: 'nightly' });
const grant = (Action: string[]) =>
  iam.putUserPolicy({
    userName: 'nightly',
    policyName: 'work',
    policyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
    }),
  });
// #endregion

// #region what the job does: each night the orders, on the first of a month a report
const job = cloud.as(user!);
async function night(first: boolean): Promise<string> {
  try {
    const found = await job.send('sqs', 'GetQueueUrl', { QueueName: 'orders' }); // prettier-ignore
    const QueueUrl = found.QueueUrl!;
    const { Messages = [] } = await job.send('sqs', 'ReceiveMessage', { QueueUrl, WaitTimeSeconds: 1 }); // prettier-ignore
    for (const { ReceiptHandle } of Messages)
      await job.send('sqs', 'DeleteMessage', { QueueUrl, ReceiptHandle: ReceiptHandle! }); // prettier-ignore
    if (first) await job.send('sns', 'Publish', { TopicArn, Message: 'all is well' }); // prettier-ignore
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
// #endregion

// A month with all that it was given.
grant(['sqs:*', 'sns:*', 'ec2:*']);
for (let day = 0; day < 31; day++) {
  await orders.sendMessage(`order ${day}`);
  await night(day === 0);
  await cloud.run(days(1));
}

// #region the record of it
const { jobId } = iam.generateServiceLastAccessedDetails({ arn: user!.arn!, granularity: 'ACTION_LEVEL' }); // prettier-ignore
const { servicesLastAccessed: uses = [] } = iam.getServiceLastAccessedDetails({ jobId: jobId! }); // prettier-ignore
table(
  'A month of it',
  uses.map((use) => ({
    service: use.serviceNamespace!,
    actions: (use.trackedActionsLastAccessed ?? []).map(({ actionName }) => actionName).join(', ') || 'none', // prettier-ignore
  })),
);
// #endregion

// The month after, with yours.
grant(actions);
await orders.sendMessage('an order');
const trouble = [await night(true), await night(false)].find(Boolean) ?? '';
if (trouble) console.log(trouble);

// #region the checks
const may = (action: string) =>
  iam.explain(user, action, '*').decision === 'allowed';
check('the job does all of its work', trouble === '' && orders.approximateNumberOfMessages === 0); // prettier-ignore
check('a stolen job launches nothing', !may('ec2:RunInstances'));
check('it deletes neither queue nor topic', !may('sqs:DeleteQueue') && !may('sns:DeleteTopic')); // prettier-ignore
check('it may nothing that the record does not have', !may('sqs:SendMessage') && !may('sns:Subscribe') && !may('sqs:GetQueueAttributes')); // prettier-ignore
// #endregion

import { check, Cloud } from 'desired-capacity';
import { actions } from './fewest.starter.ts';

const cloud = new Cloud({ iam: true });
const jobs = cloud.sqs.createQueue('jobs');
const { user } = cloud.iam.createUser({ userName: 'worker' });
const Statement = [{ Effect: 'Allow', Action: actions, Resource: jobs.arn }];
cloud.iam.putUserPolicy({
  userName: 'worker',
  policyName: 'work',
  policyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
});
for (const body of ['one', 'two']) await jobs.sendMessage(body);

// The worker: it takes a message, works, and deletes it.
const worker = cloud.as(user!);
const QueueUrl = jobs.url;
let trouble = '';
try {
  for (;;) {
    const { Messages = [] } = await worker.send('sqs', 'ReceiveMessage', { QueueUrl, WaitTimeSeconds: 1 }); // prettier-ignore
    const [message] = Messages;
    if (!message) break;
    const ReceiptHandle = message.ReceiptHandle!;
    await worker.send('sqs', 'DeleteMessage', { QueueUrl, ReceiptHandle });
  }
} catch (error) {
  trouble = (error as Error).message;
}
if (trouble) console.log(trouble);

const may = (action: string) =>
  cloud.iam.explain(user, action, jobs.arn).decision === 'allowed';
check('the worker does its work', trouble === '' && jobs.approximateNumberOfMessages === 0); // prettier-ignore
check('a stolen worker sends nothing', !may('sqs:SendMessage'));
check('a stolen worker deletes no queue', !may('sqs:DeleteQueue') && !may('sqs:PurgeQueue')); // prettier-ignore
check('it may nothing that it does not do', !may('sqs:GetQueueAttributes') && !may('sqs:ChangeMessageVisibility')); // prettier-ignore

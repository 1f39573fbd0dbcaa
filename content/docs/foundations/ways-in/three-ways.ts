import { check, Cloud, Shell, table } from 'desired-capacity';

const cloud = new Cloud();

// By hand, in a terminal: the command line makes a queue.
const shell = new Shell(cloud);
await shell.type(
  'aws sqs create-queue --queue-name orders --query QueueUrl --output text',
);

// In a program: the SDK's call sends to it, and sets it up as well.
const { QueueUrl } = await cloud.send('sqs', 'GetQueueUrl', {
  QueueName: 'orders',
});
await cloud.send('sqs', 'SendMessage', {
  QueueUrl: QueueUrl!,
  MessageBody: 'Order 4711',
});
await cloud.send('sqs', 'SetQueueAttributes', {
  QueueUrl: QueueUrl!,
  Attributes: { VisibilityTimeout: '60' },
});

// And again by hand: it is the same queue.
await shell.type(
  `aws sqs get-queue-attributes --queue-url ${QueueUrl} --attribute-names VisibilityTimeout ApproximateNumberOfMessages`,
);

// #region a table and the checks
const { out } = await shell.run(`aws sqs receive-message --queue-url ${QueueUrl} --wait-time-seconds 1 --query Messages[0].Body --output text`); // prettier-ignore
table('Who did what', [
  { what: 'made the queue', by: 'the command line' },
  { what: 'sent a message', by: 'a program' },
  { what: 'set the timeout', by: 'a program' },
  { what: `received “${out}”`, by: 'the command line' },
]);
check('a command uses what the account has', out === 'Order 4711');
check('a program does what the command line does', QueueUrl === cloud.sqs.getQueueUrl('orders')); // prettier-ignore
check('a program manages resources, not only uses them', cloud.sqs.getQueue('orders').attributes.visibilityTimeout === 60); // prettier-ignore
// #endregion

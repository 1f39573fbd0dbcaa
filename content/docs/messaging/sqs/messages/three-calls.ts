import { check, Cloud } from 'desired-capacity';

// The calls as AWS takes and answers them.
const cloud = new Cloud();
const { QueueUrl } = await cloud.send('sqs', 'CreateQueue', {
  QueueName: 'orders',
});
console.log('The queue:', QueueUrl);

const sent = await cloud.send('sqs', 'SendMessage', {
  QueueUrl,
  MessageBody: 'one coffee',
});
console.log('SendMessage answers', sent);

const { Messages = [] } = await cloud.send('sqs', 'ReceiveMessage', {
  QueueUrl,
  WaitTimeSeconds: 20,
});
const message = Messages[0]!;
console.log('ReceiveMessage answers', message);

const count = async () => {
  const { Attributes } = await cloud.send('sqs', 'GetQueueAttributes', {
    QueueUrl,
    AttributeNames: ['ApproximateNumberOfMessagesNotVisible'],
  });
  return Number(Attributes?.ApproximateNumberOfMessagesNotVisible);
};
const received = await count();
const { ReceiptHandle } = message;
await cloud.send('sqs', 'DeleteMessage', { QueueUrl, ReceiptHandle });
const deleted = await count();

check(
  'the message that is received bears the id that the sender was told',
  message.MessageId === sent.MessageId,
);
check('its body is the one that was sent', message.Body === 'one coffee');
check(
  'the digest of the body is the same at both ends',
  message.MD5OfBody === sent.MD5OfMessageBody,
);
check('received, it is still there', received === 1);
check('deleted, it is gone', deleted === 0);

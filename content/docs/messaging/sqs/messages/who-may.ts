import { check, Cloud } from 'desired-capacity';

const cloud = new Cloud();
const orders = cloud.sqs.createQueue('orders');
const { sqsManagedSseEnabled } = await orders.getQueueAttributes();

// Another account may send, and do nothing else.
orders.addPermission('shop', ['210987654321'], ['SendMessage']);
const { policy = '{}' } = await orders.getQueueAttributes();
const { Statement: statements } = JSON.parse(policy) as {
  Statement: { Effect: string; Principal: object; Action: string }[];
};
console.log('The policy of the queue:', statements[0]);

// A key of your own in AWS KMS, in place of the one that SQS keeps.
orders.setQueueAttributes({ kmsMasterKeyId: 'alias/orders' });
const withKey = await orders.getQueueAttributes();

check('a new queue is encrypted by a key of SQS', sqsManagedSseEnabled);
check('a key in KMS takes its place', !withKey.sqsManagedSseEnabled);
check(
  'the permission stands in the policy of the queue',
  statements.length === 1 && statements[0]!.Action === 'SQS:SendMessage',
);

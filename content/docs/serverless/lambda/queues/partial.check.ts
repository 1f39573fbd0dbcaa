import { check, Cloud, minutes } from 'desired-capacity';
import { code } from './partial.starter.ts';

const cloud = new Cloud();
const dead = cloud.sqs.createQueue('dead');
const orders = cloud.sqs.createQueue('orders', {
  visibilityTimeout: 30,
  redrivePolicy: { deadLetterTargetArn: dead.arn, maxReceiveCount: 3 },
});
const booked = new Map<string, number>();
const book = async (order: string) => {
  await cloud.sleep(0.05);
  if (order.endsWith('7')) throw new Error('sold out');
  booked.set(order, (booked.get(order) ?? 0) + 1);
};
cloud.lambda.createFunction({
  functionName: 'book',
  timeout: 10,
  code: code(book),
});
for (let i = 0; i < 100; i += 1) orders.sendMessage(`order ${i}`);
await cloud.lambda.createEventSourceMapping({
  functionName: 'book',
  eventSourceArn: orders.arn,
  functionResponseTypes: ['ReportBatchItemFailures'],
});
await cloud.run(minutes(10));

const twice = [...booked.values()].filter((times) => times > 1).length;
check('all orders that can be are booked', booked.size === 90);
check('none is booked twice', twice === 0, `${twice} were`);
check(
  'the ten that can not be booked are in the dead-letter queue',
  dead.approximateNumberOfMessages === 10,
  `${dead.approximateNumberOfMessages} are there`,
);

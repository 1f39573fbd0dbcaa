import { check, Cloud, minutes } from 'desired-capacity';
import { enrich, pattern } from './abroad.starter.ts';

const cloud = new Cloud();
const orders = cloud.sqs.createQueue('orders');
const abroad = cloud.sqs.createQueue('abroad');
const { functionArn } = cloud.lambda.createFunction({
  functionName: 'customs',
  code: () => enrich,
});
// Forty orders of 10 to 200 euros: twenty from DE, and twenty from CH.
for (let order = 1; order <= 40; order += 1) {
  const country = order % 2 === 0 ? 'DE' : 'CH';
  const euros = Math.ceil(order / 2) * 10;
  await orders.sendMessage(JSON.stringify({ order, euros, country }));
}
cloud.pipes.createPipe({
  name: 'abroad',
  roleArn: 'arn:aws:iam::123456789012:role/pipe',
  source: orders.arn,
  sourceParameters: {
    filterCriteria: { filters: [{ pattern: JSON.stringify(pattern) }] },
    sqsQueueParameters: { batchSize: 10 },
  },
  enrichment: functionArn!,
  target: abroad.arn,
});
await cloud.run(minutes(2));

const arrived: { euros: number; country: string; customs: number }[] = [];
for (;;) {
  const [message] = await abroad.receiveMessage({ waitTimeSeconds: 1 });
  if (!message) break;
  arrived.push(JSON.parse(message.body) as (typeof arrived)[number]);
  abroad.deleteMessage(message.receiptHandle);
}
const count = arrived.length;
check('eleven orders arrive', count === 11, `${count} do`);
check(
  'none from DE, and none below 100',
  count > 0 &&
    arrived.every(({ euros, country }) => country !== 'DE' && euros >= 100),
);
check(
  'one of exactly 100 arrives',
  arrived.some(({ euros }) => euros === 100),
);
check(
  'each knows what customs takes',
  count > 0 && arrived.every(({ euros, customs }) => customs === euros / 5),
);

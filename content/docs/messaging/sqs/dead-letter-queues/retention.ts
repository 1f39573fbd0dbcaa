import { check, Cloud, days, hours, plot } from 'desired-capacity';

// An order is sent on Thursday at noon. For some days the workers are
// down; then they are back, and can't read it.
async function run(daysDown: number, messageRetentionPeriod: number) {
  const cloud = new Cloud({ start: '2026-01-01T12:00:00Z' });
  const dead = cloud.sqs.createQueue('orders-dlq', { messageRetentionPeriod });
  const orders = cloud.sqs.createQueue('orders', {
    messageRetentionPeriod: days(4),
    redrivePolicy: { deadLetterTargetArn: dead.arn, maxReceiveCount: 3 },
  });
  orders.sendMessage('an order that no worker can read');
  cloud.process(function* worker() {
    yield days(daysDown);
    while (true) yield* orders.receiveMessage({ waitTimeSeconds: 20 });
  });
  const every = hours(1);
  const depth = cloud.record(() => dead.approximateNumberOfMessages, { every });
  const age = cloud.record(() => dead.approximateAgeOfOldestMessage ?? 0, {
    every,
  });
  await cloud.run(days(15));
  const hoursThere = depth.filter(([, messages]) => messages > 0).length;
  const greatestAge = Math.max(...age.map(([, seconds]) => seconds));
  return { depth, daysThere: Math.round(hoursThere / 24), greatestAge };
}

const four = await run(3, days(4));
const fourteen = await run(3, days(14));
plot({
  title: 'A message in the dead-letter queue',
  description:
    'Both dead-letter queues take the message in on day 3. With a retention of 4 days it is gone on day 4; with 14 days it stays until day 14.',
  x: { label: 'Since the message was sent', unit: 's' },
  y: { label: 'Messages' },
  series: [
    { name: 'kept 4 days', style: 'step', points: four.depth },
    { name: 'kept 14 days', style: 'step', points: fourteen.depth },
  ],
});
check('after three days, a retention of four leaves one', four.daysThere === 1);
check('a retention of fourteen leaves eleven', fourteen.daysThere === 11);
const two = await run(1, days(2));
check('after one day, a retention of two leaves one', two.daysThere === 1);
// CloudWatch counts otherwise: from the move.
check('the metric of its age never passes one day', four.greatestAge <= days(1));

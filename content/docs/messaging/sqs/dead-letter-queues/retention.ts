import { check, Cloud, days, hours, plot } from 'desired-capacity';

// An order is sent on Thursday noon. The workers are down until Sunday noon, and then they can't read it.
async function fortnight(deadLetterRetention: number) {
  const cloud = new Cloud({ start: '2026-01-01T12:00:00Z' });
  const deadLetters = cloud.sqs.createQueue('orders-dlq', {
    messageRetentionPeriod: deadLetterRetention,
  });
  const orders = cloud.sqs.createQueue('orders', {
    messageRetentionPeriod: days(4),
    redrivePolicy: { deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 3 },
  });
  orders.sendMessage('an order that no worker can read');
  cloud.process(function* worker() {
    yield days(3);
    while (true) yield* orders.receiveMessage({ waitTimeSeconds: 20 });
  });
  const depth = cloud.record(() => deadLetters.approximateNumberOfMessages, {
    every: hours(1),
  });
  const age = cloud.record(() => deadLetters.approximateAgeOfOldestMessage ?? 0, {
    every: hours(1),
  });
  await cloud.run(days(15));
  const stay = depth.filter(([, messages]) => messages > 0).length;
  return {
    depth: depth.map(([at, messages]) => [at / days(1), messages] as const),
    stay: hours(stay),
    age,
  };
}

const four = await fortnight(days(4));
const fourteen = await fortnight(days(14));
plot({
  title: 'A message in the dead-letter queue',
  description:
    'Both dead-letter queues take the message in on day 3. With a retention of 4 days it is gone on day 4; with 14 days it stays until day 14.',
  x: { label: 'Days since the message was sent' },
  y: { label: 'Messages' },
  series: [
    { name: 'kept 4 days', style: 'step', points: four.depth },
    { name: 'kept 14 days', style: 'step', points: fourteen.depth },
  ],
});
check(
  'with 4 days, as on its source queue, it is gone after one',
  Math.abs(four.stay - days(1)) <= hours(2),
);
check(
  'with 14 days it is there for eleven',
  Math.abs(fourteen.stay - days(11)) <= hours(2),
);
// CloudWatch counts otherwise: its age of the oldest message begins at the move.
check(
  'the metric of its age never passes one day',
  Math.max(...four.age.map(([, age]) => age)) <= days(1),
);

import { check, Cloud, days, hours, plot } from 'desired-capacity';

// An order is sent at Thursday noon. For some days the workers are
// down; then they are back, and can't read it.
async function run(daysDown: number, retention: number) {
  const cloud = new Cloud({ start: '2026-01-01T12:00:00Z' });
  const deadLetters = cloud.sqs.createQueue('orders-dlq', {
    messageRetentionPeriod: retention,
  });
  const orders = cloud.sqs.createQueue('orders', {
    messageRetentionPeriod: days(4),
    redrivePolicy: { deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 3 },
  });
  orders.sendMessage('an order that no worker can read');
  cloud.process(function* worker() {
    yield days(daysDown);
    while (true) yield* orders.receiveMessage({ waitTimeSeconds: 20 });
  });
  const depth = cloud.record(() => deadLetters.approximateNumberOfMessages, {
    every: hours(1),
  });
  const age = cloud.record(() => deadLetters.approximateAgeOfOldestMessage ?? 0, {
    every: hours(1),
  });
  await cloud.run(days(15));
  const daysThere = depth.filter(([, messages]) => messages > 0).length / 24;
  const greatestAge = Math.max(...age.map(([, seconds]) => seconds));
  return {
    depth: depth.map(([at, messages]) => [at / days(1), messages] as const),
    daysThere,
    greatestAge,
  };
}

const four = await run(3, days(4));
const fourteen = await run(3, days(14));
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
const about = (daysThere: number, expected: number) =>
  Math.abs(daysThere - expected) < 0.1;
check('after three days, a retention of four leaves one', about(four.daysThere, 1));
check('a retention of fourteen leaves eleven', about(fourteen.daysThere, 11));
const two = await run(1, days(2));
check('after one day, a retention of two leaves one', about(two.daysThere, 1));
// CloudWatch counts otherwise: from the move.
check('the metric of its age never passes one day', four.greatestAge <= days(1));

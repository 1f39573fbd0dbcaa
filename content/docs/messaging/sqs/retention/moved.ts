import { check, Cloud, days, hours, timeline } from 'desired-capacity';

// An order is sent on Thursday at noon. For some days the workers are
// down; then they are back, and can't read it.
async function run(
  daysDown: number,
  messageRetentionPeriod: number,
  fifo = false,
) {
  const cloud = new Cloud({ start: '2026-01-01T12:00:00Z' });
  const type = fifo ? ({ fifoQueue: true } as const) : {};
  const suffix = fifo ? '.fifo' : '';
  const dead = cloud.sqs.createQueue(`orders-dlq${suffix}`, {
    ...type,
    messageRetentionPeriod,
  });
  const orders = cloud.sqs.createQueue(`orders${suffix}`, {
    ...type,
    messageRetentionPeriod: days(4),
    redrivePolicy: { deadLetterTargetArn: dead.arn, maxReceiveCount: 3 },
  });
  const ids = { messageGroupId: 'Ada', messageDeduplicationId: 'order-17' };
  orders.sendMessage('an order that no worker can read', fifo ? ids : {});
  cloud.process(function* worker() {
    yield days(daysDown);
    while (true) yield* orders.receiveMessage({ waitTimeSeconds: 20 });
  });
  const every = hours(1);
  const depth = cloud.record(() => dead.approximateNumberOfMessages, {
    every,
  });
  const age = cloud.record(() => dead.approximateAgeOfOldestMessage ?? 0, {
    every,
  });
  await cloud.run(days(18));
  const there = depth
    .filter(([, messages]) => messages > 0)
    .map(([at]) => at);
  const moved = there[0] ?? cloud.now;
  const gone = there.at(-1) ?? cloud.now;
  const daysThere = Math.round((gone - moved) / days(1));
  const spans = [
    { start: 0, end: moved, label: 'orders' },
    { start: moved, end: gone, label: 'dead-letter queue' },
  ];
  return {
    spans,
    daysThere,
    greatestAge: Math.max(...age.map(([, age]) => age)),
  };
}

const four = await run(3, days(4));
const fourteen = await run(3, days(14));
const fifo = await run(3, days(4), true);
timeline({
  title: 'Where the message is, until it is dropped',
  description:
    'How long the message is on the queue orders, then on its dead-letter queue until that drops it: on standard queues counted from when it was sent, on FIFO queues from when it was moved.',
  lanes: [
    { name: 'standard, kept 4 days', spans: four.spans },
    { name: 'standard, kept 14 days', spans: fourteen.spans },
    { name: 'FIFO, kept 4 days', spans: fifo.spans },
  ],
});
check(
  'after three days, a retention of four leaves one',
  four.daysThere === 1,
);
check('a retention of fourteen leaves eleven', fourteen.daysThere === 11);
check('on FIFO queues four days are four days', fifo.daysThere === 4);
const two = await run(1, days(2));
check('after one day, a retention of two leaves one', two.daysThere === 1);
const twoFifo = await run(1, days(2), true);
check('on FIFO queues it leaves two', twoFifo.daysThere === 2);
// CloudWatch counts otherwise: from the move.
check(
  'the metric of its age never passes one day',
  four.greatestAge <= days(1),
);

import { check, Cloud, minutes, plot } from 'desired-capacity';
import { createRule, put } from '../rule.ts';

const cloud = new Cloud();
const bus = cloud.arn('events', 'event-bus/default');
const { archiveArn } = cloud.eventbridge.createArchive({
  archiveName: 'orders',
  eventSourceArn: bus,
});
const queue = createRule(cloud, 'invoices', { source: ['shop'] });

// #region the consumer: until it is repaired it drops what is from abroad
let repaired = false;
const invoices = new Set<number>();
cloud.process(function* consumer() {
  while (true) {
    const [message] = yield* queue.receiveMessage({ waitTimeSeconds: 20 });
    if (!message) continue;
    const { order, country } = orderIn(message.body);
    if (repaired || country === 'DE') invoices.add(order);
    queue.deleteMessage(message.receiptHandle);
  }
});
// #endregion
// #region two orders a minute, every other one from abroad
function orderIn(body: string) {
  const event = JSON.parse(body) as {
    detail: { order: number; country: string };
  };
  return event.detail;
}
const written = cloud.record(() => invoices.size);
const orders = 60;
for (let order = 0; order < orders; order += 1) {
  const country = order % 2 === 0 ? 'DE' : 'FR';
  cloud.simulation.schedule(order * 30, () => {
    put(cloud, 'shop', 'Order placed', { order, country });
  });
}
// #endregion
await cloud.run(minutes(30));
repaired = true;
const missing = orders - invoices.size;
const wait = minutes(10); // knob wait before the replay: 0..15
await cloud.run(wait);
cloud.eventbridge.startReplay({
  replayName: 'after-the-repair',
  eventSourceArn: archiveArn!,
  eventStartTime: new Date('2026-01-01T00:00:00Z'),
  eventEndTime: new Date('2026-01-01T00:30:00Z'),
  destination: { arn: bus },
});
// #region an hour in all, the plot and the checks
await cloud.run(minutes(60) - cloud.now);
plot({
  title: 'Orders with an invoice',
  description:
    'For half an hour every other order gets an invoice. Then nothing happens, until the replay brings all orders again and the line jumps up to all of them.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Orders' },
  series: [{ name: 'invoices', style: 'step', points: written }],
  marks: [
    { x: minutes(30), label: 'repaired' },
    { x: minutes(30) + wait, label: 'replay' },
  ],
});
check('the bug cost half of the invoices', missing === orders / 2);
check('after the replay every order has one', invoices.size === orders);
// #endregion

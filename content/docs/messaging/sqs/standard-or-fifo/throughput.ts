import { check, Cloud, plot } from 'desired-capacity';
import type { QueueAttributes } from 'desired-capacity/sqs';

/** How many messages a queue accepts, of so many within one second. */
function accepted(
  offered: number,
  attributes: Partial<QueueAttributes>,
  batch = 1,
) {
  const name = attributes.fifoQueue ? 'orders.fifo' : 'orders';
  const queue = new Cloud().sqs.createQueue(name, attributes);
  let count = 0;
  for (let sent = 0; sent < offered; sent += batch) {
    // A hundred customers, and each is a message group.
    const messageGroupId = `customer-${(sent / batch) % 100}`;
    const entries = Array.from({ length: batch }, (_, i) => ({
      id: `${i}`,
      messageBody: `order ${sent + i}`,
      messageGroupId,
    }));
    try {
      queue.sendMessageBatch(entries);
      count += batch;
    } catch {
      // RequestThrottled: the rest of this second is lost too.
      return count;
    }
  }
  return count;
}

const fifo = { fifoQueue: true, contentBasedDeduplication: true } as const;
const rates = [100, 300, 1000, 3000, 4000, 5000];
const curve = (attributes: Partial<QueueAttributes>, batch?: number) =>
  rates.map((rate) => [rate, accepted(rate, attributes, batch)] as const);

const standard = curve({});
const single = curve(fifo);
const batched = curve(fifo, 10);
plot({
  title: 'Offered, and accepted',
  description:
    'A standard queue accepts all that is offered. What a FIFO queue accepts stays level from a rate on, ten times as high in batches of ten.',
  x: { label: 'Offered', unit: 'messages/s' },
  y: { label: 'Accepted', unit: 'messages/s' },
  series: [
    { name: 'standard', points: standard },
    { name: 'FIFO, batches of ten', points: batched },
    { name: 'FIFO', points: single },
  ],
});
const all = (curve: typeof standard) => curve.every(([x, y]) => x === y);
const most = (curve: typeof standard) =>
  Math.max(...curve.map(([, accepted]) => accepted));
check('a standard queue takes all that comes', all(standard));
check('a FIFO queue takes 300 calls a second', most(single) === 300);
check('in batches of ten 3,000 messages', most(batched) === 3000);

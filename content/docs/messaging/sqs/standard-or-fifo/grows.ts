import { check, Cloud, plot } from 'desired-capacity';
import type { QueueAttributes } from 'desired-capacity/sqs';

const highThroughput = {
  fifoQueue: true,
  contentBasedDeduplication: true,
  deduplicationScope: 'messageGroup',
  fifoThroughputLimit: 'perMessageGroupId',
} as const;

// 400 messages a second come to a queue, of so many groups. How many
// does it accept in each second?
async function accepted(
  name: string,
  attributes: Partial<QueueAttributes>,
  groups: number,
) {
  const cloud = new Cloud();
  const orders = cloud.sqs.createQueue(name, attributes);
  const points: [second: number, messages: number][] = [];
  for (let second = 0; second < 90; second += 1) {
    let count = 0;
    for (let i = 0; i < 400; i += 1) {
      const messageGroupId = `customer-${i % groups}`;
      try {
        orders.sendMessage(`${second} ${i}`, { messageGroupId });
        count += 1;
      } catch {
        // RequestThrottled
      }
    }
    points.push([second, count]);
    await cloud.run(1);
  }
  return points;
}

const many = await accepted('orders.fifo', highThroughput, 100);
const one = await accepted('orders.fifo', highThroughput, 1);
const standard = await accepted('orders', {}, 100);
plot({
  title: '400 messages a second',
  description:
    'A standard queue accepts all messages from the start. A FIFO queue in high throughput mode, with many groups, accepts fewer for a while, then all; with one group it accepts fewer throughout.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Accepted', unit: 'messages/s' },
  series: [
    { name: 'standard', style: 'step', points: standard },
    { name: 'FIFO, a hundred groups', style: 'step', points: many },
    { name: 'FIFO, one group', style: 'step', points: one },
  ],
});
const before = many.filter(([second]) => second < 60);
const after = many.filter(([second]) => second > 60);
const takes = (points: typeof many, count: number) =>
  points.every(([, messages]) => messages === count);
check('a queue begins with one partition: 300', takes(before, 300));
check('a minute later it takes all 400', takes(after, 400));
check('of one group it takes 300 for ever', takes(one, 300));
check('a standard queue takes all from the start', takes(standard, 400));

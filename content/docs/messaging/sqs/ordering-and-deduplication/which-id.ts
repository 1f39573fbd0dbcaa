import { check, Cloud, table } from 'desired-capacity';
import type { QueueAttributes } from 'desired-capacity/sqs';

// Ada wants a coffee, Bob wants one, and Ada wants another. The answer
// to Bob's order gets lost, so his till sends it again.
const sends = [
  { order: '1', customer: 'Ada' },
  { order: '2', customer: 'Bob' },
  { order: '2', customer: 'Bob' },
  { order: '3', customer: 'Ada' },
];

function served(
  told: string,
  attributes: Partial<QueueAttributes>,
  idOf?: (order: string, send: number) => string,
) {
  const cloud = new Cloud();
  const coffees = cloud.sqs.createQueue('coffees.fifo', {
    fifoQueue: true,
    ...attributes,
  });
  for (const [send, { order, customer }] of sends.entries())
    coffees.sendMessage('one coffee', {
      messageGroupId: customer,
      messageDeduplicationId: idOf?.(order, send),
    });
  return { told, coffees: coffees.approximateNumberOfMessages };
}

const content = { contentBasedDeduplication: true };
const inGroup = { ...content, deduplicationScope: 'messageGroup' } as const;
const rows = [
  served('by content', content),
  served('by content, in each group', inGroup),
  served('by an id made anew for each send', {}, (_, send) => `send-${send}`),
  served('by the number of the order', {}, (order) => `order-${order}`),
];
table('Three coffees were ordered', rows);
const [byContent, grouped, bySend, byOrder] = rows.map((row) => row.coffees);
check('by content all are the same coffee', byContent === 1);
check('in each group, each customer gets one', grouped === 2);
check('an id made anew tells the copy from the first', bySend === 4);
check('the number of the order gets it right', byOrder === 3);

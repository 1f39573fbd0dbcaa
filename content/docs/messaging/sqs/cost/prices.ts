import { check, Cloud, table } from 'desired-capacity';
import {
  fairQueueRequests,
  fifoRequests,
  standardRequests,
} from 'desired-capacity/sqs';

const prices = [standardRequests, fifoRequests, fairQueueRequests];
table('A million requests, in US dollars', {
  columns: [
    'In a month, of the',
    'Standard',
    'FIFO',
    'Surcharge for fair queues',
  ],
  rows: ['first 100 billion', 'next 100 billion', 'rest'].map((part, i) => [
    part,
    ...prices.map(({ tiers }) => (tiers[i] ?? tiers[0]!).usd),
  ]),
});

// Two million requests to standard queues and two to FIFO queues in one
// month, in an account that makes no others.
const cloud = new Cloud();
cloud.meter.usage(standardRequests).add(2e6);
cloud.meter.usage(fifoRequests).add(2e6);
const lines = cloud.meter.bill({ freeTier: true });
table(
  'The bill of a small shop',
  lines.map(({ item, quantity, usd }) => ({ item, quantity, usd })),
);
const [standard, fifo] = lines.map(({ usd }) => usd);
check('a million requests to standard queues is 40 cents', standard === 0.4);
check('the first million is free once, not once a type', fifo === 1);

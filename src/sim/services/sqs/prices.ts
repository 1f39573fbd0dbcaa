import type { Price } from '../../cloud/index.ts';

const COMMON = {
  service: 'Amazon SQS',
  unit: 'requests',
  region: 'us-east-1',
  asOf: '2026-11-20',
  source: 'https://aws.amazon.com/sqs/pricing/',
} as const;

const FREE = { pool: 'Amazon SQS requests', quantity: 1e6 } as const;

/**
 * What Amazon SQS charges for requests to standard queues, and for the management of all. Each action is a request, an
 * empty receive too; each 64 KB of payload is one more. The first million requests of a month are free, whatever the
 * queue type.
 */
export const standardRequests: Price = {
  ...COMMON,
  item: 'requests to standard queues',
  tiers: [
    { upTo: 100e9, usd: 0.4, per: 1e6 },
    { upTo: 200e9, usd: 0.3, per: 1e6 },
    { usd: 0.24, per: 1e6 },
  ],
  free: FREE,
};

/** What it charges to send, receive, delete and hide messages of FIFO queues. */
export const fifoRequests: Price = {
  ...COMMON,
  item: 'requests to FIFO queues',
  tiers: [
    { upTo: 100e9, usd: 0.5, per: 1e6 },
    { upTo: 200e9, usd: 0.4, per: 1e6 },
    { usd: 0.35, per: 1e6 },
  ],
  free: FREE,
};

/**
 * What it charges on top for requests whose messages have a group on a standard queue. AWS gives the price; that it
 * falls on sends, receives, deletions and changes alike is assumed.
 */
export const fairQueueRequests: Price = {
  ...COMMON,
  item: 'surcharge on requests with message groups to standard queues',
  tiers: [{ usd: 0.1, per: 1e6 }],
};

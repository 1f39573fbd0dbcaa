import type { Price } from '../cloud/index.ts';

/**
 * What Amazon SQS charges for requests to standard queues. Each action is a request, an empty receive too; each
 * 64 KB of payload is one more. The first million requests of a month are free, whatever the queue type.
 */
export const standardRequests: Price = {
  service: 'Amazon SQS',
  item: 'requests to standard queues',
  unit: 'requests',
  tiers: [
    { upTo: 100e9, usd: 0.4, per: 1e6 },
    { upTo: 200e9, usd: 0.3, per: 1e6 },
    { usd: 0.24, per: 1e6 },
  ],
  free: { pool: 'Amazon SQS requests', quantity: 1e6 },
  region: 'us-east-1',
  asOf: '2026-11-20',
  source: 'https://aws.amazon.com/sqs/pricing/',
};

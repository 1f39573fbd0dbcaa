import type { Price } from '../../cloud/index.ts';

const COMMON = {
  service: 'Amazon SNS',
  region: 'us-east-1',
  asOf: '2026-11-28',
  source: 'https://aws.amazon.com/sns/pricing/',
} as const;

const million = (item: string, unit: string, usd: number, free?: Price['free']): Price => ({
  ...COMMON,
  item,
  unit,
  tiers: [{ usd, per: 1e6 }],
  ...(free && { free }),
});

/** Bytes of what AWS calls a GB. */
export const GB = 1_073_741_824;

/**
 * What Amazon SNS charges. Each 64 KB of a message is a request. Deliveries to queues and functions from standard topics
 * are free; queues and functions have their own prices.
 */
export const snsPrices = {
  publish: million('requests to standard topics', 'requests', 0.5, {
    pool: 'Amazon SNS requests',
    quantity: 1e6,
  }),
  fifoPublish: million('messages to FIFO topics', 'messages', 0.3),
  fifoPayload: { ...COMMON, item: 'payload to FIFO topics', unit: 'GB', tiers: [{ usd: 0.017, per: 1 }] },
  fifoDelivery: million('messages from FIFO topics', 'messages', 0.01),
  fifoDelivered: {
    ...COMMON,
    item: 'payload from FIFO topics',
    unit: 'GB',
    tiers: [{ usd: 0.001, per: 1 }],
  },
  http: million('notifications to HTTP/S', 'notifications', 0.6, {
    pool: 'Amazon SNS HTTP/S',
    quantity: 1e5,
  }),
  email: million('notifications by e-mail', 'notifications', 20, {
    pool: 'Amazon SNS e-mail',
    quantity: 1000,
  }),
  push: million('mobile push notifications', 'notifications', 0.5, {
    pool: 'Amazon SNS mobile push',
    quantity: 1e6,
  }),
  firehose: million('notifications to Data Firehose', 'notifications', 0.19),
  /** To a number in the United States, without the carrier's fee. Other countries cost up to a hundred times as much. */
  sms: { ...COMMON, item: 'text messages', unit: 'messages', tiers: [{ usd: 0.00645, per: 1 }] },
  /** Filtering by the body: what is scanned. Filtering by attributes is free. */
  filtered: { ...COMMON, item: 'payload filtered', unit: 'GB', tiers: [{ usd: 0.09, per: 1 }] },
} as const satisfies Record<string, Price>;

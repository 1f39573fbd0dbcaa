import type { Price } from '../../cloud/index.ts';

/** What Amazon EventBridge Scheduler charges: its first 14 million invocations of a month are free. */
export const schedulerPrices = {
  invocations: {
    service: 'Amazon EventBridge Scheduler',
    region: 'us-east-1',
    asOf: '2026-11-28',
    source: 'https://aws.amazon.com/eventbridge/pricing/',
    item: 'invocations',
    unit: 'invocations',
    tiers: [{ usd: 1, per: 1e6 }],
    free: { pool: 'Amazon EventBridge Scheduler invocations', quantity: 14e6 },
  },
} as const satisfies Record<string, Price>;

import type { Price } from '../../cloud/index.ts';

/** What Amazon EventBridge Pipes charges: for what comes through the filter, each 64 KB of a batch a request. */
export const pipesPrices = {
  requests: {
    service: 'Amazon EventBridge Pipes',
    region: 'us-east-1',
    asOf: '2026-11-28',
    source: 'https://aws.amazon.com/eventbridge/pricing/',
    item: 'requests after the filter',
    unit: 'requests',
    tiers: [{ usd: 0.4, per: 1e6 }],
  },
} as const satisfies Record<string, Price>;

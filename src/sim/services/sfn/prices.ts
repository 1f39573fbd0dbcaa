import type { Price } from '../../cloud/index.ts';

const COMMON = {
  service: 'AWS Step Functions',
  region: 'us-east-1',
  asOf: '2026-11-28',
  source: 'https://aws.amazon.com/step-functions/pricing/',
} as const;

/**
 * What AWS Step Functions charges: a Standard execution by its state transitions, retries among them; an Express one by
 * its start, and by its time (in steps of 100 ms) and memory (in steps of 64 MB).
 */
export const sfnPrices = {
  transitions: {
    ...COMMON,
    item: 'state transitions',
    unit: 'transitions',
    tiers: [{ usd: 0.025, per: 1000 }],
    free: { pool: 'AWS Step Functions state transitions', quantity: 4000 },
  },
  requests: { ...COMMON, item: 'Express requests', unit: 'requests', tiers: [{ usd: 1, per: 1e6 }] },
  duration: {
    ...COMMON,
    item: 'Express duration',
    unit: 'GB-seconds',
    tiers: [
      { upTo: 3_600_000, usd: 0.00001667, per: 1 },
      { upTo: 18_000_000, usd: 0.00000833, per: 1 },
      { usd: 0.00000456, per: 1 },
    ],
  },
} as const satisfies Record<string, Price>;

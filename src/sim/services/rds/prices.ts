import type { Price } from '../../cloud/index.ts';

/**
 * What Aurora Serverless charges for its capacity, with storage of the kind Aurora Standard. The page fills its tables by
 * script; the figure is the one that others read there in 2026.
 */
export const rdsPrices = {
  capacity: {
    service: 'Amazon RDS',
    item: 'Aurora Serverless capacity',
    unit: 'ACU-hours',
    tiers: [{ usd: 0.12, per: 1 }],
    region: 'us-east-1',
    asOf: '2026-11-28',
    source: 'https://aws.amazon.com/rds/aurora/pricing/',
  },
} as const satisfies Record<string, Price>;

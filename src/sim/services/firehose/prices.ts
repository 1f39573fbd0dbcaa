import type { Price } from '../../cloud/index.ts';

const common = {
  service: 'Amazon Data Firehose',
  region: 'us-east-1',
  asOf: '2026-11-28',
  source: 'https://aws.amazon.com/firehose/pricing/',
};
const TB = 1024;

/**
 * What Amazon Data Firehose charges. Its pricing page fills its tables by script. The tiers' bounds are those of AWS's
 * Price List as others have read it; the amounts were not found on a page of AWS's.
 */
export const firehosePrices = {
  /** Each record is rounded up to 5 KiB: https://docs.aws.amazon.com/firehose/latest/dev/limits.html */
  ingested: {
    ...common,
    item: 'data ingested (direct put, data streams)',
    unit: 'GB',
    tiers: [
      { upTo: 500 * TB, usd: 0.029, per: 1 },
      { upTo: 2000 * TB, usd: 0.025, per: 1 },
      { usd: 0.02, per: 1 },
    ],
  },
  partitioned: {
    ...common,
    item: 'dynamic partitioning: data',
    unit: 'GB',
    tiers: [{ usd: 0.02, per: 1 }],
  },
  objects: {
    ...common,
    item: 'dynamic partitioning: objects',
    unit: 'objects',
    tiers: [{ usd: 0.005, per: 1000 }],
  },
} as const satisfies Record<string, Price>;

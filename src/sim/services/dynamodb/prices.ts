import type { Price } from '../../cloud/index.ts';

const common = {
  service: 'Amazon DynamoDB',
  region: 'us-east-1',
  asOf: '2026-11-28',
  source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
};
const per = (usd: number, quantity = 1) => [{ usd, per: quantity }];
const provisioned = { ...common, source: 'https://aws.amazon.com/dynamodb/pricing/provisioned/' };

/**
 * What tables of the class Standard cost. The pages fill their tables by script. The prices on demand, since 1 November
 * 2024, when AWS halved them, and that of storage are those of AWS's own calculator:
 * https://github.com/aws/agent-toolkit-for-aws/blob/main/skills/specialized-skills/database-skills/amazon-dynamodb/scripts/calculate_costs.py
 * That 25 GB are free, and that a WCU costs 0.47 a month and an RCU 0.09 (here 720 hours), an earlier state of
 * https://aws.amazon.com/dynamodb/pricing/ tells; the amounts an hour were not found on a page of AWS's.
 */
export const dynamodbPrices = {
  reads: { ...common, item: 'reads on demand', unit: 'read request units', tiers: per(0.125, 1e6) },
  writes: { ...common, item: 'writes on demand', unit: 'write request units', tiers: per(0.625, 1e6) },
  readCapacity: { ...provisioned, item: 'provisioned reads', unit: 'RCU hours', tiers: per(0.00013) },
  writeCapacity: { ...provisioned, item: 'provisioned writes', unit: 'WCU hours', tiers: per(0.00065) },
  storage: {
    ...common,
    item: 'storage',
    unit: 'GB-months',
    tiers: [
      { upTo: 25, usd: 0, per: 1 },
      { usd: 0.25, per: 1 },
    ],
  },
} as const satisfies Record<string, Price>;

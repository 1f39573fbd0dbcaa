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
 * What tables of the class Standard cost. The pages fill their tables by script; the prices on demand are those since
 * 1 November 2024, when AWS halved them.
 * https://aws.amazon.com/blogs/database/new-amazon-dynamodb-lowers-pricing-for-on-demand-throughput-and-global-tables/
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

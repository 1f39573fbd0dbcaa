import type { Price } from '../../cloud/index.ts';

const COMMON = {
  service: 'Amazon CloudWatch',
  region: 'us-east-1',
  asOf: '2026-11-28',
  source: 'https://aws.amazon.com/cloudwatch/pricing/',
} as const;

/** What CloudWatch charges for API requests other than GetMetricData. */
export const apiRequests: Price = {
  ...COMMON,
  item: 'API requests',
  unit: 'requests',
  tiers: [{ usd: 0.01, per: 1000 }],
  free: { pool: 'Amazon CloudWatch API requests', quantity: 1e6 },
};

/** What it charges for GetMetricData: each metric of a request, per five statistics of it. */
export const requestedMetrics: Price = {
  ...COMMON,
  item: 'metrics requested with GetMetricData',
  unit: 'metrics',
  tiers: [{ usd: 0.01, per: 1000 }],
};

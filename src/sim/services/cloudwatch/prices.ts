import type { Price } from '../../cloud/index.ts';

// The free allowances are those of the page, whose tables of prices are filled in by a script. The rates were read in
// transcripts: of the page for us-east-1 (May 2026), and of AWS's price list for us-east-2, which has the same. Those of
// high-resolution and composite alarms, and of metrics above a million, stand in the latter alone: for us-east-1 they were
// not found on a page of AWS's.
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

const ALARMS = { unit: 'alarm metrics a month', ...COMMON } as const;
const FREE_ALARMS = { pool: 'Amazon CloudWatch alarms', quantity: 10 } as const;

/** What it charges for each metric of an alarm with a period of a minute or more, by the hour. */
export const standardAlarms: Price = {
  ...ALARMS,
  item: 'alarms of standard resolution',
  tiers: [{ usd: 0.1, per: 1 }],
  free: FREE_ALARMS,
};

/** What it charges for each metric of an alarm with a period of 10, 20 or 30 seconds, by the hour. */
export const highResolutionAlarms: Price = {
  ...ALARMS,
  item: 'alarms of high resolution',
  tiers: [{ usd: 0.3, per: 1 }],
};

/** What it charges for a composite alarm, by the hour. */
export const compositeAlarms: Price = {
  ...ALARMS,
  item: 'composite alarms',
  unit: 'alarms a month',
  tiers: [{ usd: 0.5, per: 1 }],
};

/** What it charges for a metric of PutMetricData, by the hour in which data came. */
export const customMetrics: Price = {
  ...COMMON,
  item: 'custom metrics',
  unit: 'metrics a month',
  tiers: [
    { upTo: 10_000, usd: 0.3, per: 1 },
    { upTo: 250_000, usd: 0.1, per: 1 },
    { upTo: 1_000_000, usd: 0.05, per: 1 },
    { usd: 0.02, per: 1 },
  ],
  free: { pool: 'Amazon CloudWatch custom metrics', quantity: 10 },
};

import type { Price } from '../../cloud/index.ts';

const common = {
  service: 'Amazon Kinesis Data Streams',
  region: 'us-east-1',
  asOf: '2026-11-28',
  source: 'https://aws.amazon.com/kinesis/data-streams/pricing/',
};
const per = (usd: number, quantity = 1) => [{ usd, per: quantity }];

/** AWS in numbers, March 2026: 0.04 an hour, 0.08 in, 0.05 by fan-out. Its pricing page fills its tables by script. */
const onDemand = {
  ...common,
  source: 'https://aws.amazon.com/blogs/big-data/kinesis-on-demand-advantage-saves-60-on-streaming-costs/',
};

/**
 * What Amazon Kinesis Data Streams charges. On demand: the prices of Standard. Not modelled: those of Advantage, and what
 * is kept beyond seven days. The prices of provisioned
 * streams and of data out were compared with AWS's Price List as others have read it.
 */
export const kinesisPrices = {
  shardHours: { ...common, item: 'shards', unit: 'shard hours', tiers: per(0.015) },
  /** A record counts one unit for each 25 KiB begun. */
  putPayloadUnits: {
    ...common,
    item: 'records put',
    unit: 'PUT payload units',
    tiers: per(0.014, 1e6),
  },
  extendedRetention: {
    ...common,
    item: 'retention beyond 24 hours, up to seven days',
    unit: 'shard hours',
    tiers: per(0.02),
  },
  fanOutHours: { ...common, item: 'enhanced fan-out', unit: 'consumer-shard hours', tiers: per(0.015) },
  fanOutData: { ...common, item: 'data by enhanced fan-out', unit: 'GB', tiers: per(0.013) },
  streamHours: { ...onDemand, item: 'streams on demand', unit: 'stream hours', tiers: per(0.04) },
  /** Each record is rounded up to a whole KiB. */
  dataIn: { ...onDemand, item: 'data into streams on demand', unit: 'GB', tiers: per(0.08) },
  dataOut: { ...common, item: 'data out of streams on demand', unit: 'GB', tiers: per(0.04) },
  retained: {
    ...onDemand,
    item: 'retention beyond 24 hours, up to seven days, streams on demand',
    unit: 'GB months',
    tiers: per(0.1),
  },
  fanOutOnDemand: {
    ...onDemand,
    item: 'data by enhanced fan-out, streams on demand',
    unit: 'GB',
    tiers: per(0.05),
  },
} as const satisfies Record<string, Price>;

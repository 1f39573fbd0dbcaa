import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const GUIDE = 'https://docs.aws.amazon.com/streams/latest/dev/';
const API = 'https://docs.aws.amazon.com/kinesis/latest/APIReference/';
const QUOTAS = `${GUIDE}service-sizes-and-limits.html`;
const LARGE = `${GUIDE}large-records.html`;
const FAN_OUT = `${GUIDE}enhanced-consumers.html`;
const MiB = 1024 * 1024;

/** What Amazon Kinesis Data Streams allows. Checked on 2026-11-28. */
export const kinesisLimits = {
  shards: row('Shards of an account, in the largest Regions', 'shards', QUOTAS, { max: 20_000 }, true),
  onDemandStreams: row('Streams on demand of an account', 'streams', QUOTAS, { max: 50 }, true),
  creatingStreams: row('Streams that are CREATING at once', 'streams', `${API}API_CreateStream.html`, {
    max: 5,
  }),
  streamName: row('Name of a stream', 'characters', `${API}API_CreateStream.html`, { min: 1, max: 128 }),
  shardWriteBytes: row('Writes to a shard', 'bytes per second', QUOTAS, { max: MiB }),
  shardWriteRecords: row('Records written to a shard', 'records per second', QUOTAS, { max: 1000 }),
  shardReadCalls: row('Reads of a shard (GetRecords)', 'calls per second', QUOTAS, { max: 5 }),
  shardReadBytes: row('Reads of a shard by all polling consumers', 'bytes per second', QUOTAS, {
    max: 2 * MiB,
  }),
  shardReadRecords: row('Records read of a shard by all polling consumers', 'records per second', QUOTAS, {
    max: 2000,
  }),
  recordSize: row('Size of a record, with its partition key', 'KiB', LARGE, {
    default: 1024,
    min: 1024,
    max: 10_240,
  }),
  partitionKey: row('Partition key', 'characters', `${API}API_PutRecord.html`, { min: 1, max: 256 }),
  putRecords: row('Records of one PutRecords', 'records', `${API}API_PutRecords.html`, { min: 1, max: 500 }),
  putBytes: row('Size of one PutRecords', 'bytes', `${API}API_PutRecords.html`, { max: 10 * MiB }),
  getRecords: row('Records of one GetRecords', 'records', `${API}API_GetRecords.html`, {
    default: 10_000,
    min: 1,
    max: 10_000,
  }),
  getBytes: row('Size of what one GetRecords gives', 'bytes', `${API}API_GetRecords.html`, { max: 10 * MiB }),
  iteratorLife: row('Life of a shard iterator', 'seconds', `${API}API_GetShardIterator.html`, { max: 300 }),
  retention: row('Retention period', 'hours', `${GUIDE}kinesis-extended-retention.html`, {
    default: 24,
    min: 24,
    max: 8760,
  }),
  fanOutBytes: row('Enhanced fan-out: to one consumer from one shard', 'bytes per second', FAN_OUT, {
    max: 2 * MiB,
  }),
  consumers: row('Enhanced fan-out: consumers of a stream', 'consumers', FAN_OUT, { max: 20 }),
  consumersAdvantage: row(
    'Enhanced fan-out: consumers of a stream, on-demand Advantage',
    'consumers',
    FAN_OUT,
    { max: 50 },
  ),
  consumersCreating: row(
    'Enhanced fan-out: consumers of a stream that are CREATING at once',
    'consumers',
    `${API}API_RegisterStreamConsumer.html`,
    { max: 5 },
  ),
  subscription: row(
    'Enhanced fan-out: length of a subscription',
    'seconds',
    `${API}API_SubscribeToShard.html`,
    { max: 300 },
  ),
  resubscription: row(
    'Enhanced fan-out: time until the next subscription of a shard',
    'seconds',
    `${API}API_SubscribeToShard.html`,
    { min: 5 },
  ),
  shardCountUpdates: row(
    'UpdateShardCount of a stream',
    'calls in 24 hours',
    `${API}API_UpdateShardCount.html`,
    { max: 10 },
    true,
  ),
  onDemandStart: row('On demand: writes to a new stream', 'MiB per second', QUOTAS, { default: 4 }),
  onDemandMost: row(
    'On demand: writes, in us-east-1, us-west-2 and eu-west-1',
    'MiB per second',
    QUOTAS,
    { max: 10_240 },
    true,
  ),
  onDemandMostElsewhere: row(
    'On demand: writes, in other Regions',
    'MiB per second',
    QUOTAS,
    { max: 200 },
    true,
  ),
  modeChanges: row(
    'Changes of a stream’s capacity mode',
    'changes in 24 hours',
    `${API}API_UpdateStreamMode.html`,
    {
      max: 2,
    },
  ),
  listed: row('Streams of a page', 'streams', `${API}API_ListStreams.html`, {
    default: 100,
    min: 1,
    max: 10_000,
  }),
  listedShards: row('Shards of a page', 'shards', `${API}API_ListShards.html`, {
    default: 1000,
    min: 1,
    max: 10_000,
  }),
  describedShards: row('Shards that DescribeStream tells', 'shards', `${API}API_DescribeStream.html`, {
    default: 100,
    min: 1,
    max: 10_000,
  }),
  tags: row('Tags of a stream', 'tags', `${API}API_AddTagsToStream.html`, { max: 50 }),
  tagKey: row('Key of a tag', 'characters', `${API}API_Tag.html`, { min: 1, max: 128 }),
  tagValue: row('Value of a tag', 'characters', `${API}API_Tag.html`, { min: 0, max: 256 }),
} satisfies Record<string, Limit>;

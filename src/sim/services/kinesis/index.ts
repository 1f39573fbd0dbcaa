/** Amazon Kinesis Data Streams: logs in shards, which keep the order of each key and which many can read. */
export type { FanOutReader } from './fan-out-reader.ts';
export type { StartingPosition } from './iterators/shard-iterator.ts';
export { Kinesis, type StreamOptions } from './kinesis.ts';
export { kinesisLimits } from './limits.ts';
export {
  kinesisMetrics,
  kinesisShardMetrics,
  type KinesisMetricName,
  type KinesisShardMetricName,
} from './metrics.ts';
export type { KinesisModel } from './model.ts';
export { kinesisPrices } from './prices.ts';
export type { ReadResult, ShardReader } from './shard-reader.ts';
export type { StreamRecord } from './shards/record-log.ts';
export type { PutRecordEntry, PutRecordResult, ShardDescription, Stream } from './stream.ts';

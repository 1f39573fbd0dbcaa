/** What every service shares: account, Regions, ARNs, errors, limits, metrics and the bill. It imports no service. */
export { formatArn, parseArn, type Arn } from './arn.ts';
export { AwsError, type ErrorShape } from './aws-error.ts';
export { type Fault } from './faults/fault.ts';
export { Faults, type FaultMark, type FaultyLink, type Impairment } from './faults/faults.ts';
export {
  Fetched,
  FetchedHeaders,
  FetchError,
  type FetchOptions,
  type HostAnswer,
  type HostHandler,
  type HostRequest,
  type Pairs,
} from './http/index.ts';
export type { Keys, Who } from './guard.ts';
export type { RequestLatency } from './latency.ts';
export { within, type Limit } from './limit.ts';
export type { FlowingLoad, LoadOptions } from './load/flowing-load.ts';
export { Meter, Usage, type BillLine, type BillOptions, type Lasting } from './meter.ts';
export {
  Metric,
  type Dimensions,
  type MetricPlace,
  type MetricShape,
  type MetricUnit,
  type Statistic,
} from './metric.ts';
export { MetricNotKept } from './metric-not-kept.ts';
export { MetricSink, type KeepFilter, type SeriesOptions } from './metric-sink.ts';
export type { Dimension, MetricFilter, MetricId } from './metrics/metric-id.ts';
export { NotModelled } from './not-modelled.ts';
export { costOf, type Price } from './price.ts';
export { recordEvery } from './record-every.ts';
export { Region, type World } from './region.ts';
export { ServiceEvents, type ServiceEvent } from './service-events.ts';
export type { DeliveredAttribute, Delivery } from './target.ts';
export type { Point } from './recording.ts';

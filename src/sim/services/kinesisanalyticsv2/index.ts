/** Amazon Managed Service for Apache Flink: works through streams by event time, with state and checkpoints. */
export { type Application, type RestoreFrom } from './application.ts';
export { KinesisAnalyticsV2, type ApplicationOptions } from './kinesis-analytics-v2.ts';
export {
  type DataStream,
  type KeyedStream,
  type Output,
  type WindowedStream,
  type WindowOptions,
  type WindowSize,
} from './job/data-stream.ts';
export { type Environment, type Program, type Reference, type SourceOptions } from './job/environment.ts';
export { type DeliveryGuarantee, type Sink } from './job/sink-operator.ts';
export { type WindowResult } from './job/window-operator.ts';
export { flinkLimits } from './limits.ts';
export { flinkMetrics, type FlinkMetricName } from './metrics.ts';
export type { FlinkModel } from './model.ts';
export { flinkPrices } from './prices.ts';
export { type Aggregate } from './windows/window-state.ts';

/** Amazon Data Firehose: gathers records, transforms them, and delivers them to a bucket or another destination. */
export type { DeliveryRecord, Fate } from './delivery-record.ts';
export type { Answerer, DestinationType, Outside, OutsideRequest } from './destination.ts';
export { Firehose } from './firehose.ts';
export type { Fates, FirehoseStream } from './firehose-stream.ts';
export { firehoseLimits } from './limits.ts';
export { firehoseMetrics, type FirehoseMetricName } from './metrics.ts';
export type { FirehoseModel } from './model.ts';
export { firehosePrices } from './prices.ts';

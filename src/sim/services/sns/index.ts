/** Amazon SNS: topics, subscriptions and what reaches whom. */
export { snsLimits } from './limits.ts';
export { snsMetrics, type SnsMetricName } from './metrics.ts';
export type { SnsModel } from './model.ts';
export type { Answerer, Outside, OutsideDelivery, OutsideRequest } from './outside.ts';
export { snsPrices } from './prices.ts';
export { Sns } from './sns.ts';

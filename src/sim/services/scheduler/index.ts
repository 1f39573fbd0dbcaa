/** Amazon EventBridge Scheduler: calls an API at a time, once or again and again. */
export { schedulerLimits } from './limits.ts';
export { schedulerMetrics, type SchedulerMetricName } from './metrics.ts';
export type { SchedulerModel } from './model.ts';
export { schedulerPrices } from './prices.ts';
export { Scheduler } from './scheduler.ts';

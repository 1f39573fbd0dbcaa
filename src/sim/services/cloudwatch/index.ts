/** Amazon CloudWatch: metrics, statistics over them, and alarms. */
export { CloudWatch } from './cloudwatch.ts';
export { cloudWatchLimits } from './limits.ts';
export type { CloudWatchModel } from './model.ts';

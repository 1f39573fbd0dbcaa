/** Amazon CloudWatch Logs: lines of text in streams, and what is counted or passed on of them. */
export { CloudWatchLogs } from './cloudwatch-logs.ts';
export { logsLimits } from './limits.ts';
export { logsPrices } from './prices.ts';

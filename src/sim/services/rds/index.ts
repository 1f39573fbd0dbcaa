/** Amazon RDS: Aurora Serverless, whose capacity follows its load and rests where nobody is connected. */
export { Connection } from './connection.ts';
export { rdsLimits } from './limits.ts';
export type { CapacityState, RdsModel } from './model.ts';
export { rdsPrices } from './prices.ts';
export { Rds } from './rds.ts';
export { ServerlessInstance, type RdsMetricName } from './serverless-instance.ts';

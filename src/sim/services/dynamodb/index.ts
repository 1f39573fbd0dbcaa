/** Amazon DynamoDB: items in tables, found by their keys. */
export { DynamoDB } from './dynamodb.ts';
export { dynamodbLimits } from './limits.ts';
export type { PlainItem, PlainValue } from './marshal.ts';
export { dynamodbMetrics, type DynamoDBMetricName } from './metrics.ts';
export type { DynamoDBModel } from './model.ts';
export { dynamodbPrices } from './prices.ts';
export type { ExpressionOptions, Table, TableOptions } from './table.ts';

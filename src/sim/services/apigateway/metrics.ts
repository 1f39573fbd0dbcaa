import { countedMetrics } from '../../cloud/metric-set.ts';

const NAMES = [
  'Count',
  '4XXError',
  '5XXError',
  'Latency',
  'IntegrationLatency',
  'CacheHitCount',
  'CacheMissCount',
] as const;

/** The name of a metric of an API or a stage. */
export type ApiGatewayMetricName = (typeof NAMES)[number];

/**
 * The metrics that API Gateway publishes for an API and for each of its stages, once a minute. The average of errors
 * and of cache hits is their share of the requests.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html (checked 2026-11-28)
 */
export const apiGatewayMetrics = countedMetrics('AWS/ApiGateway', NAMES, {
  Latency: 'Milliseconds',
  IntegrationLatency: 'Milliseconds',
});

import { countedMetrics } from '../../cloud/metric-set.ts';

const NAMES = ['Count', '4xx', '5xx', 'Latency', 'IntegrationLatency', 'DataProcessed'] as const;

/** The name of a metric of an HTTP API. */
export type HttpApiMetricName = (typeof NAMES)[number];

/**
 * The metrics that API Gateway publishes for an HTTP API, once a minute.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html (checked 2026-11-28)
 */
export const httpApiMetrics = countedMetrics('AWS/ApiGateway', NAMES, {
  Latency: 'Milliseconds',
  IntegrationLatency: 'Milliseconds',
});

const SOCKET_NAMES = ['ConnectCount', 'MessageCount', 'IntegrationError', 'ClientError', 'ExecutionError', 'IntegrationLatency'] as const; // prettier-ignore

/** The name of a metric of a WebSocket API. */
export type WebSocketMetricName = (typeof SOCKET_NAMES)[number];

/**
 * The metrics that API Gateway publishes for a WebSocket API, once a minute.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-logging.html (checked 2026-11-28)
 */
export const webSocketMetrics = countedMetrics('AWS/ApiGateway', SOCKET_NAMES, {
  IntegrationLatency: 'Milliseconds',
});

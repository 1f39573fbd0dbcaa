/** Amazon API Gateway V2: HTTP APIs. */
export { ApiGatewayV2 } from './api-gateway-v2.ts';
export { HttpApiHandle, type HttpApiOptions, type HttpRoute, type HttpRoutesOf } from './http-api-handle.ts';
export { apiGatewayV2Limits } from './limits.ts';
export { httpApiMetrics, type HttpApiMetricName } from './metrics.ts';
export type { HttpApiModel } from './model.ts';
export { apiGatewayV2Prices } from './prices.ts';

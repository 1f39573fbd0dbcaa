/** Amazon API Gateway: REST APIs, from the request at the door to the answer. */
export { ApiGateway } from './api-gateway.ts';
export { apiGatewayLimits } from './limits.ts';
export { apiGatewayMetrics, type ApiGatewayMetricName } from './metrics.ts';
export type { ApiGatewayModel } from './model.ts';
export { apiGatewayPrices } from './prices.ts';
export {
  RestApiHandle,
  type ApiRequest,
  type BuildOptions,
  type Route,
  type Routes,
} from './rest-api-handle.ts';

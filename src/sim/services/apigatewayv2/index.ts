/** Amazon API Gateway V2: HTTP APIs and WebSocket APIs. */
export { ApiGatewayV2 } from './api-gateway-v2.ts';
export { HttpApiHandle, type HttpApiOptions, type HttpRoute, type HttpRoutesOf } from './http-api-handle.ts';
export { apiGatewayV2Limits } from './limits.ts';
export {
  httpApiMetrics,
  webSocketMetrics,
  type HttpApiMetricName,
  type WebSocketMetricName,
} from './metrics.ts';
export type { HttpApiModel } from './model.ts';
export { apiGatewayV2Prices } from './prices.ts';
export {
  WebSocketApiHandle,
  type ConnectOptions,
  type SocketRoute,
  type SocketRoutesOf,
  type WebSocketApiOptions,
} from './web-socket-api-handle.ts';
export { type ClientSocket, type SendOptions, type SocketClose } from './websocket/client-socket.ts';
export { HandshakeError } from './websocket/handshake.ts';

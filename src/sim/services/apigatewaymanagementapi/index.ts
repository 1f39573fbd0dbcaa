/** Amazon API Gateway Management API: what a back end says to the clients of WebSocket APIs. */
export { ApiGatewayManagementApi } from './api-gateway-management-api.ts';
export { apiGatewayManagementApiLimits } from './limits.ts';

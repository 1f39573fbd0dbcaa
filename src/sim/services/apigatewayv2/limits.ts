import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const GUIDE = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/';
const HTTP = `${GUIDE}http-api-quotas.html`;
const SOCKET = `${GUIDE}apigateway-execution-service-websocket-limits-table.html`;

/** What Amazon API Gateway allows with HTTP and WebSocket APIs. Checked on 2026-11-28. */
export const apiGatewayV2Limits = {
  routes: row('Routes of an HTTP API', 'routes', HTTP, { max: 300 }, true),
  integrations: row('Integrations of an HTTP API', 'integrations', HTTP, { max: 300 }),
  stages: row('Stages of an HTTP API', 'stages', HTTP, { max: 10 }, true),
  authorizers: row('Authorizers of an HTTP API', 'authorizers', HTTP, { max: 10 }, true),
  audiences: row('Audiences of an authorizer', 'audiences', HTTP, { max: 50 }),
  scopes: row('Scopes of a route', 'scopes', HTTP, { max: 10 }),
  timeout: row('Integration timeout of an HTTP API', 'milliseconds', HTTP, { default: 30_000, min: 50, max: 30_000 }), // prettier-ignore
  authorizerTimeout: row('Answer of a Lambda authorizer', 'milliseconds', HTTP, { max: 10_000 }),
  authorizerTtl: row('Time to live of an authorizer’s cached result', 'seconds', `${GUIDE}http-api-lambda-authorizer.html`, { default: 0, min: 0, max: 3600 }), // prettier-ignore
  payload: row('Payload of an HTTP API', 'bytes', HTTP, { max: 10_485_760 }),
  newConnections: row('New connections of WebSocket APIs', 'a second', SOCKET, { max: 500 }, true),
  socketTimeout: row('Integration timeout of a WebSocket API', 'milliseconds', SOCKET, { default: 29_000, min: 50, max: 29_000 }), // prettier-ignore
  idle: row('A connection without a message', 'seconds', SOCKET, { max: 600 }),
  connectionDuration: row('A connection', 'seconds', SOCKET, { max: 7200 }),
  message: row('A message of a WebSocket API', 'bytes', SOCKET, { max: 131_072 }),
  frame: row('A frame of a WebSocket API', 'bytes', SOCKET, { max: 32_768 }),
  metered: row('What is charged as a message', 'bytes', 'https://aws.amazon.com/api-gateway/pricing/', { default: 32_768 }), // prettier-ignore
  page: row('Entries of a page', 'entries', 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html', { default: 100, max: 100 }), // prettier-ignore
} satisfies Record<string, Limit>;

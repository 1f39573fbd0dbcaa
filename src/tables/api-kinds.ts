import { Cloud, costOf, type Fetched, type FetchOptions, type Limit, type Reply } from '../sim/index.ts';
import { apiGatewayLimits, apiGatewayPrices } from '../sim/services/apigateway/index.ts';
import { apiGatewayV2Limits, apiGatewayV2Prices } from '../sim/services/apigatewayv2/index.ts';
import type { Comparison } from './comparison.ts';
import { refuses } from './trial.ts';

const GUIDE = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/';

/** An API of a kind, with a method at `/` behind which a function stands. */
interface Trial {
  ask(options?: FetchOptions & { path?: string }): Reply<Fetched>;
  /** Adds another method. */
  add(path: string): void;
}

/** A kind of API, and how each thing is asked of it. */
interface Kind {
  /** Where the kind answers requests. */
  build?(cloud: Cloud, handler: () => unknown): Trial;
  /** The address of an API, with a connection to it where it has any, at which a back end would say something. */
  callBack(cloud: Cloud): Promise<string>;
  timeout: Limit;
  /** What a million requests cost, in US dollars. */
  million: number;
  takesKeys(cloud: Cloud): boolean;
  takesTemplates(cloud: Cloud): boolean;
  takesJwt(cloud: Cloud): boolean;
  caches(cloud: Cloud): boolean;
}

/** An id of the right form, of a connection that is not there. */
const NOBODY = 'L0SM9cOFvHcCIhw=';

/** Whether something is taken. What the API does not know as a parameter is not. */
function takes(call: () => unknown): boolean {
  try {
    return !refuses(call);
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

const jwt = { name: 'jwt', identitySource: '$request.header.Authorization' };

function functionOf(cloud: Cloud, handler: () => unknown): string {
  cloud.lambda.createFunction({ functionName: 'f', timeout: 60, code: () => handler });
  return 'f';
}

const rest: Kind = {
  build(cloud, handler) {
    const lambda = functionOf(cloud, handler);
    const api = cloud.apigateway.build('api', { 'GET /': { lambda } });
    return { ask: (options) => api.request(options), add: (path) => api.route(`GET ${path}`, { lambda }) };
  },
  callBack: (cloud) =>
    Promise.resolve(
      `${cloud.apigateway.build('api', { 'GET /': { mock: '{}' } }).url}/@connections/${NOBODY}`,
    ),
  timeout: apiGatewayLimits.timeout,
  million: costOf(apiGatewayPrices.requests, 1e6),
  takesKeys: (cloud) =>
    takes(() => cloud.apigateway.build('api', { 'GET /': { mock: '{}', apiKeyRequired: true } })),
  takesTemplates: (cloud) =>
    takes(() => cloud.apigateway.build('api', { 'GET /': { mock: '{}', integration: { requestTemplates: { 'text/plain': '{}' } } } })), // prettier-ignore
  takesJwt: (cloud) =>
    takes(() => {
      const { id: restApiId } = cloud.apigateway.createRestApi({ name: 'api' });
      cloud.apigateway.createAuthorizer({ restApiId: restApiId!, type: 'JWT' as 'TOKEN', ...jwt });
    }),
  caches: (cloud) =>
    takes(() =>
      cloud.apigateway.build('api', { 'GET /': { mock: '{}' } }).set({ '/cacheClusterEnabled': true }),
    ),
};

const http: Kind = {
  build(cloud, handler) {
    const lambda = functionOf(cloud, handler);
    const cors = { allowOrigins: ['*'], allowMethods: ['GET'] };
    const api = cloud.apigatewayv2.build('api', { 'GET /': { lambda } }, { cors });
    return { ask: (options) => api.request(options), add: (path) => api.route(`GET ${path}`, { lambda }) };
  },
  callBack: (cloud) =>
    Promise.resolve(
      `${cloud.apigatewayv2.build('api', { 'GET /': { http: 'https://a.example/' } }).url}/@connections/${NOBODY}`,
    ),
  timeout: apiGatewayV2Limits.timeout,
  million: costOf(apiGatewayV2Prices.requests, 1e6),
  takesKeys: (cloud) =>
    takes(() =>
      cloud.apigatewayv2.build('api', { 'GET /': { http: 'https://example.com/', apiKeyRequired: true } }),
    ),
  takesTemplates: (cloud) =>
    takes(() => {
      const { apiId } = cloud.apigatewayv2.createApi({ name: 'api', protocolType: 'HTTP' });
      const requestTemplates = { 'text/plain': '{}' };
      cloud.apigatewayv2.createIntegration({ apiId: apiId!, integrationType: 'HTTP_PROXY', integrationMethod: 'GET', integrationUri: 'https://example.com/', requestTemplates }); // prettier-ignore
    }),
  takesJwt: (cloud) =>
    takes(() => {
      const { apiId } = cloud.apigatewayv2.createApi({ name: 'api', protocolType: 'HTTP' });
      const jwtConfiguration = { issuer: 'https://login.example', audience: ['shop'] };
      cloud.apigatewayv2.createAuthorizer({ apiId: apiId!, authorizerType: 'JWT', jwtConfiguration, ...jwt, identitySource: [jwt.identitySource] }); // prettier-ignore
    }),
  caches: (cloud) =>
    takes(() => {
      const { apiId } = cloud.apigatewayv2.createApi({ name: 'api', protocolType: 'HTTP' });
      cloud.apigatewayv2.createStage({
        apiId: apiId!,
        stageName: 'prod',
        ...({ cacheClusterEnabled: true } as object),
      });
    }),
};

const socket: Kind = {
  async callBack(cloud) {
    const api = cloud.apigatewayv2.buildWebSocket('api', { $default: {} });
    const { connectionId } = await api.connect();
    return `${api.url.replace('wss', 'https')}/@connections/${connectionId}`;
  },
  timeout: apiGatewayV2Limits.socketTimeout,
  million: costOf(apiGatewayV2Prices.messages, 1e6),
  takesKeys: (cloud) =>
    takes(() => cloud.apigatewayv2.buildWebSocket('api', { $connect: { apiKeyRequired: true } })),
  takesTemplates: (cloud) =>
    takes(() => {
      const { apiId } = cloud.apigatewayv2.createApi({ name: 'api', protocolType: 'WEBSOCKET', routeSelectionExpression: '$request.body.action' }); // prettier-ignore
      cloud.apigatewayv2.createIntegration({ apiId: apiId!, integrationType: 'HTTP', integrationMethod: 'POST', integrationUri: 'https://example.com/', requestTemplates: { $default: '{}' } }); // prettier-ignore
    }),
  takesJwt: (cloud) =>
    takes(() => {
      const { id: apiId } = cloud.apigatewayv2.buildWebSocket('api', { $default: {} });
      const jwtConfiguration = { issuer: 'https://login.example', audience: ['shop'] };
      cloud.apigatewayv2.createAuthorizer({ apiId, authorizerType: 'JWT', jwtConfiguration, ...jwt, identitySource: [jwt.identitySource] }); // prettier-ignore
    }),
  caches: (cloud) =>
    takes(() => {
      const { id: apiId } = cloud.apigatewayv2.buildWebSocket('api', { $default: {} });
      const cache = { cacheClusterEnabled: true } as object;
      cloud.apigatewayv2.createStage({ apiId, stageName: 'cached', ...cache });
    }),
};

/** The status of a request to an API of a kind; undefined where it answers none. */
async function status(
  kind: Kind,
  handler: () => unknown,
  options?: Parameters<Trial['ask']>[0],
): Promise<number | undefined> {
  return (await kind.build?.(new Cloud(), handler).ask(options))?.status;
}

const shaped = () => ({ statusCode: 200, body: '' });

/** REST APIs beside HTTP APIs and WebSocket APIs. */
export const apiKinds: Comparison<Kind> = {
  caption: 'REST, HTTP and WebSocket APIs',
  columns: [
    { name: 'REST API', subject: rest },
    { name: 'HTTP API', subject: http },
    { name: 'WebSocket API', subject: socket },
  ],
  rows: [
    { label: 'A million requests or messages', source: 'https://aws.amazon.com/api-gateway/pricing/', unit: 'USD', cell: ({ million }) => million }, // prettier-ignore
    { label: 'The back end may speak first', source: `${GUIDE}apigateway-websocket-api-overview.html`, cell: async (kind) => { const cloud = new Cloud(); const url = await kind.callBack(cloud); return (await cloud.fetch(url, { method: 'POST', body: '!', signedBy: 'arn:aws:iam::123456789012:role/room' })).status === 200; } }, // prettier-ignore
    { label: 'API keys and usage plans', source: `${GUIDE}http-api-vs-rest.html`, cell: (kind) => kind.takesKeys(new Cloud()) }, // prettier-ignore
    { label: 'Cache', source: `${GUIDE}http-api-vs-rest.html`, cell: (kind) => kind.caches(new Cloud()) },
    { label: 'Templates for bodies', source: `${GUIDE}http-api-vs-rest.html`, cell: (kind) => kind.takesTemplates(new Cloud()) }, // prettier-ignore
    { label: 'JWT authorizers', source: `${GUIDE}http-api-jwt-authorizer.html`, cell: (kind) => kind.takesJwt(new Cloud()) }, // prettier-ignore
    { label: 'Answers preflights by itself', source: `${GUIDE}http-api-cors.html`, cell: async (kind) => kind.build && (await status(kind, shaped, { method: 'OPTIONS', headers: { Origin: 'https://a.example', 'Access-Control-Request-Method': 'GET' } })) === 204 }, // prettier-ignore
    { label: 'Needs a deployment for a change', source: `${GUIDE}http-api-stages.html`, cell: async (kind) => { const api = kind.build?.(new Cloud(), shaped); if (!api) return undefined; api.add('/new'); return (await api.ask({ path: '/new' })).status !== 200; } }, // prettier-ignore
    { label: 'A path that does not exist', source: `${GUIDE}supported-gateway-response-types.html`, cell: (kind) => status(kind, shaped, { path: '/none' }) }, // prettier-ignore
    { label: 'A function that answers a bare value', source: `${GUIDE}http-api-develop-integrations-lambda.html`, cell: (kind) => status(kind, () => ['Rex']) }, // prettier-ignore
    { label: 'Longest wait for a back end', source: `${GUIDE}http-api-quotas.html`, unit: 's', cell: ({ timeout }) => timeout.max! / 1000 }, // prettier-ignore
    { label: 'A back end that is too late', source: `${GUIDE}http-api-troubleshooting-lambda.html`, cell: (kind) => status(kind, function* () { yield 45; }) }, // prettier-ignore
  ],
};

import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';
import type { HttpApiOptions, HttpRoutesOf } from './index.ts';

/**
 * What the developer guide and the price list say of HTTP and WebSocket APIs, with the page of each.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/ (checked 2026-11-28)
 */

const still = { requestLatency: { mean: 0, sd: 0 } };
const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:';

function shop(routes: HttpRoutesOf, options: HttpApiOptions = {}) {
  const cloud = new Cloud(still);
  cloud.apigatewayv2.model.overhead = 0;
  cloud.serve('backend.example', () => ({ status: 200, body: 'good' }));
  return { cloud, api: cloud.apigatewayv2.build('shop', routes, options) };
}

const WEB = { http: 'http://backend.example/' };
const billed = (cloud: Cloud, wanted: string) =>
  cloud.meter.bill().find(({ item }) => item === wanted)?.quantity;

// https://aws.amazon.com/api-gateway/pricing/
test('a request to an HTTP API is charged by begun 512 KB', async () => {
  const { cloud, api } = shop({ $default: WEB });
  const post = (size: number) => api.request({ method: 'POST', body: 'x'.repeat(size) });
  await post(524_288);
  expect(billed(cloud, 'requests to HTTP APIs')).toBe(1);
  await post(524_289);
  expect(billed(cloud, 'requests to HTTP APIs')).toBe(3);
});

// https://aws.amazon.com/api-gateway/pricing/
test('messages of a WebSocket API are charged in both directions', async () => {
  const cloud = new Cloud(still);
  cloud.apigatewayv2.model.overhead = 0;
  cloud.lambda.createFunction({ functionName: 'long', code: () => () => ({ statusCode: 200, body: 'y'.repeat(40 * 1024) }) }); // prettier-ignore
  const api = cloud.apigatewayv2.buildWebSocket('chat', { $default: { lambda: 'long', twoWay: true } });
  const socket = await api.connect();
  socket.send('x');
  await socket.receive();
  expect(billed(cloud, 'messages of WebSocket APIs')).toBe(3);
  cloud.apigatewaymanagementapi.postToConnection({ connectionId: socket.connectionId, data: new Uint8Array([104]) }); // prettier-ignore
  expect(billed(cloud, 'messages of WebSocket APIs')).toBe(4);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
test('an answer of a Lambda authorizer is not kept unless a time is set', async () => {
  const { cloud, api } = shop({});
  let asked = 0;
  cloud.lambda.createFunction({ functionName: 'guard', code: () => () => ({ isAuthorized: ++asked > 0 }) });
  const { authorizerId = '' } = cloud.apigatewayv2.createAuthorizer({ apiId: api.id, name: 'guard', authorizerType: 'REQUEST', identitySource: ['$request.header.Who'], authorizerUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${ARN}guard/invocations`, authorizerCredentialsArn: 'arn:aws:iam::123456789012:role/api', authorizerPayloadFormatVersion: '2.0', enableSimpleResponses: true }); // prettier-ignore
  api.route('GET /', { ...WEB, authorizationType: 'CUSTOM', authorizerId });
  for (let n = 0; n < 3; n++) expect((await api.request({ headers: { Who: 'anna' } })).status).toBe(200);
  expect(asked).toBe(3);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
test('a limit of a route takes the place of the stage’s for all routes', async () => {
  const { cloud, api } = shop({ 'GET /a': WEB, 'GET /b': WEB }, { throttle: { rate: 1, burst: 2 } });
  cloud.apigatewayv2.updateStage({ apiId: api.id, stageName: '$default', routeSettings: { 'GET /a': { throttlingRateLimit: 1, throttlingBurstLimit: 1 } } }); // prettier-ignore
  const burst = async (path: string) =>
    (await Promise.all([1, 2, 3].map(() => api.request({ path })))).map(({ status }) => status);
  expect([await burst('/a'), await burst('/b')]).toEqual([[200, 429, 429], [200, 200, 429]]); // prettier-ignore
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-disable-default-endpoint.html
test('where the default endpoint is disabled, nothing is found there', async () => {
  const { cloud, api } = shop({ $default: WEB });
  const disable = (disableExecuteApiEndpoint: boolean) =>
    cloud.apigatewayv2.updateApi({ apiId: api.id, disableExecuteApiEndpoint });
  disable(true);
  const refused = await api.request();
  expect([refused.status, refused.json()]).toEqual([404, { message: 'Not Found' }]);
  disable(false);
  expect((await api.request()).status).toBe(200);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
test('a body above 10 MB does not pass', async () => {
  const { api } = shop({ $default: WEB });
  const post = async (size: number) =>
    (await api.request({ method: 'POST', body: new Uint8Array(size) })).status;
  expect([await post(10_485_760), await post(10_485_761)]).toEqual([200, 413]);
});

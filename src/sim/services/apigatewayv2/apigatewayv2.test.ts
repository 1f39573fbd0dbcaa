import {
  ApiGatewayV2Client,
  CreateApiCommand,
  GetApiCommand,
  GetRoutesCommand,
  NotFoundException,
} from '@aws-sdk/client-apigatewayv2';
import { describe, expect, test } from 'vitest';
import { Cloud, connect } from '../../index.ts';
import { addIssuer, encodeToken, secretSigner } from '../../cloud/gateway/jwt/index.ts';
import type { HttpApiOptions, HttpRoutesOf } from './index.ts';

function shop(routes: HttpRoutesOf, options: HttpApiOptions = {}) {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 } });
  cloud.apigatewayv2.model.overhead = 0;
  cloud.serve('backend.example', ({ method, path, rawQuery }) => ({ status: 200, headers: [['access-control-allow-origin', 'https://own.example']], body: `${method} ${path}?${rawQuery}` })); // prettier-ignore
  cloud.lambda.createFunction({ functionName: 'echo', code: () => (event: object) => event });
  cloud.lambda.createFunction({ functionName: 'bare', code: () => () => ['Rex'] });
  cloud.lambda.createFunction({
    functionName: 'fails',
    code: () => () => {
      throw new Error('no');
    },
  });
  return { cloud, api: cloud.apigatewayv2.build('shop', routes, options) };
}

describe('routes', () => {
  test('a full match goes before a greedy one, and that before $default; else 404', async () => {
    const { api } = shop({
      'GET /pets/{id}': { http: 'http://backend.example/one/{id}' },
      'ANY /pets/{proxy+}': { http: 'http://backend.example/all/{proxy}' },
    });
    const ask = async (path: string, method = 'GET') => (await api.request({ path, method })).text();
    expect([await ask('/pets/7?a=1'), await ask('/pets/7/x'), await ask('/pets/7', 'PUT'), await ask('/dogs')]).toEqual(['GET /one/7?a=1', 'GET /all/7/x?', 'PUT /all/7?', '{"message":"Not Found"}']); // prettier-ignore
    api.route('$default', { http: 'http://backend.example/rest' });
    expect(await ask('/dogs')).toBe('GET /rest?');
  });

  test('a change of routes is deployed by itself, at a stage that says so', async () => {
    const { cloud, api } = shop({});
    cloud.apigatewayv2.createStage({ apiId: api.id, stageName: 'dev' });
    api.route('GET /', { http: 'http://backend.example/' });
    expect([(await api.request()).status, (await api.request({ path: '/dev/' })).status]).toEqual([200, 404]);
    cloud.apigatewayv2.createDeployment({ apiId: api.id, stageName: 'dev' });
    expect((await api.request({ path: '/dev/' })).text()).toBe('GET /?');
  });
});

describe('functions', () => {
  test('format 2.0 has cookies apart and answers of any shape; 1.0 wants the shape', async () => {
    const { api } = shop({
      'GET /two': { lambda: 'echo' },
      'GET /one': { lambda: 'echo', payload: '1.0' },
      'GET /bare': { lambda: 'bare' },
      'GET /strict': { lambda: 'bare', payload: '1.0' },
    });
    const two = (
      await api.request({ path: '/two?a=1&a=2', headers: { Cookie: 'x=1; y=2', 'X-Shop': 's' } })
    ).json();
    expect(two).toMatchObject({ version: '2.0', routeKey: 'GET /two', rawPath: '/two', cookies: ['x=1', 'y=2'], headers: { 'x-shop': 's' }, queryStringParameters: { a: '1,2' } }); // prettier-ignore
    expect((await api.request({ path: '/bare' })).json()).toEqual(['Rex']);
    const strict = await api.request({ path: '/strict' });
    expect([strict.status, strict.json()]).toEqual([500, { message: 'Internal Server Error' }]);
    // The event is no answer of format 1.0.
    expect((await api.request({ path: '/one' })).status).toBe(500);
  });

  test('errors are 500, too little room and too little time 503; without permission 500', async () => {
    const { cloud, api } = shop({
      'GET /fails': { lambda: 'fails' },
      'GET /alone': { lambda: 'echo', unpermitted: true },
    });
    cloud.lambda.createFunction({ functionName: 'slow', timeout: 60, code: () => function* () { yield 40; } }); // prettier-ignore
    cloud.lambda.createFunction({ functionName: 'full', code: () => () => 1 });
    cloud.lambda.putFunctionConcurrency({ functionName: 'full', reservedConcurrentExecutions: 0 });
    api.route('GET /slow', { lambda: 'slow' });
    api.route('GET /full', { lambda: 'full' });
    const statuses: number[] = [];
    for (const path of ['/fails', '/alone', '/full', '/slow'])
      statuses.push((await api.request({ path })).status);
    expect([statuses, Math.round(cloud.now)]).toEqual([[500, 500, 503, 503], 30]);
  });
});

test('CORS: the API answers preflights itself, and its headers take the place of the back end’s', async () => {
  const cors = {
    allowOrigins: ['https://shop.example'],
    allowMethods: ['PUT'],
    allowHeaders: ['content-type'],
    maxAge: 60,
  };
  const { api } = shop({ $default: { http: 'http://backend.example/' } }, { cors });
  const headers = { Origin: 'https://shop.example', 'Access-Control-Request-Method': 'PUT' };
  const preflight = await api.request({ method: 'OPTIONS', headers });
  expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([204, 'PUT']);
  expect((await api.request({ headers })).headers.get('access-control-allow-origin')).toBe(
    'https://shop.example',
  );
  expect((await api.request()).headers.get('access-control-allow-origin')).toBeNull();
});

test('a JWT authorizer looks at issuer, audience, time and scopes, and never asks the issuer', async () => {
  const { cloud, api } = shop({});
  const issuer = 'https://login.example';
  const signer = secretSigner('k', 'secret');
  addIssuer(cloud.world, issuer, signer);
  const { authorizerId } = cloud.apigatewayv2.createAuthorizer({ apiId: api.id, name: 'jwt', authorizerType: 'JWT', identitySource: ['$request.header.Authorization'], jwtConfiguration: { issuer, audience: ['shop'] } }); // prettier-ignore
  const guard = { authorizationType: 'JWT', authorizerId: authorizerId! } as const;
  api.route('GET /me', { lambda: 'echo', ...guard });
  api.route('GET /admin', { lambda: 'echo', ...guard, authorizationScopes: ['admin'] });
  const now = cloud.simulation.epochMillis / 1000;
  const token = (claims = {}) =>
    encodeToken({ iss: issuer, aud: 'shop', sub: 'anna', exp: now + 60, scope: 'read', ...claims }, signer);
  const ask = async (text: string | undefined, path = '/me') => (await api.request({ path, ...(text !== undefined && { headers: { Authorization: `Bearer ${text}` } }) })).status; // prettier-ignore
  expect([await ask(token()), await ask(undefined), await ask(token({ aud: 'other' })), await ask(token({ iss: 'x' })), await ask(token(), '/admin'), await ask(token({ scope: 'read admin' }), '/admin')]).toEqual([200, 401, 401, 401, 403, 200]); // prettier-ignore
  const event = (await api.request({ path: '/me', headers: { Authorization: token() } })).json<{
    requestContext: { authorizer: object };
  }>();
  expect(event.requestContext.authorizer).toMatchObject({ jwt: { claims: { sub: 'anna' }, scopes: null } });
  await cloud.run(60);
  expect(await ask(token())).toBe(401);
});

test('a Lambda authorizer with simple answers; its answer is kept for all routes of the identity', async () => {
  const { cloud, api } = shop({});
  let asked = 0;
  cloud.lambda.createFunction({ functionName: 'guard', code: () => ({ identitySource: [who] }: { identitySource: string[] }) => { asked++; return { isAuthorized: who === 'anna', context: { who } }; } }); // prettier-ignore
  const arn = 'arn:aws:lambda:us-east-1:123456789012:function:guard';
  const { authorizerId } = cloud.apigatewayv2.createAuthorizer({ apiId: api.id, name: 'guard', authorizerType: 'REQUEST', identitySource: ['$request.header.Who'], authorizerUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${arn}/invocations`, authorizerCredentialsArn: 'arn:aws:iam::123456789012:role/api', authorizerPayloadFormatVersion: '2.0', enableSimpleResponses: true, authorizerResultTtlInSeconds: 60 }); // prettier-ignore
  for (const path of ['/a', '/b'])
    api.route(`GET ${path}`, { lambda: 'echo', authorizationType: 'CUSTOM', authorizerId: authorizerId! });
  const ask = async (path: string, who?: string) =>
    (await api.request({ path, ...(who !== undefined && { headers: { Who: who } }) })).status;
  expect([await ask('/a', 'anna'), await ask('/b', 'anna'), await ask('/a', 'eve'), await ask('/a')]).toEqual(
    [200, 200, 403, 401],
  );
  expect(asked).toBe(2);
});

test('a limit of a route is a bucket of its own; the account’s is shared with REST APIs', async () => {
  const { cloud, api } = shop(
    { 'GET /a': { lambda: 'bare' }, 'GET /b': { lambda: 'bare' } },
    { throttle: { rate: 1, burst: 2 } },
  );
  const burst = async (path: string) =>
    (await Promise.all([1, 2, 3].map(() => api.request({ path })))).map(({ status }) => status);
  expect([await burst('/a'), await burst('/b')]).toEqual([
    [200, 200, 429],
    [200, 200, 429],
  ]);
  expect(cloud.meter.bill().find(({ item }) => item === 'requests to HTTP APIs')?.quantity).toBe(6);
});

test('the real client makes an API in one call', async () => {
  const { cloud } = shop({});
  const client = connect(new ApiGatewayV2Client({ region: 'us-east-1' }), cloud);
  const { ApiId, ApiEndpoint } = await client.send(new CreateApiCommand({ Name: 'quick', ProtocolType: 'HTTP', Target: 'http://backend.example/' })); // prettier-ignore
  expect((await client.send(new GetRoutesCommand({ ApiId }))).Items).toMatchObject([
    { RouteKey: '$default' },
  ]);
  expect((await cloud.fetch(`${ApiEndpoint}/x`)).status).toBe(200);
  await expect(client.send(new GetApiCommand({ ApiId: 'none' }))).rejects.toBeInstanceOf(NotFoundException);
});

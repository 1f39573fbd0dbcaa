import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Cloud, ms } from '../../index.ts';
import { addIssuer, encodeToken, issuerOf, secretSigner } from '../../cloud/gateway/jwt/index.ts';
import type { BuildOptions, Routes } from './index.ts';

const FAST = { requestLatency: { mean: 0, sd: 0 } };

function shop(routes: Routes, options: BuildOptions = {}) {
  const cloud = new Cloud(FAST);
  cloud.apigateway.model.overhead = 0;
  return { cloud, api: cloud.apigateway.build('shop', routes, options) };
}

const PETS = { 'GET /pets': { mock: '{"pets": []}' } };

describe('the way of a request', () => {
  test('a path that no method has is answered as if a signature were missing', async () => {
    const { api } = shop(PETS);
    const response = await api.request({ path: '/dogs' });
    expect([response.status, response.json()]).toEqual([403, { message: 'Missing Authentication Token' }]);
    expect(response.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
    expect((await api.request({ path: '/pets', method: 'POST' })).status).toBe(403);
    expect((await api.request({ path: '/pets', stage: 'dev' })).json()).toEqual({ message: 'Forbidden' });
  });

  test('a change reaches clients with the next deployment', async () => {
    const { api } = shop(PETS);
    api.route('GET /dogs', { mock: '{}' });
    expect((await api.request({ path: '/dogs' })).status).toBe(403);
    api.deploy();
    expect((await api.request({ path: '/dogs' })).status).toBe(200);
  });

  test('a gateway response is worded as the API says, for its type or for all of 4XX', async () => {
    const { cloud, api } = shop(PETS);
    const restApiId = api.id;
    cloud.apigateway.putGatewayResponse({ restApiId, responseType: 'MISSING_AUTHENTICATION_TOKEN', statusCode: '404', responseTemplates: { 'application/json': '{"no":"$context.path"}' } }); // prettier-ignore
    cloud.apigateway.putGatewayResponse({ restApiId, responseType: 'DEFAULT_4XX', responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" } }); // prettier-ignore
    api.deploy();
    const response = await api.request({ path: '/dogs' });
    expect([response.status, response.text()]).toEqual([404, '{"no":"/prod/dogs"}']);
    expect(response.headers.has('access-control-allow-origin')).toBe(false);
  });

  test('parameters and bodies are held to what the method declares', async () => {
    const { cloud, api } = shop({});
    const restApiId = api.id;
    const schema = JSON.stringify({
      type: 'object',
      required: ['name'],
      properties: { name: { type: 'string' } },
    });
    cloud.apigateway.createModel({ restApiId, name: 'Pet', contentType: 'application/json', schema });
    const { id } = cloud.apigateway.createRequestValidator({ restApiId, validateRequestBody: true, validateRequestParameters: true }); // prettier-ignore
    api.route('POST /pets', {
      mock: '{"ok": true}',
      requestValidatorId: id!,
      requestModels: { 'application/json': 'Pet' },
      requestParameters: { 'method.request.querystring.shop': true },
    });
    api.deploy();
    const post = (path: string, body?: object) => api.request({ path, method: 'POST', body });
    expect((await post('/pets', { name: 'Rex' })).json()).toEqual({ message: 'Missing required request parameters: [shop]' }); // prettier-ignore
    expect((await post('/pets?shop=1', { nome: 'Rex' })).json()).toEqual({ message: 'Invalid request body' });
    expect((await post('/pets?shop=1', { name: 'Rex' })).json()).toEqual({ ok: true });
  });

  test('an API without methods, or a method without an integration, cannot be deployed', () => {
    const cloud = new Cloud();
    const { id: restApiId, rootResourceId } = cloud.apigateway.createRestApi({ name: 'empty' });
    const deploy = () => cloud.apigateway.createDeployment({ restApiId: restApiId! });
    expect(deploy).toThrow("The REST API doesn't contain any methods");
    cloud.apigateway.putMethod({ restApiId: restApiId!, resourceId: rootResourceId!, httpMethod: 'GET', authorizationType: 'NONE' }); // prettier-ignore
    expect(deploy).toThrow('No integration defined for method');
  });
});

describe('integrations', () => {
  test('a web server gets method, query and headers, and its answer is the client’s', async () => {
    const { cloud, api } = shop({ 'ANY /web/{proxy+}': { http: 'https://backend.example/v1/{proxy}' } });
    cloud.serve('backend.example', ({ method, path, rawQuery, headers }) => ({
      status: 201,
      headers: [['x-from', headers.find(([name]) => name === 'X-Forwarded-For')![1]]],
      body: `${method} ${path} ${rawQuery}`,
    }));
    const response = await api.request({ path: '/web/a/b?c=d', method: 'PUT', sourceIp: '198.51.100.4' });
    expect([response.status, response.text()]).toEqual([201, 'PUT /v1/a/b c=d']);
    expect(response.headers.get('x-from')).toBe('198.51.100.4');
  });

  test('nobody behind the API: 504, and 500 where the address lacks its stage variable', async () => {
    const { api } = shop({
      'GET /a': { http: 'https://nobody.example/' },
      'GET /b': { http: 'https://${stageVariables.host}/' },
    });
    expect((await api.request({ path: '/a' })).status).toBe(504);
    expect((await api.request({ path: '/b' })).json()).toEqual({ message: 'Internal server error' });
  });

  test('a queue takes a message without a function in between', async () => {
    const { cloud, api } = shop({});
    const jobs = cloud.sqs.createQueue('jobs');
    api.route('POST /jobs', {
      integration: {
        type: 'AWS',
        integrationHttpMethod: 'POST',
        uri: 'arn:aws:apigateway:us-east-1:sqs:path/123456789012/jobs',
        credentials: 'arn:aws:iam::123456789012:role/api',
        requestParameters: {
          'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'",
        },
        requestTemplates: {
          'application/json': 'Action=SendMessage&MessageBody=$util.urlEncode($input.body)',
        },
      },
      responses: {
        202: {
          responseTemplates: {
            'application/json': '{"id":"$input.path(\'$.SendMessageResponse.SendMessageResult.MessageId\')"}',
          },
        },
        400: { selectionPattern: '4\\d\\d', responseTemplates: { 'application/json': '{"no":true}' } },
      },
    });
    api.deploy();
    const response = await api.request({ path: '/jobs', method: 'POST', body: { film: 'a & b' } });
    expect(response.status).toBe(202);
    const [message] = await jobs.receiveMessage();
    expect([message!.messageId, message!.body]).toEqual([response.json().id, '{"film":"a & b"}']);
    await cloud.send('sqs', 'DeleteQueue', {
      QueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs',
    });
    expect((await api.request({ path: '/jobs', method: 'POST', body: {} })).status).toBe(400);
  });

  test('a function gets the request and answers status, headers and body', async () => {
    const { cloud, api } = shop({});
    cloud.lambda.createFunction({
      functionName: 'pets',
      code:
        () =>
        (event: {
          pathParameters: { id: string };
          queryStringParameters: object;
          requestContext: { stage: string };
        }) => ({
          statusCode: 201,
          headers: { 'x-stage': event.requestContext.stage },
          body: JSON.stringify([event.pathParameters.id, event.queryStringParameters]),
        }),
    });
    api.route('GET /pets/{id}', { lambda: 'pets' });
    api.deploy();
    const response = await api.request({ path: '/pets/7?a=1&a=2' });
    expect([response.status, response.json(), response.headers.get('x-stage')]).toEqual([
      201,
      ['7', { a: '2' }],
      'prod',
    ]);
  });

  test('what a function may do wrong: a shape of its own, an error, no permission, no room', async () => {
    const { cloud, api } = shop({});
    const make = (functionName: string, handler: () => unknown) =>
      cloud.lambda.createFunction({ functionName, code: () => handler });
    make('bare', () => ({ pets: [] }));
    make('fails', () => {
      throw new Error('no');
    });
    make('alone', () => ({ statusCode: 200 }));
    make('full', () => ({ statusCode: 200 }));
    cloud.lambda.putFunctionConcurrency({ functionName: 'full', reservedConcurrentExecutions: 0 });
    for (const name of ['bare', 'fails', 'full']) api.route(`GET /${name}`, { lambda: name });
    api.route('GET /alone', { lambda: 'alone', unpermitted: true });
    api.deploy();
    const statuses = [];
    for (const name of ['bare', 'fails', 'alone', 'full']) {
      const response = await api.request({ path: `/${name}` });
      statuses.push([response.status, response.json().message]);
    }
    expect(statuses).toEqual([
      [502, 'Internal server error'],
      [502, 'Internal server error'],
      [500, 'Internal server error'],
      [500, 'Internal server error'],
    ]);
  });

  test('after 29 seconds the client has its 504, and the function goes on', async () => {
    const { cloud, api } = shop({});
    let done = 0;
    cloud.lambda.createFunction({
      functionName: 'slow',
      timeout: 60,
      code: () =>
        function* () {
          yield 40;
          done++;
          return { statusCode: 200 };
        },
    });
    api.route('POST /orders', { lambda: 'slow' });
    api.deploy();
    const began = cloud.now;
    const response = await api.request({ path: '/orders', method: 'POST' });
    expect([response.status, response.json(), Math.round(cloud.now - began), done]).toEqual([
      504,
      { message: 'Endpoint request timed out' },
      29,
      0,
    ]);
    await cloud.run(15);
    expect(done).toBe(1);
  });

  test('a function behind a plain integration maps its errors by their message', async () => {
    const { cloud, api } = shop({});
    cloud.lambda.createFunction({
      functionName: 'buy',
      code: () => (event: { sku: string }) => {
        if (event.sku !== 'a') throw new Error(`[NotFound] ${event.sku}`);
        return { price: 5 };
      },
    });
    const arn = 'arn:aws:lambda:us-east-1:123456789012:function:buy';
    api.route('GET /buy/{sku}', {
      integration: {
        type: 'AWS',
        integrationHttpMethod: 'POST',
        uri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${arn}/invocations`,
        credentials: 'arn:aws:iam::123456789012:role/api',
        requestTemplates: { 'application/json': '{"sku": "$input.params(\'sku\')"}' },
      },
      responses: {
        200: {},
        404: {
          selectionPattern: '\\[NotFound\\].*',
          responseTemplates: { 'application/json': '{"why": $input.json(\'$.errorMessage\')}' },
        },
      },
    });
    api.deploy();
    expect((await api.request({ path: '/buy/a' })).json()).toEqual({ price: 5 });
    const missing = await api.request({ path: '/buy/b' });
    expect([missing.status, missing.json()]).toEqual([404, { why: '[NotFound] b' }]);
  });
});

describe('limits', () => {
  test('requests accepted in any window are at most burst and rate times the window', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ rate: fc.integer({ min: 1, max: 20 }), burst: fc.integer({ min: 1, max: 10 }) }),
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 60 }),
        async ({ rate, burst }, gaps) => {
          const { cloud, api } = shop(PETS);
          api.set({ '/*/*/throttling/rateLimit': rate, '/*/*/throttling/burstLimit': burst });
          const accepted: number[] = [];
          for (const gap of gaps) {
            await cloud.run(ms(gap));
            if ((await api.request({ path: '/pets' })).ok) accepted.push(cloud.now);
          }
          for (let i = 0; i < accepted.length; i++)
            for (let j = i; j < accepted.length; j++)
              expect(j - i + 1).toBeLessThanOrEqual(burst + rate * (accepted[j]! - accepted[i]!) + 1e-6);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('of Poisson requests at load 0.8 a bucket of one token refuses four ninths, of two a fifth', async () => {
    const refused = async (burst: number) => {
      const { cloud, api } = shop(PETS);
      api.set({ '/*/*/throttling/rateLimit': 10, '/*/*/throttling/burstLimit': burst });
      const random = cloud.random('clients');
      let throttled = 0;
      const n = 20_000;
      for (let i = 0; i < n; i++) {
        await cloud.run(random.exponential(1 / 8));
        if ((await api.request({ path: '/pets' })).status === 429) throttled++;
      }
      return throttled / n;
    };
    // The loss of M/D/1/b.
    expect(Math.abs((await refused(1)) - 4 / 9)).toBeLessThan(0.015);
    expect(Math.abs((await refused(2)) - 0.19957)).toBeLessThan(0.015);
  });

  test('a key in a plan counts by itself: rate, quota of the day, and what is left', async () => {
    const { cloud, api } = shop({ 'GET /pets': { mock: '{}', apiKeyRequired: true } });
    const gateway = cloud.apigateway;
    const { id: usagePlanId } = gateway.createUsagePlan({
      name: 'basic',
      apiStages: [{ apiId: api.id, stage: 'prod' }],
      quota: { limit: 3, period: 'DAY' },
      throttle: { rateLimit: 1, burstLimit: 2 },
    });
    const keys = ['anna', 'ben'].map((name) => gateway.createApiKey({ name, enabled: true }));
    for (const { id } of keys)
      gateway.createUsagePlanKey({ usagePlanId: usagePlanId!, keyId: id!, keyType: 'API_KEY' });
    const ask = async (value?: string) => {
      const response = await api.request({
        path: '/pets',
        ...(value !== undefined && { headers: { 'x-api-key': value } }),
      });
      return response.ok ? 200 : `${response.status} ${String(response.json().message)}`;
    };
    const [anna, ben] = keys.map(({ value }) => value!);
    expect([await ask(), await ask('none'), await ask(anna), await ask(anna), await ask(anna)]).toEqual(['403 Forbidden', '403 Forbidden', 200, 200, '429 Too Many Requests']); // prettier-ignore
    expect(await ask(ben)).toBe(200);
    await cloud.run(10);
    expect([await ask(anna), await ask(anna)]).toEqual([200, '429 Limit Exceeded']);
    const day = '2026-01-01';
    expect(gateway.getUsage({ usagePlanId: usagePlanId!, startDate: day, endDate: day }).items).toEqual({ [keys[0]!.id!]: [[3, 0]], [keys[1]!.id!]: [[1, 2]] }); // prettier-ignore
    gateway.updateUsage({ usagePlanId: usagePlanId!, keyId: keys[0]!.id!, patchOperations: [{ op: 'replace', path: '/remaining', value: '5' }] }); // prettier-ignore
    expect(await ask(anna)).toBe(200);
    await cloud.run(86_400);
    gateway.updateApiKey({
      apiKey: keys[1]!.id!,
      patchOperations: [{ op: 'replace', path: '/enabled', value: 'false' }],
    });
    expect([await ask(anna), await ask(ben)]).toEqual([200, '403 Forbidden']);
  });
});

describe('the cache', () => {
  async function cached(cacheKeyParameters: string[]) {
    const { cloud, api } = shop({});
    let asked = 0;
    cloud.serve('backend.example', ({ rawQuery }) => ({ status: 200, body: `${rawQuery} ${++asked}` }));
    api.route('GET /account', {
      http: 'https://backend.example/',
      requestParameters: { 'method.request.querystring.user': false },
      integration: { cacheKeyParameters },
    });
    api.deploy();
    api.set({ '/cacheClusterEnabled': true, '/*/*/caching/enabled': true, '/*/*/caching/ttlInSeconds': 60 });
    await cloud.run(240);
    const ask = async (path: string, headers = {}) => (await api.request({ path, headers })).text();
    return { cloud, api, ask };
  }

  test('without the parameter among the keys the second user gets the first one’s answer', async () => {
    const { ask } = await cached([]);
    expect([await ask('/account?user=anna'), await ask('/account?user=ben')]).toEqual([
      'user=anna 1',
      'user=anna 1',
    ]);
  });

  test('with it each user has an answer, for the time to live', async () => {
    const { cloud, ask } = await cached(['method.request.querystring.user']);
    expect([await ask('/account?user=anna'), await ask('/account?user=ben'), await ask('/account?user=anna')]).toEqual(['user=anna 1', 'user=ben 2', 'user=anna 1']); // prettier-ignore
    await cloud.run(60);
    expect(await ask('/account?user=anna')).toBe('user=anna 3');
  });

  test('max-age=0 takes a fresh answer for who may, and a warning for others', async () => {
    const { api, ask } = await cached([]);
    await ask('/account?user=anna');
    const plain = await api.request({ path: '/account', headers: { 'Cache-Control': 'max-age=0' } });
    expect([plain.text(), plain.headers.get('warning')]).toEqual(['user=anna 1', '199 Cache-control headers were ignored because the caller was unauthorized.']); // prettier-ignore
    api.set({ '/*/*/caching/requireAuthorizationForCacheControl': false });
    expect((await api.request({ path: '/account', headers: { 'Cache-Control': 'max-age=0' } })).text()).toBe(
      ' 2',
    );
  });

  test('a deployment leaves it as it is; a flush empties it', async () => {
    const { cloud, api, ask } = await cached([]);
    await ask('/account?user=anna');
    api.deploy();
    expect(await ask('/account')).toBe('user=anna 1');
    cloud.apigateway.flushStageCache({ restApiId: api.id, stageName: 'prod' });
    expect(await ask('/account')).toBe(' 2');
  });

  test('a cached answer is one that the back end gave for the same key within the time to live', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ user: fc.constantFrom('a', 'b', 'c'), wait: fc.integer({ min: 0, max: 40 }) }), {
          minLength: 5,
          maxLength: 40,
        }),
        async (asks) => {
          // prettier-ignore
          const { cloud, ask } = await cached(['method.request.querystring.user']);
          const made = new Map<string, number>();
          for (const { user, wait } of asks) {
            await cloud.run(wait);
            const text = await ask(`/account?user=${user}`);
            expect(text.startsWith(`user=${user} `)).toBe(true);
            const first = made.get(text) ?? cloud.now;
            made.set(text, first);
            expect(cloud.now - first).toBeLessThan(60);
          }
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('who may call', () => {
  function guarded(type: 'TOKEN' | 'REQUEST', answer: (event: Record<string, string>) => unknown, more = {}) {
    const { cloud, api } = shop({});
    let asked = 0;
    cloud.lambda.createFunction({
      functionName: 'guard',
      code: () => (event: Record<string, string>) => {
        asked++;
        return answer(event);
      },
    });
    const arn = 'arn:aws:lambda:us-east-1:123456789012:function:guard';
    const { id } = cloud.apigateway.createAuthorizer({
      restApiId: api.id,
      name: 'guard',
      type,
      authorizerUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${arn}/invocations`,
      authorizerCredentials: 'arn:aws:iam::123456789012:role/api',
      identitySource: 'method.request.header.Authorization',
      ...more,
    });
    for (const path of ['/a', '/b'])
      api.route(`GET ${path}`, {
        mock: '{"who":"$context.authorizer.principalId"}',
        authorizationType: 'CUSTOM',
        authorizerId: id!,
      });
    api.deploy();
    const ask = async (path: string, token?: string) => {
      const response = await api.request({
        path,
        ...(token !== undefined && { headers: { Authorization: token } }),
      });
      return [response.status, Object.values(response.json())[0]];
    };
    return { cloud, api, ask, asked: () => asked };
  }

  const allow = (resource: string) => ({
    principalId: 'anna',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: resource }],
    },
  });

  test('without the token nobody asks the function', async () => {
    const { ask, asked } = guarded('TOKEN', ({ methodArn }) => allow(methodArn!));
    expect([await ask('/a'), asked()]).toEqual([[401, 'Unauthorized'], 0]);
  });

  test('a kept policy for one method refuses all the others', async () => {
    const { cloud, ask, asked } = guarded('TOKEN', ({ methodArn }) => allow(methodArn!));
    expect(await ask('/a', 't')).toEqual([200, 'anna']);
    expect(await ask('/b', 't')).toEqual([403, 'User is not authorized to access this resource']);
    expect(asked()).toBe(1);
    await cloud.run(300);
    expect(await ask('/b', 't')).toEqual([200, 'anna']);
    expect(await ask('/a', 't')).toEqual([403, 'User is not authorized to access this resource']);
  });

  test('an error that says Unauthorized is 401, another one 500; so is an answer without a policy', async () => {
    const { ask } = guarded('TOKEN', ({ authorizationToken }) => {
      if (authorizationToken === 'odd') return { isAuthorized: true };
      throw new Error(authorizationToken === 'no' ? 'Unauthorized' : 'broken');
    });
    expect([await ask('/a', 'no'), await ask('/a', 'x'), await ask('/a', 'odd')]).toEqual([[401, 'Unauthorized'], [500, null], [500, null]]); // prettier-ignore
  });

  test('a resource policy decides by the address that a request comes from', async () => {
    const cloud = new Cloud(FAST);
    const policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: '*' },
        { Effect: 'Deny', Principal: '*', Action: 'execute-api:Invoke', Resource: '*', Condition: { NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } }, // prettier-ignore
      ],
    });
    const api = cloud.apigateway.build('shop', PETS, { policy });
    expect((await api.request({ path: '/pets', sourceIp: '192.0.2.7' })).status).toBe(200);
    const denied = await api.request({ path: '/pets', sourceIp: '198.51.100.7' });
    expect([denied.status, denied.json().Message]).toEqual([403, `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${api.arn.replace('12345678', '********')}/prod/GET/pets with an explicit deny`]); // prettier-ignore
  });

  test('a method with IAM asks for a signature', async () => {
    const { api } = shop({ 'GET /pets': { mock: '{}', authorizationType: 'AWS_IAM' } });
    expect((await api.request({ path: '/pets' })).json()).toEqual({
      message: 'Missing Authentication Token',
    });
    expect(
      (await api.request({ path: '/pets', signedBy: 'arn:aws:iam::123456789012:user/anna' })).status,
    ).toBe(200);
    expect(
      (await api.request({ path: '/pets', signedBy: 'arn:aws:iam::999999999999:user/eve' })).status,
    ).toBe(403);
  });

  test('a token of the user pool opens until it expires', async () => {
    const { cloud, api } = shop({});
    const pool = 'us-east-1_abc';
    const signer = secretSigner('k', 'secret');
    addIssuer(cloud.world, issuerOf('us-east-1', pool), signer);
    const { id } = cloud.apigateway.createAuthorizer({ restApiId: api.id, name: 'pool', type: 'COGNITO_USER_POOLS', identitySource: 'method.request.header.Authorization', providerARNs: [`arn:aws:cognito-idp:us-east-1:123456789012:userpool/${pool}`] }); // prettier-ignore
    api.route('GET /me', {
      mock: '{"me":"$context.authorizer.claims.sub"}',
      authorizationType: 'COGNITO_USER_POOLS',
      authorizerId: id!,
    });
    api.deploy();
    const now = cloud.simulation.epochMillis / 1000;
    const token = encodeToken({ iss: issuerOf('us-east-1', pool), sub: 'anna', token_use: 'id', iat: now, exp: now + 3600 }, signer); // prettier-ignore
    const ask = async (Authorization: string) =>
      (await api.request({ path: '/me', headers: { Authorization } })).status;
    expect([await ask(token), await ask(`Bearer ${token}`), await ask(`${token}x`), await ask('x')]).toEqual([
      200, 200, 401, 401,
    ]);
    await cloud.run(3600);
    expect(await ask(token)).toBe(401);
  });
});

describe('stages', () => {
  test('a canary takes its share, with variables of its own, until it is promoted', async () => {
    const { cloud, api } = shop(
      { 'GET /': { mock: '{"v":"$stageVariables.version"}' } },
      { variables: { version: 'old' } },
    );
    api.deploy('prod', {
      canarySettings: { percentTraffic: 25, stageVariableOverrides: { version: 'new' } },
    });
    let fresh = 0;
    for (let i = 0; i < 4000; i++) if ((await api.request()).json().v === 'new') fresh++;
    // Four standard deviations of a binomial share.
    expect(Math.abs(fresh / 4000 - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / 4000));
    const copy = (path: string, from: string) => ({ op: 'copy' as const, path, from });
    cloud.apigateway.updateStage({
      restApiId: api.id,
      stageName: 'prod',
      patchOperations: [
        copy('/deploymentId', '/canarySettings/deploymentId'),
        copy('/variables', '/canarySettings/stageVariableOverrides'),
        { op: 'remove', path: '/canarySettings' },
      ],
    });
    expect((await api.request()).json()).toEqual({ v: 'new' });
  });

  test('metrics and the bill count what came: what is refused for want of a key is free', async () => {
    const { cloud, api } = shop({
      'GET /': { mock: '{}', apiKeyRequired: true },
      'GET /open': { mock: '{}' },
    });
    const counts = cloud.record(cloud.apigateway.metric('Count', 'shop', 'prod'));
    const errors = cloud.record(cloud.apigateway.metric('4XXError', 'shop'));
    await api.request();
    await api.request({ path: '/open' });
    await cloud.run(61);
    expect([counts[0]?.[1], errors[0]?.[1]]).toEqual([2, 1]);
    const line = cloud.meter.bill().find(({ item }) => item === 'requests to REST APIs');
    expect(line?.quantity).toBe(1);
  });

  test('a custom domain leads to an API by its base path', async () => {
    const { cloud, api } = shop(PETS);
    cloud.apigateway.createDomainName({ domainName: 'api.example' });
    cloud.apigateway.createBasePathMapping({
      domainName: 'api.example',
      basePath: 'shop',
      restApiId: api.id,
      stage: 'prod',
    });
    expect((await cloud.fetch('https://api.example/shop/pets')).json()).toEqual({ pets: [] });
    expect((await cloud.fetch('https://api.example/other')).status).toBe(403);
  });
});

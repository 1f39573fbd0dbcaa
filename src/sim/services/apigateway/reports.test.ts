import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';
import type { RestApiHandle, Routes } from './index.ts';

/* What users reported against emulators and clients, with what AWS does. */

function shop(routes: Routes): { cloud: Cloud; api: RestApiHandle } {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 } });
  return { cloud, api: cloud.apigateway.build('shop', routes) };
}

/** An API with two methods behind a function that decides. */
function guarded(
  answer: (event: { methodArn: string; authorizationToken: string }) => unknown,
  apiKeyRequired = false,
) {
  const { cloud, api } = shop({});
  cloud.lambda.createFunction({ functionName: 'guard', code: () => answer });
  const { id } = cloud.apigateway.createAuthorizer({
    restApiId: api.id,
    name: 'guard',
    type: 'TOKEN',
    authorizerUri:
      'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:guard/invocations',
    authorizerCredentials: 'arn:aws:iam::123456789012:role/api',
    identitySource: 'method.request.header.Authorization',
  });
  for (const path of ['/alpha', '/beta'])
    api.route(`GET ${path}`, { mock: '{}', authorizationType: 'CUSTOM', authorizerId: id!, apiKeyRequired });
  api.deploy('test');
  api.deploy('prod');
  const ask = async (
    path: string,
    stage = 'prod',
    headers: Record<string, string> = { Authorization: 't' },
  ) => {
    const response = await api.request({ path, stage, headers });
    return [response.status, response.headers.get('x-amzn-errortype')];
  };
  return { ask };
}

const policy = (...Statement: object[]) => ({
  principalId: 'p',
  policyDocument: { Version: '2012-10-17', Statement },
});

// https://github.com/localstack/localstack/pull/11967
test('a mock’s request template may be no JSON: CDK writes {statusCode: 200}', async () => {
  const { api } = shop({
    'OPTIONS /': {
      integration: { requestTemplates: { 'application/json': '{statusCode: 204}' } },
      responses: { 204: {} },
    },
  });
  expect((await api.request({ method: 'OPTIONS' })).status).toBe(204);
});

// https://github.com/localstack/localstack/pull/11148
test('a mock’s status may be any integer: it selects the response', async () => {
  const { api } = shop({
    'GET /': {
      integration: { requestTemplates: { 'application/json': '{"statusCode": -1}' } },
      responses: { 200: {}, 418: { selectionPattern: '-1' } },
    },
  });
  expect((await api.request()).status).toBe(418);
});

// https://github.com/localstack/localstack/issues/5546
test('a mock answers what its response template says', async () => {
  const { api } = shop({ 'GET /{id}': { mock: '{"id": "$input.params(\'id\')"}' } });
  expect((await api.request({ path: '/123-v' })).json()).toEqual({ id: '123-v' });
});

// https://github.com/localstack/localstack/issues/12574
test('a function’s error behind an integration that is no proxy is an answer with status 200', async () => {
  const { cloud, api } = shop({});
  cloud.lambda.createFunction({
    functionName: 'boom',
    code: () => () => {
      throw new Error('Boom! This is a real error');
    },
  });
  api.route('GET /', {
    integration: {
      type: 'AWS',
      integrationHttpMethod: 'POST',
      uri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:boom/invocations',
      credentials: 'arn:aws:iam::123456789012:role/api',
    },
    responses: { 200: {} },
  });
  api.deploy();
  const response = await api.request();
  expect([response.status, response.json()]).toEqual([
    200,
    { errorMessage: 'Boom! This is a real error', errorType: 'Error' },
  ]);
});

// https://github.com/localstack/localstack/issues/9487
test('$util.parseJson of a list prints as JSON', async () => {
  const list = '#set($list = $util.parseJson(\'[{"val": 0}, {"val": 2}]\'))$list';
  const { api } = shop({ 'GET /': { mock: list } });
  expect((await api.request()).text()).toBe('[{"val":0},{"val":2}]');
});

// https://github.com/getmoto/moto/issues/7360 and https://github.com/boto/boto3/issues/2629
test('a usage plan gains and loses a stage by its path and the value api:stage', () => {
  const { cloud, api } = shop({ 'GET /': { mock: '{}' } });
  const { id } = cloud.apigateway.createUsagePlan({ name: 'plan' });
  const change = (op: 'add' | 'remove', path = '/apiStages', value = `${api.id}:prod`) =>
    cloud.apigateway.updateUsagePlan({ usagePlanId: id!, patchOperations: [{ op, path, value }] }).apiStages;
  expect(change('add')).toEqual([{ apiId: api.id, stage: 'prod' }]);
  expect(() => change('remove', `/apiStages/${api.id}:prod`)).toThrow('Invalid patch path');
  expect(change('remove')).toEqual([]);
});

// https://github.com/localstack/localstack/pull/9334
test('a method’s settings are found by its path with and without the first slash', async () => {
  const { api } = shop({ 'GET /test': { mock: '{}' }, 'GET /other': { mock: '{}' } });
  api.set({ '/test/GET/throttling/burstLimit': 0, '/~1other/GET/throttling/burstLimit': 0 });
  expect([
    (await api.request({ path: '/test' })).status,
    (await api.request({ path: '/other' })).status,
  ]).toEqual([429, 429]);
});

// https://github.com/ministackorg/ministack/pull/1367
test('a kept policy is held to each method again, and kept for each stage apart', async () => {
  let asked = 0;
  const { ask } = guarded(({ methodArn }) => {
    asked++;
    return policy({ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: methodArn });
  });
  expect([await ask('/alpha'), await ask('/beta'), await ask('/alpha', 'test')]).toEqual([[200, null], [403, 'AccessDeniedException'], [200, null]]); // prettier-ignore
  expect(asked).toBe(2);
});

// https://github.com/ministackorg/ministack/pull/1367
test('an authorizer’s answer without a policy is 500, and is not kept', async () => {
  let asked = 0;
  const { ask } = guarded(() => ({ principalId: `p${++asked}` }));
  expect([await ask('/alpha'), await ask('/alpha'), asked]).toEqual([[500, 'AuthorizerConfigurationException'], [500, 'AuthorizerConfigurationException'], 2]); // prettier-ignore
});

// https://github.com/dherault/serverless-offline/issues/340
test('all statements of an authorizer’s policy count: a denial of one path wins over an allowance of all', async () => {
  const { ask } = guarded(() =>
    policy(
      { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: 'arn:aws:execute-api:*:*:*/*/*/*' },
      { Effect: 'Deny', Action: 'execute-api:Invoke', Resource: 'arn:aws:execute-api:*:*:*/*/GET/beta' },
    ),
  );
  expect([await ask('/alpha'), await ask('/beta')]).toEqual([
    [200, null],
    [403, 'AccessDeniedException'],
  ]);
});

// https://github.com/localstack/localstack/issues/10636
test('a missing token is 401 although an API key is missing too', async () => {
  const { ask } = guarded(() => policy(), true);
  expect(await ask('/alpha', 'prod', {})).toEqual([401, 'UnauthorizedException']);
});

// https://github.com/serverless/serverless/issues/11808
test('a resource policy for some addresses refuses all others by default, as anonymous', async () => {
  const cloud = new Cloud();
  const api = cloud.apigateway.build(
    'shop',
    { 'GET /': { mock: '{}' } },
    {
      policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: '*',
          Action: 'execute-api:Invoke',
          Resource: 'execute-api:/prod/GET/*',
          Condition: { IpAddress: { 'aws:SourceIp': ['240.240.240.240'] } },
        },
      }),
    },
  );
  const { Message } = (await api.request()).json<{ Message: string }>();
  expect(Message).toMatch(/^User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:\*{8}9012:\w+\/prod\/GET\/$/); // prettier-ignore
  expect((await api.request({ sourceIp: '240.240.240.240' })).status).toBe(200);
});

// https://github.com/serverless/serverless/issues/6176
test('an error of API Gateway’s own has CORS headers only where its gateway response has them', async () => {
  const { cloud, api } = shop({ 'GET /': { mock: '{}' } });
  const origin = async () =>
    (await api.request({ path: '/none' })).headers.get('access-control-allow-origin');
  expect(await origin()).toBeNull();
  cloud.apigateway.putGatewayResponse({
    restApiId: api.id,
    responseType: 'DEFAULT_4XX',
    responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" },
  });
  api.deploy();
  expect(await origin()).toBe('*');
});

import { expect, test } from 'vitest';
import { Cloud, hours } from '../../index.ts';
import type { BuildOptions, Routes } from './index.ts';

/**
 * What the developer guide says of caching, of the bill, of sizes, metrics and API keys, with the page of each.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/ (checked 2026-11-28)
 */

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:';

function shop(routes: Routes, options: BuildOptions = {}) {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 } });
  cloud.apigateway.model.overhead = 0;
  return { cloud, api: cloud.apigateway.build('shop', routes, options) };
}

const line = (cloud: Cloud, wanted: string) => cloud.meter.bill().find(({ item }) => item === wanted);

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html
test('caching for a whole stage caches GET alone; another method is cached where it says so itself', async () => {
  const http = 'https://backend.example/';
  const { cloud, api } = shop({ 'GET /pets': { http }, 'POST /pets': { http } });
  let asked = 0;
  cloud.serve('backend.example', () => ({ status: 200, body: String(++asked) }));
  api.set({ '/cacheClusterEnabled': true, '/*/*/caching/enabled': true });
  await cloud.run(300);
  const ask = async (method: string) => (await api.request({ path: '/pets', method })).text();
  expect([await ask('GET'), await ask('GET'), await ask('POST'), await ask('POST')]).toEqual(['1', '1', '2', '3']); // prettier-ignore
  api.set({ '/~1pets/POST/caching/enabled': true });
  expect([await ask('POST'), await ask('POST')]).toEqual(['4', '4']);
});

// https://aws.amazon.com/api-gateway/pricing/
test('a cache costs by its size and the hour, whether anybody asks or not', async () => {
  const { cloud, api } = shop({ 'GET /': { mock: '{}' } });
  api.set({ '/cacheClusterSize': '6.1', '/cacheClusterEnabled': true });
  await cloud.run(hours(2));
  expect(line(cloud, 'cache of 6.1 GB')?.quantity).toBeCloseTo(2, 6);
  expect(cloud.meter.cost()).toBeCloseTo(0.4, 6);
  api.set({ '/cacheClusterEnabled': false });
  await cloud.run(hours(2));
  expect(cloud.meter.cost()).toBeCloseTo(0.4, 6);
});

// https://repost.aws/questions/QU5y4fo-e3RWyU5r4VmyPIzA/pricing-clarification-for-api-gateway
test('a request that a limit or a quota refuses costs nothing', async () => {
  const { cloud, api } = shop({ 'GET /': { mock: '{}' }, 'GET /key': { mock: '{}', apiKeyRequired: true } });
  api.set({ '/~1/GET/throttling/rateLimit': 1, '/~1/GET/throttling/burstLimit': 1 });
  const { id: usagePlanId = '' } = cloud.apigateway.createUsagePlan({ name: 'basic', apiStages: [{ apiId: api.id, stage: 'prod' }], quota: { limit: 1, period: 'DAY' } }); // prettier-ignore
  const { id: keyId = '', value = '' } = cloud.apigateway.createApiKey({ name: 'anna', enabled: true });
  cloud.apigateway.createUsagePlanKey({ usagePlanId, keyId, keyType: 'API_KEY' });
  const statuses: number[] = [];
  for (const path of ['/', '/', '/key', '/key'])
    statuses.push((await api.request({ path, headers: { 'x-api-key': value } })).status);
  expect(statuses).toEqual([200, 429, 200, 429]);
  expect(line(cloud, 'requests to REST APIs')?.quantity).toBe(2);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
test('a body of 10 MB passes, a byte more does not', async () => {
  const { api } = shop({ 'POST /': { mock: '{}' } });
  const status = async (size: number) =>
    (await api.request({ method: 'POST', body: 'x'.repeat(size) })).status;
  expect([await status(10_485_760), await status(10_485_761)]).toEqual([200, 413]);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
test('IntegrationLatency is the back end’s time, Latency has API Gateway’s own in it; both in milliseconds', async () => {
  const { cloud, api } = shop({});
  cloud.apigateway.model.overhead = 0.5;
  cloud.lambda.createFunction({ functionName: 'slow', code: { initDuration: 0, duration: 2, load: () => () => ({ statusCode: 200 }) } }); // prettier-ignore
  api.route('GET /', { lambda: 'slow' });
  api.deploy();
  const [whole, behind] = (['Latency', 'IntegrationLatency'] as const).map((name) =>
    cloud.record(cloud.apigateway.metric(name, 'shop', 'prod'), { statistic: 'Average' }),
  );
  await api.request();
  await cloud.run(61);
  expect([whole![0]?.[1], behind![0]?.[1]]).toEqual([expect.closeTo(2500, 3), expect.closeTo(2000, 3)]);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html
test('where the authorizer is the source of API keys, a key in the header is none', async () => {
  const { cloud, api } = shop({}, { apiKeySource: 'AUTHORIZER' });
  const { id: keyId = '', value = '' } = cloud.apigateway.createApiKey({ name: 'anna', enabled: true });
  const policyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }] }; // prettier-ignore
  cloud.lambda.createFunction({ functionName: 'guard', code: () => ({ authorizationToken: token }: { authorizationToken: string }) => ({ principalId: token, policyDocument, ...(token === 'anna' && { usageIdentifierKey: value }) }) }); // prettier-ignore
  const { id: authorizerId = '' } = cloud.apigateway.createAuthorizer({ restApiId: api.id, name: 'guard', type: 'TOKEN', identitySource: 'method.request.header.Authorization', authorizerUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${ARN}guard/invocations`, authorizerCredentials: 'arn:aws:iam::123456789012:role/api' }); // prettier-ignore
  api.route('GET /', { mock: '{}', apiKeyRequired: true, authorizationType: 'CUSTOM', authorizerId });
  api.deploy();
  const { id: usagePlanId = '' } = cloud.apigateway.createUsagePlan({ name: 'basic', apiStages: [{ apiId: api.id, stage: 'prod' }] }); // prettier-ignore
  cloud.apigateway.createUsagePlanKey({ usagePlanId, keyId, keyType: 'API_KEY' });
  const ask = async (headers: Record<string, string>) => (await api.request({ headers })).status;
  expect([await ask({ Authorization: 'anna' }), await ask({ Authorization: 'ben', 'x-api-key': value })]).toEqual([200, 403]); // prettier-ignore
});

import { expect, test } from 'vitest';
import { Cloud, costOf } from '../../index.ts';
import { apiGatewayPrices } from './index.ts';
import { apiGatewayV2Prices } from '../apigatewayv2/index.ts';

/* Statements of the course that no example shows. */

test('an API has ten stages, and the eleventh is refused', () => {
  const cloud = new Cloud();
  const api = cloud.apigateway.build('shop', { 'GET /': { mock: '{}' } });
  for (let i = 1; i < 10; i++) api.deploy(`stage${i}`);
  expect(() => api.deploy('stage10')).toThrow(
    expect.objectContaining({ name: 'LimitExceededException' }) as Error,
  );
});

test('an API for which nothing is said is edge-optimised', () => {
  const { endpointConfiguration } = new Cloud().apigateway.createRestApi({ name: 'shop' });
  expect(endpointConfiguration?.types).toEqual(['EDGE']);
});

test('a time to live of 0 turns the cache off', async () => {
  const cloud = new Cloud();
  let asked = 0;
  cloud.serve('shop.example', () => ({ status: 200, body: String(++asked) }));
  const api = cloud.apigateway.build('shop', { 'GET /': { http: 'https://shop.example/' } });
  api.set({ '/cacheClusterEnabled': true, '/*/*/caching/enabled': true, '/*/*/caching/ttlInSeconds': 300 });
  await cloud.run(600);
  for (let i = 0; i < 3; i++) await api.request();
  expect(asked).toBe(1);
  api.set({ '/*/*/caching/ttlInSeconds': 0 });
  for (let i = 0; i < 3; i++) await api.request();
  expect(asked).toBe(4);
});

test('an HTTP API says 503 where its back end cannot be reached', async () => {
  const api = new Cloud().apigatewayv2.build('shop', { $default: { http: 'https://nobody.example/' } });
  expect((await api.request()).status).toBe(503);
});

test('an HTTP API costs less than a REST API, which alone caches and transforms', () => {
  expect(costOf(apiGatewayV2Prices.requests, 1e6)).toBeLessThan(costOf(apiGatewayPrices.requests, 1e6));
  const cloud = new Cloud();
  const mock = {
    mock: '{}',
    integration: { requestTemplates: { 'application/json': '{"statusCode": 200}' } },
  };
  const api = cloud.apigateway.build('shop', { 'GET /': mock });
  api.set({ '/cacheClusterEnabled': true });
  expect(cloud.apigateway.getStage({ restApiId: api.id, stageName: 'prod' }).cacheClusterEnabled).toBe(true);
  const { apiId } = cloud.apigatewayv2.createApi({ name: 'shop', protocolType: 'HTTP' });
  const integration = { apiId: apiId!, integrationType: 'HTTP_PROXY', integrationMethod: 'GET', integrationUri: 'https://shop.example/', requestTemplates: { 'application/json': '{}' } } as const; // prettier-ignore
  expect(() => cloud.apigatewayv2.createIntegration(integration)).toThrow('only for WebSocket APIs');
});

test('an API described in OpenAPI is made by one call, and answers', async () => {
  const cloud = new Cloud();
  const mock = { type: 'mock', requestTemplates: { 'application/json': '{"statusCode": 200}' }, responses: { default: { statusCode: '200', responseTemplates: { 'application/json': '{"pets": []}' } } } }; // prettier-ignore
  const description = { openapi: '3.0.1', info: { title: 'pets', version: '1' }, paths: { '/pets': { get: { responses: { 200: { description: 'all' } }, 'x-amazon-apigateway-integration': mock } } } }; // prettier-ignore
  const { id } = cloud.apigateway.importRestApi({
    body: new TextEncoder().encode(JSON.stringify(description)),
  });
  cloud.apigateway.createDeployment({ restApiId: id!, stageName: 'prod' });
  const response = await cloud.fetch(`https://${id}.execute-api.us-east-1.amazonaws.com/prod/pets`);
  expect(response.json()).toEqual({ pets: [] });
});

test('an API documents nothing by itself: what is written about it is written by its owner', () => {
  const { apigateway } = new Cloud();
  const { id: restApiId } = apigateway.build('shop', { 'GET /pets': { mock: '{}' } });
  const written = () => apigateway.getDocumentationParts({ restApiId }).items;
  expect(written()).toEqual([]);
  apigateway.createDocumentationPart({ restApiId, location: { type: 'METHOD', path: '/pets', method: 'GET' }, properties: '{"description": "All pets."}' }); // prettier-ignore
  expect(written()!.map(({ properties }) => properties)).toEqual(['{"description": "All pets."}']);
});

test('an export of a stage, imported again, makes an API that answers the same', async () => {
  const cloud = new Cloud();
  const api = cloud.apigateway.build('shop', {
    'GET /pets/{id}': { mock: '{"pet": "$input.params(\'id\')"}' },
    'ANY /all': { mock: '{"all": true}', operationName: 'all' },
  });
  const asked = { restApiId: api.id, stageName: 'prod', exportType: 'oas30' };
  const { body, contentDisposition } = cloud.apigateway.getExport({ ...asked, parameters: { extensions: 'integrations' } }); // prettier-ignore
  expect(contentDisposition).toBe('attachment; filename="oas30-prod.json"');
  const { id: restApiId } = cloud.apigateway.importRestApi({ body: body! });
  cloud.apigateway.createDeployment({ restApiId: restApiId!, stageName: 'prod' });
  const copy = cloud.apigateway.api(restApiId!);
  for (const path of ['/pets/7', '/all'])
    expect((await copy.request({ path })).text()).toBe((await api.request({ path })).text());
  const plain = JSON.parse(new TextDecoder().decode(cloud.apigateway.getExport(asked).body)) as { openapi: string; paths: object }; // prettier-ignore
  expect([plain.openapi, Object.keys(plain.paths).sort(), JSON.stringify(plain).includes('integration')]).toEqual(['3.0.1', ['/all', '/pets/{id}'], false]); // prettier-ignore
});

test('what cannot be exported is said: another stage, another type, YAML', () => {
  const cloud = new Cloud();
  const { id: restApiId } = cloud.apigateway.build('shop', { 'GET /': { mock: '{}' } });
  const of = (exportType: string, stageName = 'prod', accepts = 'application/json') => () => cloud.apigateway.getExport({ restApiId, stageName, exportType, accepts }); // prettier-ignore
  expect(of('oas30', 'test')).toThrow('Invalid stage identifier specified');
  expect(of('raml')).toThrow("No API exporter for type 'raml'");
  expect(of('swagger')).toThrow('exports as OpenAPI 2.0');
  expect(of('oas30', 'prod', 'application/yaml')).toThrow('exports as application/yaml');
});

import assert from 'node:assert/strict';
import { test } from 'vitest';
import { seeded } from '../../../../testing/seeded.ts';
import {
  HttpRoutes,
  ResourceTree,
  select,
  selectMapping,
  selectRoute,
  selectStage,
  takesCanary,
} from './index.ts';

function tree(...keys: string[]) {
  const resources = new ResourceTree<string>();
  for (const key of keys) {
    const [method = '', path = ''] = key.split(' ');
    resources.add(path, method, key);
  }
  return resources;
}

test('resources of a REST API', () => {
  const resources = tree(
    'GET /',
    'GET /pets',
    'ANY /pets/{id}',
    'GET /pets/{id}',
    'GET /pets/mine',
    'POST /pets/{id}/toys',
    'GET /{proxy+}',
    'OPTIONS /pets/mine/{proxy+}',
  );
  const table: [request: string, target: string | undefined, parameters?: Record<string, string>][] = [
    ['GET /', 'GET /'],
    ['GET /pets', 'GET /pets'],
    ['GET /pets/', 'GET /pets'],
    ['GET /pets/7', 'GET /pets/{id}', { id: '7' }],
    ['PUT /pets/7', 'ANY /pets/{id}', { id: '7' }],
    ['GET /pets/mine', 'GET /pets/mine'],
    ['PUT /pets/mine', 'ANY /pets/{id}', { id: 'mine' }],
    ['POST /pets/mine/toys', 'POST /pets/{id}/toys', { id: 'mine' }],
    ['GET /pets/mine/toys', 'GET /{proxy+}', { proxy: 'pets/mine/toys' }],
    ['OPTIONS /pets/mine/a/b', 'OPTIONS /pets/mine/{proxy+}', { proxy: 'a/b' }],
    ['GET /a/b/c', 'GET /{proxy+}', { proxy: 'a/b/c' }],
    ['POST /a', undefined],
    ['GET /__proto__', 'GET /{proxy+}', { proxy: '__proto__' }],
  ];
  for (const [request, target, parameters = {}] of table) {
    const [method = '', path = ''] = request.split(' ');
    const match = resources.match(method, path);
    assert.equal(match?.target, target, request);
    if (match) assert.deepEqual(match.pathParameters, parameters, request);
  }
});

test('routes of an HTTP API: AWS’s example, and more', () => {
  const routes = new HttpRoutes([
    'GET /pets/dog/1',
    'GET /pets/dog/{id}',
    'GET /pets/{proxy+}',
    'ANY /{proxy+}',
    '$default',
    'GET /{a}/x',
  ]);
  const table: [request: string, key: string][] = [
    ['GET /pets/dog/1', 'GET /pets/dog/1'],
    ['GET /pets/dog/2', 'GET /pets/dog/{id}'],
    ['GET /pets/cat/1', 'GET /pets/{proxy+}'],
    ['POST /test/5', 'ANY /{proxy+}'],
    ['GET /', '$default'],
    ['GET /pets/x', 'GET /{a}/x'],
  ];
  for (const [request, key] of table) {
    const [method = '', path = ''] = request.split(' ');
    assert.equal(routes.match(method, path)?.target, key, request);
  }
  assert.equal(new HttpRoutes(['GET /a']).match('GET', '/b'), undefined);
  const named = new HttpRoutes(['GET /{id}/x', 'PUT /{petId}/x']);
  assert.deepEqual(named.match('GET', '/7/x')?.pathParameters, { id: '7' });
  assert.deepEqual(named.match('PUT', '/7/x')?.pathParameters, { petId: '7' });
});

test('stages, base paths, canaries', () => {
  const stages = new Set(['prod', 'v1']);
  assert.deepEqual(selectStage('/prod/pets', stages), { stage: 'prod', path: '/pets' });
  assert.deepEqual(selectStage('/prod', stages), { stage: 'prod', path: '/' });
  assert.equal(selectStage('/pets', stages), undefined);
  assert.deepEqual(selectStage('/pets', new Set(['prod', '$default'])), { stage: '$default', path: '/pets' });
  const mappings = ['', 'orders', 'orders/v1'].map((basePath) => ({
    basePath,
    apiId: `api-${basePath}`,
    stage: 's',
  }));
  const table: [path: string, base: string, rest: string][] = [
    ['/orders/v1/items', 'orders/v1', '/items'],
    ['/orders/v2', 'orders', '/v2'],
    ['/orders', 'orders', '/'],
    ['/ordersx', '', '/ordersx'],
    ['/', '', '/'],
  ];
  for (const [path, base, rest] of table) {
    const selected = selectMapping(path, mappings);
    assert.deepEqual([selected?.mapping.basePath, selected?.path], [base, rest], path);
  }
  assert.equal(selectMapping('/x', mappings.slice(1)), undefined);
  const random = seeded(5);
  let canary = 0;
  for (let i = 0; i < 40_000; i++) if (takesCanary({ percentTraffic: 12.5 }, random)) canary++;
  assert.ok(Math.abs(canary - 5000) < 4 * Math.sqrt(40_000 * 0.125 * 0.875), String(canary));
  assert.equal(
    takesCanary({ percentTraffic: 0 }, () => 0),
    false,
  );
});

test('messages of a WebSocket API', () => {
  const keys = new Set(['join', '$connect', '$default', '5']);
  const expression = '$request.body.action';
  const table: [message: string, route: string | undefined][] = [
    ['{"action": "join"}', 'join'],
    ['{"action": "leave"}', '$default'],
    ['{"action": "$connect"}', '$default'],
    ['{"action": 5}', '5'],
    ['{"action": {}}', '$default'],
    ['not JSON', '$default'],
    ['{}', '$default'],
    ['{"__proto__": 1}', '$default'],
  ];
  for (const [message, route] of table) assert.equal(selectRoute(expression, message, keys), route, message);
  assert.equal(selectRoute(expression, '{}', new Set(['join'])), undefined);
  assert.equal(
    select('${request.body.a.b}-${request.header.x}!', {
      body: '{"a": {"b": 1}}',
      headers: new Map([['x', 'y']]),
    }),
    '1-y!',
  );
  assert.equal(select('$request.querystring.q', {}), undefined);
  assert.equal(select('$request.body.constructor', { body: '{}' }), undefined);
});

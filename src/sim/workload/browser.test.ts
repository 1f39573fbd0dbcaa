import { expect, test } from 'vitest';
import { Cloud, openPage, type HostAnswer, type HostRequest } from '../index.ts';

const ORIGIN = 'https://shop.example';
const API = 'https://api.example/orders';

function open(handler: (request: HostRequest) => HostAnswer) {
  const cloud = new Cloud();
  const asked: string[] = [];
  cloud.serve('api.example', (request) => {
    const origin = request.headers.find(([name]) => name === 'Origin')?.[1] ?? 'none';
    asked.push(`${request.method} from ${origin}`);
    return handler(request);
  });
  return { cloud, page: openPage(cloud, ORIGIN), asked };
}
const allowing = (headers: Record<string, string>) => (): HostAnswer => ({
  status: 200,
  headers: Object.entries({ 'Access-Control-Allow-Origin': ORIGIN, ...headers }),
  body: '{"ok":true}',
});

test.each([
  ['GET', {}, undefined, ['GET from https://shop.example']],
  ['POST', { 'Content-Type': 'text/plain' }, 'hello', ['POST from https://shop.example']],
  ['POST', {}, { order: 1 }, ['OPTIONS from https://shop.example', 'POST from https://shop.example']],
  [
    'GET',
    { Authorization: 'x' },
    undefined,
    ['OPTIONS from https://shop.example', 'GET from https://shop.example'],
  ],
  ['DELETE', {}, undefined, ['OPTIONS from https://shop.example', 'DELETE from https://shop.example']],
] as const)('%s with %j and body %j is sent as %j', async (method, headers, body, expected) => {
  const allow = {
    'Access-Control-Allow-Headers': 'content-type,authorization',
    'Access-Control-Allow-Methods': 'DELETE',
  };
  const { page, asked } = open(allowing(allow));
  const answer = await page.fetch(API, { method, headers, body });
  expect(answer.json()).toEqual({ ok: true });
  expect(asked).toEqual(expected);
  expect(page.exchanges.every(({ blocked }) => blocked === undefined)).toBe(true);
});

test('a preflight that does not allow the request keeps it from being sent', async () => {
  const { page, asked } = open(allowing({}));
  await expect(page.fetch(API, { method: 'POST', body: { order: 1 } })).rejects.toThrow('Failed to fetch');
  expect(asked).toEqual(['OPTIONS from https://shop.example']);
  expect(page.exchanges[0]).toMatchObject({
    method: 'OPTIONS',
    blocked: 'Access-Control-Allow-Headers does not have content-type',
  });
});

test('an answer without the header is kept from the page, although the work was done', async () => {
  const { page, asked } = open(() => ({ status: 200, body: 'secret' }));
  await expect(page.fetch(API)).rejects.toThrow('Failed to fetch');
  expect(asked).toHaveLength(1);
  expect(page.exchanges[0]).toMatchObject({
    status: 200,
    blocked: 'there is no Access-Control-Allow-Origin',
  });
});

test('a status of 400 is an answer, and no error of fetch', async () => {
  const { page } = open(() => ({ status: 400, headers: [['Access-Control-Allow-Origin', '*']], body: 'no' }));
  const answer = await page.fetch(API);
  expect([answer.status, answer.ok, answer.text()]).toEqual([400, false, 'no']);
});

test('the same origin needs no consent, and a host that is not there is an error without a reason', async () => {
  const { cloud } = open(() => ({ status: 200, body: 'mine' }));
  const page = openPage(cloud, 'https://api.example:443/index.html');
  expect(page.origin).toBe('https://api.example');
  expect((await page.fetch(API)).text()).toBe('mine');
  await expect(page.fetch('https://nobody.example/')).rejects.toThrow('Failed to fetch');
  expect(page.exchanges.at(-1)).toMatchObject({ status: 0, blocked: 'nobody answers' });
  expect(() => openPage(cloud, 'api.example')).toThrow(TypeError);
});

test('headers that are not exposed are not seen', async () => {
  const { page } = open(
    allowing({ 'X-Secret': '1', 'X-Shown': '2', 'Access-Control-Expose-Headers': 'X-Shown' }),
  );
  const { headers } = await page.fetch(API);
  expect([headers.get('x-secret'), headers.get('x-shown')]).toEqual([null, '2']);
});

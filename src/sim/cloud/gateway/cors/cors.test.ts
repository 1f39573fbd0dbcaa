import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Pairs } from '../payload/index.ts';
import {
  answerPreflight,
  type CorsConfiguration,
  optionsMethodHeaders,
  type PageRequest,
  preflightOf,
  preflightRefusal,
  seenByPage,
  withCors,
} from './index.ts';

const PAGE = 'https://page.example';
const get: PageRequest = { targetOrigin: 'https://api.example', method: 'GET', headers: [] };
const json: PageRequest = { ...get, method: 'POST', headers: [['Content-Type', 'application/json']] };
const signed: PageRequest = {
  ...get,
  headers: [
    ['Authorization', 'x'],
    ['X-B', 'y'],
  ],
};

test('when a browser asks first', () => {
  const table: [request: PageRequest, asked: string | undefined][] = [
    [get, undefined],
    [{ ...get, method: 'POST', headers: [['content-type', 'text/plain;charset=UTF-8']] }, undefined],
    [{ ...get, headers: [['Accept', 'x'.repeat(200)]] }, 'GET accept'],
    [json, 'POST content-type'],
    [signed, 'GET authorization,x-b'],
    [{ ...get, method: 'DELETE' }, 'DELETE '],
    [{ ...json, targetOrigin: PAGE }, undefined],
  ];
  for (const [request, asked] of table) {
    const headers = preflightOf(PAGE, request);
    const [, method, names] = headers?.map(([, value]) => value) ?? [];
    assert.equal(headers && `${method} ${names ?? ''}`, asked, JSON.stringify(request));
  }
});

test('what a preflight allows', () => {
  const answer = (headers: Record<string, string>, statusCode = 200) => ({
    statusCode,
    headers: Object.entries(headers),
  });
  const origin = { 'Access-Control-Allow-Origin': PAGE };
  const any = {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Headers': '*',
    'Access-Control-Allow-Methods': '*',
  };
  const table: [request: PageRequest, answer: ReturnType<typeof answer>, refusal: RegExp | undefined][] = [
    [json, answer({}), /no Access-Control-Allow-Origin/],
    [json, answer({ ...origin, 'Access-Control-Allow-Headers': 'Content-Type' }), undefined],
    [json, answer({ ...origin, 'Access-Control-Allow-Headers': 'Content-Type' }, 403), /answered with 403/],
    [json, answer({ 'Access-Control-Allow-Origin': 'https://else' }), /is https:\/\/else/],
    [json, answer(any), undefined],
    [signed, answer(any), /authorization/],
    [{ ...get, method: 'PUT' }, answer(origin), /PUT/],
    [{ ...get, method: 'PUT' }, answer(any), undefined],
    [{ ...get, method: 'PUT', credentials: true }, answer(any), /may not be \*/],
    [
      { ...get, method: 'PUT', credentials: true },
      answer({ ...any, ...origin, 'Access-Control-Allow-Credentials': 'true' }),
      /PUT/,
    ],
    [
      { ...get, method: 'PUT', credentials: true },
      answer({ ...origin, 'Access-Control-Allow-Methods': 'PUT' }),
      /Credentials/,
    ],
  ];
  for (const [request, given, refusal] of table) {
    const said = preflightRefusal(PAGE, request, given);
    if (refusal) assert.match(said ?? '', refusal);
    else assert.equal(said, undefined);
  }
});

test('what a page sees', () => {
  const headers: Pairs = [
    ['Content-Type', 'text/html'],
    ['X-Count', '5'],
    ['Set-Cookie', 'a=1'],
  ];
  assert.equal(seenByPage(PAGE, get, { statusCode: 500, headers }).ok, false);
  const open: Pairs = [...headers, ['access-control-allow-origin', '*']];
  assert.deepEqual(seenByPage(PAGE, get, { statusCode: 200, headers: open }), {
    ok: true,
    statusCode: 200,
    headers: [['Content-Type', 'text/html']],
  });
  const exposing: Pairs = [...open, ['access-control-expose-headers', 'x-count']];
  const seen = seenByPage(PAGE, get, { statusCode: 200, headers: exposing });
  assert.deepEqual(seen.ok && seen.headers, [
    ['Content-Type', 'text/html'],
    ['X-Count', '5'],
  ]);
  const twice: Pairs = [...open, ['access-control-allow-origin', '*']];
  assert.equal(seenByPage(PAGE, get, { statusCode: 200, headers: twice }).ok, false);
  assert.equal(seenByPage(PAGE, { ...get, targetOrigin: PAGE }, { statusCode: 200, headers }).ok, true);
});

test('HTTP APIs answer preflights, and put their own headers', () => {
  const config: CorsConfiguration = {
    allowOrigins: ['https://*'],
    allowMethods: ['PUT'],
    allowHeaders: ['content-type'],
    maxAge: 60,
  };
  const request: PageRequest = { ...json, method: 'PUT' };
  const asked = preflightOf(PAGE, request)!;
  const answer = answerPreflight(config, 'OPTIONS', asked);
  assert.ok(answer);
  assert.equal(preflightRefusal(PAGE, request, answer), undefined);
  assert.deepEqual(answerPreflight({ ...config, allowOrigins: ['http://*'] }, 'OPTIONS', asked)?.headers, []);
  assert.equal(answerPreflight(config, 'GET', asked), undefined);
  assert.equal(answerPreflight(config, 'OPTIONS', [['Origin', PAGE]]), undefined);
  const backEnd: Pairs = [
    ['Access-Control-Allow-Origin', 'https://mine'],
    ['X', '1'],
  ];
  assert.deepEqual(withCors(config, [['origin', PAGE]], backEnd), [
    ['X', '1'],
    ['access-control-allow-origin', PAGE],
  ]);
  assert.deepEqual(withCors(config, [], backEnd), [['X', '1']]);
});

test('the OPTIONS method of a REST API lets the request out, and the function has to let the answer in', () => {
  const options = { statusCode: 200, headers: optionsMethodHeaders(['POST']) };
  assert.equal(preflightRefusal(PAGE, json, options), undefined);
  assert.equal(seenByPage(PAGE, json, { statusCode: 200, headers: [] }).ok, false);
});

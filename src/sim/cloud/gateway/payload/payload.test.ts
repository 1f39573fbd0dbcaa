import assert from 'node:assert/strict';
import { test } from 'vitest';
import { utf8 } from '../../digest/index.ts';
import {
  type Caller,
  eventV1,
  eventV2,
  httpEventV1,
  type HttpRequest,
  isBinaryMediaType,
  isTextType,
  readAnswerV1,
  readAnswerV2,
  webSocketEvent,
} from './index.ts';

const request: HttpRequest = {
  method: 'POST',
  path: '/pets/7',
  query: [
    ['a', '1'],
    ['b', 'x'],
    ['b', 'y,z'],
  ],
  rawQuery: 'a=1&b=x&b=y%2Cz',
  headers: [
    ['X-One', '1'],
    ['X-Two', 'a'],
    ['X-Two', 'b'],
    ['User-Agent', 'test'],
    ['Cookie', 'c=1; d=2'],
    ['Content-Type', 'application/json'],
  ],
  body: utf8('{"n": 1}'),
};
const caller: Caller = {
  accountId: '111122223333',
  apiId: 'abc',
  stage: 'prod',
  domainName: 'abc.execute-api.us-east-1.amazonaws.com',
  requestId: 'r-1',
  sourceIp: '192.0.2.1',
  at: 1_583_349_317_135,
};
const matched = { resourcePath: '/pets/{id}', resourceId: 'res', pathParameters: { id: '7' } };
/** As the function receives it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a tree of anything
const sent = (event: object) => JSON.parse(JSON.stringify(event)) as Record<string, any>;

test('one request, as 1.0 and as 2.0', () => {
  const one = sent(eventV1(request, matched, caller, false));
  assert.deepEqual(one.queryStringParameters, { a: '1', b: 'y,z' });
  assert.deepEqual(one.multiValueQueryStringParameters, { a: ['1'], b: ['x', 'y,z'] });
  assert.equal(one.headers['X-Two'], 'b');
  assert.deepEqual(one.multiValueHeaders['X-Two'], ['a', 'b']);
  assert.deepEqual(one.pathParameters, { id: '7' });
  assert.equal(one.stageVariables, null);
  assert.equal(one.requestContext.path, '/prod/pets/7');
  assert.equal(one.requestContext.requestTime, '04/Mar/2020:19:15:17 +0000');
  assert.equal(one.requestContext.identity.userAgent, 'test');
  assert.equal(one.body, '{"n": 1}');

  const two = sent(eventV2(request, 'POST /pets/{id}', matched, caller));
  assert.deepEqual(two.queryStringParameters, { a: '1', b: 'x,y,z' });
  assert.deepEqual(two.headers, {
    'x-one': '1',
    'x-two': 'a,b',
    'user-agent': 'test',
    'content-type': 'application/json',
  });
  assert.deepEqual(two.cookies, ['c=1', 'd=2']);
  assert.deepEqual(
    [two.rawPath, two.rawQueryString, two.routeKey, two.requestContext.http.method],
    ['/prod/pets/7', 'a=1&b=x&b=y%2Cz', 'POST /pets/{id}', 'POST'],
  );
  assert.equal('stageVariables' in two, false);
});

test('an empty request: 1.0 has nulls, 2.0 has nothing', () => {
  const empty = { method: 'GET', path: '/', query: [], rawQuery: '', headers: [], body: new Uint8Array() };
  const one = sent(eventV1(empty, { resourcePath: '/' }, { ...caller, stage: '$default' }, false));
  for (const name of ['headers', 'multiValueHeaders', 'queryStringParameters', 'pathParameters', 'body']) {
    assert.equal(one[name], null, name);
  }
  assert.equal(one.requestContext.path, '/');
  const two = sent(eventV2(empty, '$default', { resourcePath: '/' }, { ...caller, stage: '$default' }));
  for (const name of ['cookies', 'queryStringParameters', 'pathParameters', 'body']) {
    assert.equal(name in two, false, name);
  }
  assert.equal(two.rawPath, '/');
});

test('format 1.0 of an HTTP API', () => {
  const event = sent(httpEventV1(request, matched, caller));
  assert.equal(event.version, '1.0');
  assert.deepEqual(event.multiValueHeaders['x-two'], ['a', 'b']);
  assert.equal(event.isBase64Encoded, false);
});

test('binary bodies', () => {
  const png = {
    ...request,
    headers: [['content-type', 'image/png']] as const,
    body: Uint8Array.of(0, 255, 1),
  };
  assert.equal(eventV1(png, matched, caller, true).body, 'AP8B');
  assert.deepEqual(
    [
      eventV2(png, '$default', matched, caller).body,
      eventV2(png, '$default', matched, caller).isBase64Encoded,
    ],
    ['AP8B', true],
  );
  const table: [type: string | undefined, types: string[], binary: boolean][] = [
    ['image/png', [], false],
    ['image/png', ['image/png'], true],
    ['image/png', ['image/*'], true],
    ['Image/PNG; q=1', ['image/png'], true],
    ['text/plain', ['image/*'], false],
    [undefined, ['*/*'], true],
    [undefined, ['application/json'], true],
  ];
  for (const [type, types, binary] of table) assert.equal(isBinaryMediaType(type, types), binary, type);
  assert.deepEqual(['text/css', 'application/ld+json', 'image/png', undefined].map(isTextType), [
    true,
    true,
    false,
    true,
  ]);
});

test('a name may be any', () => {
  const odd = {
    ...request,
    query: [
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ] as const,
  };
  const event = eventV1(odd, matched, caller, false);
  assert.equal(JSON.stringify(event.queryStringParameters), '{"__proto__":"x","constructor":"y"}');
});

test('answers of functions behind a REST API', () => {
  const json = ['Content-Type', 'application/json'];
  const table: [payload: unknown, answer: unknown][] = [
    [
      { statusCode: 200, body: 'x' },
      { statusCode: 200, headers: [json], body: 'x' },
    ],
    [{ statusCode: '404' }, { statusCode: 404, headers: [json], body: '' }],
    [{}, { statusCode: 200, headers: [json], body: '' }],
    [
      {
        statusCode: 200,
        headers: { a: 1, b: 'x' },
        multiValueHeaders: { B: ['x', 'y'], 'content-type': ['text/css'] },
      },
      {
        statusCode: 200,
        headers: [
          ['a', '1'],
          ['B', 'x'],
          ['B', 'y'],
          ['content-type', 'text/css'],
        ],
        body: '',
      },
    ],
    [
      { statusCode: 200, body: 'AP8B', isBase64Encoded: true },
      { statusCode: 200, headers: [json], body: Uint8Array.of(0, 255, 1) },
    ],
    ...[
      null,
      undefined,
      'text',
      5,
      [],
      { statusCode: 'abc' },
      { statusCode: 2000 },
      { body: { a: 1 } },
      { headers: 'x' },
      { headers: { a: {} } },
      { multiValueHeaders: { a: 'x' } },
      { statusCode: 200, extra: 1 },
      { body: '$$', isBase64Encoded: true },
    ].map((payload): [unknown, undefined] => [payload, undefined]),
  ];
  for (const [payload, answer] of table)
    assert.deepEqual(readAnswerV1(payload), answer, JSON.stringify(payload));
});

test('answers of functions behind an HTTP API', () => {
  const json = ['content-type', 'application/json'];
  const table: [payload: unknown, answer: unknown][] = [
    ['hello', { statusCode: 200, headers: [json], body: 'hello' }],
    [{ message: 'hi' }, { statusCode: 200, headers: [json], body: '{"message":"hi"}' }],
    [[1, 2], { statusCode: 200, headers: [json], body: '[1,2]' }],
    [null, { statusCode: 200, headers: [json], body: 'null' }],
    [{ body: 'x' }, { statusCode: 200, headers: [json], body: '{"body":"x"}' }],
    [
      { statusCode: 201, cookies: ['a=1', 'b=2'], headers: { 'Content-Type': 'text/html' }, body: '<p>' },
      {
        statusCode: 201,
        headers: [
          ['Content-Type', 'text/html'],
          ['set-cookie', 'a=1'],
          ['set-cookie', 'b=2'],
        ],
        body: '<p>',
      },
    ],
    [{ statusCode: 200, body: { a: 1 } }, undefined],
    [{ statusCode: 'x' }, undefined],
    [{ statusCode: 200, cookies: 'a=1' }, undefined],
  ];
  for (const [payload, answer] of table)
    assert.deepEqual(readAnswerV2(payload), answer, JSON.stringify(payload));
});

test('events of WebSocket APIs', () => {
  const connection = { id: 'c-1', connectedAt: 5 };
  const connect = sent(
    webSocketEvent(
      { eventType: 'CONNECT', headers: [['Host', 'h']], query: [['t', '1']] },
      connection,
      caller,
    ),
  );
  assert.equal(connect.requestContext.routeKey, '$connect');
  assert.deepEqual(connect.queryStringParameters, { t: '1' });
  assert.equal('body' in connect, false);
  const message = sent(
    webSocketEvent(
      { eventType: 'MESSAGE', routeKey: 'join', messageId: 'm', body: '{}' },
      connection,
      caller,
    ),
  );
  assert.deepEqual(
    [
      message.requestContext.routeKey,
      message.requestContext.eventType,
      message.body,
      message.requestContext.connectionId,
    ],
    ['join', 'MESSAGE', '{}', 'c-1'],
  );
  assert.equal('headers' in message, false);
  const gone = sent(
    webSocketEvent({ eventType: 'DISCONNECT', statusCode: 1001, reason: 'idle' }, connection, caller),
  );
  assert.deepEqual(
    [
      gone.requestContext.routeKey,
      gone.requestContext.disconnectStatusCode,
      gone.requestContext.disconnectReason,
    ],
    ['$disconnect', 1001, 'idle'],
  );
});

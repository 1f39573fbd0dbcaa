import assert from 'node:assert/strict';
import { test } from 'vitest';
import {
  type Customization,
  type Customizations,
  gatewayResponse,
  httpFailure,
  maxTimeout,
  PIPELINE,
  RESPONSE_TYPES,
  type ResponseTypeName,
  restFailure,
  timeoutError,
} from './index.ts';

const none: Customizations = new Map();
const lookup = (name: string) =>
  new Map([
    ['context.requestId', 'r-1'],
    ['context.stage', 'prod'],
    ['method.request.header.Accept', 'text/html'],
    ['stageVariables.a', '1'],
  ]).get(name);

test('defaults', () => {
  const table: [ResponseTypeName, number, string][] = [
    ['MISSING_AUTHENTICATION_TOKEN', 403, '{"message":"Missing Authentication Token"}'],
    ['THROTTLED', 429, '{"message":"Too Many Requests"}'],
    ['QUOTA_EXCEEDED', 429, '{"message":"Limit Exceeded"}'],
    ['INTEGRATION_TIMEOUT', 504, '{"message":"Endpoint request timed out"}'],
    ['UNAUTHORIZED', 401, '{"message":"Unauthorized"}'],
    ['AUTHORIZER_FAILURE', 500, '{"message":null}'],
    ['INVALID_API_KEY', 403, '{"message":"Forbidden"}'],
  ];
  for (const [type, statusCode, body] of table) {
    const headers = [['Content-Type', 'application/json']];
    assert.deepEqual(gatewayResponse({ type }, none, lookup), { statusCode, headers, body }, type);
  }
  const said = PIPELINE.flatMap(({ answers }) => answers);
  const unsaid = Object.keys(RESPONSE_TYPES).filter((type) => !said.includes(type as ResponseTypeName));
  assert.deepEqual(unsaid, ['RESOURCE_NOT_FOUND']);
});

test('customized: by the type, else by its default, and nothing is a template language', () => {
  const own: Customization = {
    statusCode: 404,
    responseParameters: {
      'gatewayresponse.header.Access-Control-Allow-Origin': "'*'",
      'gatewayresponse.header.X-Accept': 'method.request.header.Accept',
      'gatewayresponse.header.X-Missing': 'method.request.path.id',
    },
    responseTemplates: {
      'application/json':
        '{"m": $context.error.messageString, "t": "$context.error.responseType", "s": "${context.stage}", "v": "$stageVariables.a", "x": "$context.nothing", "c": "#if(true)$5"}',
    },
  };
  const customizations: Customizations = new Map([
    ['MISSING_AUTHENTICATION_TOKEN', own],
    ['DEFAULT_4XX', { statusCode: 418 }],
  ]);
  assert.deepEqual(gatewayResponse({ type: 'MISSING_AUTHENTICATION_TOKEN' }, customizations, lookup), {
    statusCode: 404,
    headers: [
      ['Content-Type', 'application/json'],
      ['Access-Control-Allow-Origin', '*'],
      ['X-Accept', 'text/html'],
    ],
    body: '{"m": "Missing Authentication Token", "t": "MISSING_AUTHENTICATION_TOKEN", "s": "prod", "v": "1", "x": "", "c": "#if(true)$5"}',
  });
  assert.equal(gatewayResponse({ type: 'THROTTLED' }, customizations, lookup).statusCode, 418);
  assert.equal(gatewayResponse({ type: 'INTEGRATION_TIMEOUT' }, customizations, lookup).statusCode, 504);
});

test('what goes wrong behind the gateway', () => {
  const table = [
    ['timed out', 504, 503],
    ['unreachable', 504, 503],
    ['function error', 502, 500],
    ['malformed answer', 502, 500],
    ['function throttled', 500, 503],
    ['not permitted', 500, 500],
  ] as const;
  for (const [outcome, rest, http] of table) {
    assert.equal(gatewayResponse(restFailure(outcome), none, lookup).statusCode, rest, outcome);
    assert.equal(httpFailure(outcome).statusCode, http, outcome);
  }
});

test('timeouts', () => {
  assert.deepEqual(
    [
      maxTimeout('REST', 'EDGE', 60_000),
      maxTimeout('REST', 'REGIONAL', 60_000),
      maxTimeout('HTTP', 'REGIONAL'),
    ],
    [29_000, 60_000, 30_000],
  );
  assert.equal(timeoutError(29_000, 'REST', 'REGIONAL'), undefined);
  assert.equal(timeoutError(29_001, 'REST', 'REGIONAL'), 'Timeout should be between 50 ms and 29000 ms');
  assert.equal(timeoutError(49, 'WEBSOCKET', 'REGIONAL'), 'Timeout should be between 50 ms and 29000 ms');
});

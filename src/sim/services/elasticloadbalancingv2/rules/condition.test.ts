import assert from 'node:assert/strict';
import { test } from 'vitest';
import { compileCondition, type RuleCondition } from './condition.ts';
import { type HttpRequest, normalizePath, pairsOf, subjectOf } from './request.ts';
import { request } from './request.fixture.ts';
import { validateConditions } from './validate-conditions.ts';

const path = (...values: string[]): RuleCondition => ({
  field: 'path-pattern',
  pathPatternConfig: { values },
});
const host = (...values: string[]): RuleCondition => ({ field: 'host-header', hostHeaderConfig: { values } });
const header = (httpHeaderName: string, ...values: string[]): RuleCondition => ({
  field: 'http-header',
  httpHeaderConfig: { httpHeaderName, values },
});
const source = (...values: string[]): RuleCondition => ({ field: 'source-ip', sourceIpConfig: { values } });
const method = (...values: string[]): RuleCondition => ({
  field: 'http-request-method',
  httpRequestMethodConfig: { values },
});
const query = (...values: { key?: string; value?: string }[]): RuleCondition => ({
  field: 'query-string',
  queryStringConfig: { values },
});

test('conditions', () => {
  const cases: [RuleCondition, Partial<HttpRequest>, boolean][] = [
    [host('*.example.com'), { host: 'TEST.Example.com' }, true],
    [host('*.example.com'), { host: 'example.com' }, false],
    [host('example.com'), { host: 'example.com:8080' }, true],
    [{ field: 'host-header', values: ['a.com'] }, { host: 'a.com' }, true],
    [
      { field: 'host-header', hostHeaderConfig: { regexValues: ['^(.*)\\.example\\.com$'] } },
      { host: 'A.EXAMPLE.com' },
      true,
    ],
    [path('/img/*'), { path: '/img/picture.jpg' }, true],
    [path('/img/*'), { path: '/IMG/picture.jpg' }, false],
    [path('/img/*'), { path: '/img' }, false],
    [path('/a/c'), { path: '/a/b/../c' }, true],
    [path('/a*', '/b*'), { path: '/b' }, true],
    [
      { field: 'path-pattern', pathPatternConfig: { regexValues: ['^\\/api\\/(.*)$'] } },
      { path: '/api/x' },
      true,
    ],
    [header('User-Agent', '*Chrome*', '*Safari*'), { headers: [['user-agent', 'mozilla chrome 1']] }, true],
    [header('User-Agent', '*Chrome*'), { headers: [['Accept', 'chrome']] }, false],
    [
      header('X', 'b'),
      {
        headers: [
          ['X', 'a'],
          ['x', 'b'],
        ],
      },
      true,
    ],
    [method('GET', 'HEAD'), { method: 'HEAD' }, true],
    [method('GET'), { method: 'get' }, false],
    [query({ key: 'version', value: 'v1' }), { query: 'a=1&VERSION=V1' }, true],
    [query({ key: 'version', value: 'v1' }), { query: 'version=v2' }, false],
    [query({ value: '*example*' }), { query: 'any=an%20example' }, true],
    [query({ value: '\\*' }), { query: 'q=*' }, true],
    [query({ value: '\\*' }), { query: 'q=a' }, false],
    [query({ key: '__proto__', value: '*' }), { query: 'a=b' }, false],
    [source('192.0.2.0/24', '198.51.100.10/32'), {}, true],
    [source('198.51.100.10/32'), { headers: [['X-Forwarded-For', '198.51.100.10']] }, false],
    [source('192.0.2.0/24'), { source: 'nonsense' }, false],
  ];
  for (const [condition, changes, holds] of cases) {
    validateConditions([condition]);
    assert.equal(
      compileCondition(condition)(subjectOf(request(changes))),
      holds,
      JSON.stringify([condition, changes]),
    );
  }
});

test('a Network Load Balancer asks for the type of the address', () => {
  const condition: RuleCondition = { field: 'source-ip', sourceIpConfig: { ipAddressType: 'ipv6' } };
  validateConditions([condition], 'network');
  const compiled = compileCondition(condition);
  const holds = (from: HttpRequest) => compiled(subjectOf(from));
  assert.ok(
    holds(request({ source: '2001:db8::1' })) && !holds(request()) && !holds(request({ source: '' })),
  );
  assert.throws(() => validateConditions([path('/a')], 'network'), { code: 'ValidationError' });
  assert.throws(() => validateConditions([source('10.0.0.0/8')], 'network'), { code: 'ValidationError' });
});

test('paths are normalized and queries cut into pairs', () => {
  assert.equal(normalizePath('/a/./b/../c'), '/a/c');
  assert.equal(normalizePath('/../../a'), '/a');
  assert.equal(normalizePath('/a/..'), '/');
  assert.equal(normalizePath('/%7Euser%2f'), '/~user%2F');
  assert.deepEqual(pairsOf('a=1&b&=c&d=%zz#x'), [
    ['a', '1'],
    ['b', ''],
    ['', 'c'],
    ['d', '%zz'],
  ]);
  assert.deepEqual(pairsOf(''), []);
});

test('conditions that AWS refuses', () => {
  const cases: [RuleCondition[], string?][] = [
    [
      [{ field: 'cookie' }],
      "Condition field 'cookie' must be one of '[path-pattern,host-header,http-header,http-request-method,query-string,source-ip]'",
    ],
    [[{ field: 'constructor' }]],
    [[{ field: 'http-header', values: ['x'] }], "The 'Values' field is not compatible with 'http-header'"],
    [
      [{ field: 'path-pattern', values: ['/a', '/b'] }],
      "The 'path-pattern' field contains too many values; the limit is '1'",
    ],
    [[{ field: 'host-header' }], 'A condition value must be specified'],
    [[host('x'.repeat(129))], "The 'host-header' value is too long; the limit is '128'"],
    [[path('/a', '/b', '/c', '/d')], "The 'path-pattern' field contains too many values; the limit is '3'"],
    [[header('x'.repeat(41), 'a')], "The 'HttpHeaderName' value is too long; the limit is '40'"],
    [[header('Host', 'a')]],
    [[method('get')]],
    [[{ field: 'source-ip' }], "A 'SourceIpConfig' must be specified with 'source-ip'"],
    [[source()], "A 'source-ip' value must be specified"],
    [[source('10.0.0.1')]],
    [[source('255.255.255.255/32')]],
    [[query({ key: 'a' })], "A 'Value' must be specified in 'QueryStringKeyValuePair'"],
    [[path('/a'), path('/b')]],
    [[path('/a', '/b', '/c'), host('a.b', 'c.d', 'e.f')], "A rule can only have '5' condition values"],
    [[path('/*/*/*'), host('*.*.?')]],
    [[{ field: 'path-pattern', pathPatternConfig: { regexValues: ['('] } }]],
    [[{ field: 'path-pattern', pathPatternConfig: { values: ['/a'], regexValues: ['a'] } }]],
  ];
  for (const [conditions, message] of cases)
    assert.throws(
      () => validateConditions(conditions),
      message ? { code: 'ValidationError', message } : { code: 'ValidationError' },
    );
  validateConditions([header('a', 'x'), header('a', 'y'), query({ value: '1' }), query({ value: '2' })]);
});

import assert from 'node:assert/strict';
import { test } from 'vitest';
import { seeded } from '../seeded.fixture.ts';
import { answer, keepAliveRaces } from './answer.ts';
import { causes } from './causes.ts';
import type { Authentication, Facts, TargetFacts } from './facts.ts';

const group = { eligible: 2 };
const good: Facts = { group, target: { responds: 0.1 } };
const of = (target: TargetFacts, more: Facts = {}): Facts => ({ group, target, ...more });
const KB = 1024;

/** Facts, the code, and a word of the reason. */
const table: [Facts, number, string][] = [
  [good, 200, 'response'],
  [of({ status: 503 }), 503, 'response'],
  [{ ...good, malformed: true }, 400, 'malformed'],
  [{ ...good, requestLine: 16 * KB + 1 }, 400, '16 K'],
  [{ ...good, requestHeaders: 64 * KB }, 200, 'response'],
  [{ ...good, clientBody: 'closed' }, 400, 'body'],
  [{ ...good, clientBody: 'silent' }, 408, 'idle'],
  [{ ...good, method: 'TRACE' }, 405, 'TRACE'],
  [{ ...good, url: 17 * KB }, 414, 'URL'],
  [{ ...good, forwardedFor: 31 }, 463, '30'],
  [{ ...good, forwardedFor: 30 }, 200, 'response'],
  [{ ...good, transferEncoding: 'gzip' }, 501, 'Transfer'],
  [{ ...good, unexpectedVersion: true }, 505, 'version'],
  [{ ...good, waf: 'blocked' }, 403, 'WAF'],
  [{ ...good, waf: 'failed' }, 500, 'WAF'],
  [{ ...good, waf: 'failed', wafFailOpen: true }, 200, 'response'],
  [{ ...good, authentication: 'denied' }, 401, 'denies'],
  [{ ...good, authentication: 'jwt invalid' }, 401, 'token'],
  [{ ...good, authentication: 'provider error' }, 561, 'provider'],
  [{ ...good, authentication: 'provider unreachable' }, 500, 'provider'],
  [{ ...good, authentication: 'keys invalid' }, 562, 'key'],
  [{ ...good, authentication: 'keys unreachable' }, 500, 'key'],
  [{ ...good, authentication: 'to log in' }, 302, 'provider'],
  [{ ...good, authentication: 'passed' }, 200, 'response'],
  [{ ...good, transformFailed: true }, 500, 'transform'],
  [{ action: 'redirect', redirectUrl: 9 * KB }, 507, '8 K'],
  [{ action: 'redirect', redirectStatus: 301 }, 301, 'redirect'],
  [{ action: 'fixed-response', fixedStatus: 404 }, 404, 'fixed'],
  [{ ...good, group: { eligible: 1, protocolVersion: 'GRPC' } }, 464, 'HTTP/1.1'],
  [{ ...good, requestProtocol: 'GRPC' }, 464, 'gRPC'],
  [
    { ...good, requestProtocol: 'HTTP2', method: 'GET', group: { eligible: 1, protocolVersion: 'GRPC' } },
    464,
    'POST',
  ],
  [
    { ...good, requestProtocol: 'HTTP2', method: 'POST', group: { eligible: 1, protocolVersion: 'GRPC' } },
    200,
    'response',
  ],
  [{ ...good, requestProtocol: 'HTTP2' }, 200, 'response'],
  [{ ...good, body: 2_000_000, group: { eligible: 1, lambda: true } }, 413, 'Lambda'],
  [{ ...good, webSocket: true, group: { eligible: 1, optimizer: 'ready' } }, 501, 'WebSocket'],
  [{ ...good, group: { eligible: 1, optimizer: 'none ready' } }, 503, 'optimizer'],
  [{ ...good, group: { eligible: 1, optimizer: 'failed' } }, 500, 'optimizer'],
  [{ group: { eligible: 0 } }, 503, 'no target'],
  [{}, 503, 'no target'],
  [of({ connection: 'refused' }), 502, 'RST'],
  [of({ connection: 'unreachable' }), 502, 'ICMP'],
  [of({ connection: 'silent' }), 504, '10 s'],
  [of({ connection: 'silent' }, { clientPatience: 5 }), 460, 'left'],
  [of({ handshake: 'failed' }), 502, 'TLS'],
  [of({ handshake: 'silent' }), 504, 'TLS'],
  [of({ responds: 5, closes: 3 }), 502, 'under the request'],
  [of({ closes: 3 }), 502, 'under the request'],
  [of({ connection: 'kept open', closes: 0 }), 502, 'keep-alive'],
  [of({ responds: 5, deregisters: 3 }), 502, 'deregistration'],
  [of({ responds: 3, deregisters: 5 }), 200, 'response'],
  [of({ responds: 61 }), 504, 'idle timeout'],
  [of({ responds: 60 }), 200, 'response'],
  [of({ responds: 61 }, { idleTimeout: 120 }), 200, 'response'],
  [of({ responds: Infinity }, { clientPatience: 30 }), 460, 'left'],
  [of({ responds: Infinity }, { clientPatience: 90 }), 504, 'idle timeout'],
  [of({ responds: 1, shortBody: true }), 504, 'content-length'],
  [of({ malformed: true }), 502, 'malformed'],
  [of({ responseHeaders: 33 * KB }), 502, '32 K'],
  [of({ lambda: 'timed out' }), 502, 'Lambda'],
  [of({ lambda: 'failed' }), 502, 'Lambda'],
  [of({ lambda: 'throttled' }), 502, 'throttled'],
  [of({ lambda: 'service silent' }), 504, 'Lambda'],
  [of({ responseBody: 2_000_000 }, { group: { eligible: 1, lambda: true } }), 502, '1 MB'],
];

test('every code has its reason', () => {
  for (const [facts, code, word] of table) {
    const { code: got, why } = answer(facts);
    assert.equal(got, code, `${JSON.stringify(facts)}: ${got}, ${why}`);
    assert.ok(why.includes(word), `${why} has no '${word}'`);
  }
  const codes = new Set(table.map(([, code]) => code));
  for (const code of [
    400, 401, 403, 405, 408, 413, 414, 460, 463, 464, 500, 501, 502, 503, 504, 505, 507, 561, 562,
  ])
    assert.ok(codes.has(code), `${code}`);
});

test('every cause is provoked by some facts, or is one more of a kind', () => {
  const provoked = new Set(table.map(([facts]) => answer(facts).why));
  const missing = Object.values(causes)
    .flat()
    .map(({ what }) => what)
    .filter((what) => !provoked.has(what));
  assert.deepEqual(missing, ['login not completed in time', 'claims too large']);
});

test('counters', () => {
  const counters = (facts: Facts) => answer(facts).counters.toSorted();
  const cases: [Facts, string[]][] = [
    [good, ['HTTPCode_Target_2XX_Count', 'RequestCount', 'TargetResponseTime']],
    [of({ status: 500 }), ['HTTPCode_Target_5XX_Count', 'RequestCount', 'TargetResponseTime']],
    [{ group: { eligible: 0 } }, ['HTTPCode_ELB_503_Count', 'HTTPCode_ELB_5XX_Count']],
    [
      of({ connection: 'refused' }),
      ['HTTPCode_ELB_502_Count', 'HTTPCode_ELB_5XX_Count', 'RequestCount', 'TargetConnectionErrorCount'],
    ],
    [of({ responds: 99 }), ['HTTPCode_ELB_504_Count', 'HTTPCode_ELB_5XX_Count', 'RequestCount']],
    [of({ responds: 99 }, { clientPatience: 9 }), ['HTTPCode_ELB_4XX_Count', 'RequestCount']],
    [{ action: 'redirect' }, ['HTTPCode_ELB_3XX_Count', 'HTTP_Redirect_Count']],
    [
      { action: 'redirect', redirectUrl: 9000 },
      ['HTTPCode_ELB_5XX_Count', 'HTTP_Redirect_Url_Limit_Exceeded_Count'],
    ],
    [{ action: 'fixed-response', fixedStatus: 200 }, ['HTTP_Fixed_Response_Count']],
  ];
  for (const [facts, expected] of cases) assert.deepEqual(counters(facts), expected, JSON.stringify(facts));
});

test('property: a request ends once; those with a target sum up to RequestCount', () => {
  const random = seeded(12);
  const draw = <T>(...values: T[]): T => values[Math.floor(random() * values.length)]!;
  const sums = new Map<string, number>();
  const count = (name: string) => sums.get(name) ?? 0;
  let before = 0;
  const n = 20_000;
  for (let i = 0; i < n; i++) {
    const target: TargetFacts = {
      connection: draw('made', 'made', 'kept open', 'refused', 'silent'),
      responds: draw(0.1, 1, 50, 70, Infinity),
      closes: draw(undefined, undefined, 20),
      status: draw(200, 200, 302, 404, 500),
      malformed: random() < 0.05,
    };
    const facts: Facts = {
      malformed: random() < 0.05,
      authentication: draw<Authentication | undefined>(undefined, undefined, 'passed', 'denied'),
      action: draw('forward', 'forward', 'redirect', 'fixed-response'),
      fixedStatus: 503,
      group: { eligible: draw(0, 3, 3) },
      target,
      clientPatience: draw(30, 100, Infinity),
    };
    const { code, counters } = answer(facts);
    assert.ok(code >= 200 && code < 600);
    assert.equal(new Set(counters).size, counters.length);
    for (const name of counters) sums.set(name, count(name) + 1);
    if (!counters.includes('RequestCount')) before++;
    const families = counters.filter((name) => /^HTTPCode_(ELB|Target)_\dXX_Count$/.test(name));
    assert.equal(families.length, 1);
  }
  assert.equal(count('RequestCount') + before, n);
  let families = 0;
  for (const [name, sum] of sums) if (/_\dXX_Count$/.test(name)) families += sum;
  assert.equal(families, n);
});

test('a target that keeps connections no longer than the balancer risks 502s', () => {
  assert.ok(keepAliveRaces(55, 60) && keepAliveRaces(60, 60) && !keepAliveRaces(75, 60));
});

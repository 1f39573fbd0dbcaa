import { expect, test } from 'vitest';
import { seeded } from '../../../cloud/places/testing/seeded.ts';
import { Checker } from './checker.ts';
import { checkConfig, type HealthCheckConfig } from './config.ts';
import { detection } from './detection.ts';
import { EndpointCheck } from './endpoint-check.ts';
import { failureOf, type ProbeOutcome } from './probe.ts';
import { calculated, type DataStream, MetricCheck, statusOf } from './status.ts';

const http: HealthCheckConfig = { type: 'HTTP', ipAddress: '192.0.2.1' };
const matching: HealthCheckConfig = { ...http, type: 'HTTP_STR_MATCH', searchString: 'up' };
const good: ProbeOutcome = { connected: 0.1, status: 200, statusAfter: 0.1, body: 'up', bodyAfter: 0.1 };

for (const [what, config, outcome, passes] of [
  ['fine', http, good, true],
  ['3xx', http, { ...good, status: 301 }, true],
  ['4xx', http, { ...good, status: 404 }, false],
  ['5xx', http, { ...good, status: 500 }, false],
  ['connected in 4 s', http, { ...good, connected: 4 }, true],
  ['connected later', http, { ...good, connected: 4.1 }, false],
  ['status in 2 s', http, { ...good, statusAfter: 2 }, true],
  ['status later', http, { ...good, statusAfter: 2.1 }, false],
  ['refused', http, {}, false],
  ['TCP in 10 s', { ...http, type: 'TCP' }, { connected: 10 }, true],
  ['TCP later', { ...http, type: 'TCP' }, { connected: 10.1 }, false],
  ['the string', matching, good, true],
  ['another string', matching, { ...good, body: 'down' }, false],
  ['body in 2 s', matching, { ...good, bodyAfter: 2 }, true],
  ['body later', matching, { ...good, bodyAfter: 2.1 }, false],
  ['the string at the end of 5,120 bytes', matching, { ...good, body: `${'.'.repeat(5118)}up` }, true],
  ['the string over that end', matching, { ...good, body: `${'.'.repeat(5119)}up` }, false],
] as [string, HealthCheckConfig, ProbeOutcome, boolean][]) {
  test(`a request: ${what}`, () => expect(failureOf(config, outcome) === undefined).toBe(passes));
}

test('a checker changes its mind after a run of as many as the threshold', () => {
  const checker = new Checker('us-east-1', 3);
  const opinions = [...'--+---++-+++'].map((sign) => {
    checker.observe(sign === '+');
    return checker.isHealthy ? '+' : '-';
  });
  expect(opinions.join('')).toBe('+++++------+');
});

test('healthy while more than 18 % of the checkers say so', () => {
  for (const [perRegion, n] of [
    [2, 16],
    [1, 8],
  ] as const) {
    const check = new EndpointCheck(
      { ...http, failureThreshold: 1 },
      { random: seeded(1), checkersPerRegion: perRegion },
    );
    expect(check.checkers.length).toBe(n);
    for (let i = 0; i < n; i++) {
      check.observe(i, {});
      expect(check.isHealthy, `${n - 1 - i} of ${n}`).toBe((n - 1 - i) / n > 0.18);
    }
  }
});

test('detection: 84.7 s down and 65.3 s up with 16 checkers, 30 s, threshold 3, by formula and by simulation', () => {
  const formula = detection(16, 30, 3);
  expect(Math.abs(formula.down - 84.7) < 0.05 && Math.abs(formula.up - 65.3) < 0.05).toBeTruthy();
  const random = seeded(11);
  const runs = 4000;
  let down = 0;
  let up = 0;
  for (let run = 0; run < runs; run++) {
    const check = new EndpointCheck(http, { random });
    const order = check.phases.map((phase, i) => ({ phase, i })).sort((a, b) => a.phase - b.phase);
    const until = (healthy: boolean): number => {
      for (let round = 0; ; round++) {
        for (const { phase, i } of order) {
          if (check.observe(i, healthy ? good : {})) return round * check.interval + phase;
        }
      }
    };
    down += until(false) / runs;
    for (const { i } of order) for (let n = 0; n < 3; n++) check.observe(i, {});
    up += until(true) / runs;
  }
  expect(Math.abs(down - formula.down) < 0.3, `${down}`).toBeTruthy();
  expect(Math.abs(up - formula.up) < 0.3, `${up}`).toBeTruthy();
});

test('calculated: so many children that are healthy; none are always enough, more than there are never', () => {
  const healthy = (healthThreshold: number) =>
    calculated(
      { type: 'CALCULATED', childHealthChecks: ['a', 'b', 'c'], healthThreshold },
      (id) => id !== 'b',
    );
  expect([0, 1, 2, 3, 4].map(healthy)).toEqual([true, true, true, false, false]);
});

test('disabled ones are healthy, inverted ones the contrary', () => {
  for (const [disabled, inverted, found, status] of [
    [false, false, true, true],
    [false, true, true, false],
    [true, false, false, true],
    [true, true, false, false],
  ] as const) {
    expect(statusOf({ ...http, disabled, inverted }, found)).toBe(status);
  }
});

test('CloudWatch checks follow the data stream; missing data has a setting', () => {
  const follow = (setting: HealthCheckConfig['insufficientDataHealthStatus'], streams: DataStream[]) => {
    const check = new MetricCheck({
      type: 'CLOUDWATCH_METRIC',
      ...(setting && { insufficientDataHealthStatus: setting }),
    });
    return streams.map((stream) => {
      check.observe(stream);
      return check.isHealthy ? '+' : '-';
    });
  };
  const streams: DataStream[] = [
    'INSUFFICIENT_DATA',
    'ALARM',
    'INSUFFICIENT_DATA',
    'OK',
    'INSUFFICIENT_DATA',
  ];
  expect(follow('Healthy', streams).join('')).toBe('+-+++');
  expect(follow('Unhealthy', streams).join('')).toBe('---+-');
  expect(follow('LastKnownStatus', streams).join('')).toBe('+--++');
});

test('configurations that are refused', () => {
  checkConfig(http);
  for (const more of [
    { requestInterval: 20 },
    { regions: ['us-east-1', 'us-west-1'] },
    { searchString: 'x' },
    { type: 'HTTP_STR_MATCH' },
    { type: 'CALCULATED', childHealthChecks: ['a'] },
    { ipAddress: '10.0.0.1' },
    { type: 'TCP' },
  ] as Partial<HealthCheckConfig>[]) {
    expect(() => checkConfig({ ...http, ...more }), JSON.stringify(more)).toThrow(
      expect.objectContaining({ name: 'InvalidInput' }),
    );
  }
});

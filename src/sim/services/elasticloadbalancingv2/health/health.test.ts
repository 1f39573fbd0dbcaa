import assert from 'node:assert/strict';
import { test } from 'vitest';
import { seeded } from '../seeded.fixture.ts';
import { detectedAt, nextCheck, resultAt } from './check-times.ts';
import { breached, eligible, healthyToAlias, zonesInDns } from './group-health.ts';
import { healthCheck } from './health-check.ts';
import { matches } from './matcher.ts';
import { type CheckResult, TargetHealth } from './target-health.ts';
import type { TargetState } from './reasons.ts';

const ok: CheckResult = { met: 'code', code: 200 };
const bad: CheckResult = { met: 'code', code: 503 };

function target(balancer: 'application' | 'network' | 'classic' = 'application', unhealthyDraining = 0) {
  const protocol = balancer === 'network' ? 'TCP' : 'HTTP';
  const health = new TargetHealth({
    balancer,
    check: healthCheck({ balancer }, { protocol }),
    unhealthyDraining,
  });
  health.register(0);
  assert.equal(health.reason, 'Elb.RegistrationInProgress');
  health.checking(1);
  return health;
}

test('defaults by balancer', () => {
  const rows = [
    [healthCheck({ balancer: 'application' }), 'HTTP', 30, 5, 5, 2, '200'],
    [healthCheck({ balancer: 'application', targetType: 'lambda' }), 'HTTP', 35, 30, 5, 5, '200'],
    [healthCheck({ balancer: 'application', protocolVersion: 'GRPC' }), 'HTTP', 30, 5, 5, 2, '12'],
    [healthCheck({ balancer: 'network' }), 'TCP', 30, 10, 5, 2, undefined],
    [healthCheck({ balancer: 'network' }, { protocol: 'HTTP' }), 'HTTP', 30, 6, 5, 2, '200-399'],
    [healthCheck({ balancer: 'gateway' }), 'TCP', 10, 5, 5, 2, undefined],
    [healthCheck({ balancer: 'classic' }), 'TCP', 30, 5, 10, 2, undefined],
  ] as const;
  for (const [check, ...row] of rows) {
    const { protocol, interval, timeout, healthyThreshold, unhealthyThreshold, matcher } = check;
    assert.deepEqual([protocol, interval, timeout, healthyThreshold, unhealthyThreshold, matcher], row);
  }
});

test('settings out of range are refused', () => {
  const refuse = [
    { interval: 4 },
    { interval: 301 },
    { interval: 5.5 },
    { timeout: 1 },
    { timeout: 30 },
    { healthyThreshold: 1 },
    { unhealthyThreshold: 11 },
    { matcher: '500' },
    { matcher: '299-200' },
    { matcher: '2xx' },
    { protocol: 'TCP' as const },
  ];
  for (const given of refuse)
    assert.throws(() => healthCheck({ balancer: 'application' }, given), { name: 'ValidationError' });
  // A Network Load Balancer's timeout may equal the interval.
  assert.equal(healthCheck({ balancer: 'network' }, { interval: 10, timeout: 10 }).timeout, 10);
});

test('matchers take codes and ranges', () => {
  assert.ok(matches('200,202', 202) && matches('200-299,301', 250) && matches('200-299,301', 301));
  assert.ok(!matches('200,202', 201) && !matches('200-299', 300));
});

test('one pass puts a new target in service; later ones need the threshold', () => {
  const health = target();
  assert.equal(health.reason, 'Elb.InitialHealthChecking');
  assert.ok(health.result(2, ok));
  assert.equal(health.state, 'healthy');
  assert.equal(health.reason, undefined);
  assert.ok(!health.result(32, bad));
  assert.ok(!health.result(62, ok));
  assert.ok(!health.result(92, bad));
  assert.ok(health.result(122, bad));
  assert.equal(health.state, 'unhealthy');
  assert.equal(health.reason, 'Target.ResponseCodeMismatch');
  assert.equal(health.description, 'Health checks failed with these codes: [503]');
  for (let i = 0; i < 4; i++) assert.ok(!health.result(152 + i, ok));
  assert.ok(health.result(156, ok));
});

test('a new target that fails is unhealthy after the threshold', () => {
  const health = target();
  health.result(2, { met: 'timeout' });
  assert.equal(health.state, 'initial');
  health.result(3, { met: 'timeout' });
  assert.deepEqual([health.state, health.reason], ['unhealthy', 'Target.Timeout']);
  health.result(4, { met: 'error' });
  assert.equal(health.reason, 'Target.FailedHealthChecks');
});

test('a Network Load Balancer tells only that checks failed', () => {
  const health = new TargetHealth({
    balancer: 'network',
    check: healthCheck({ balancer: 'network' }, { protocol: 'HTTP' }),
  });
  health.register(0);
  health.checking(0);
  health.result(1, bad);
  health.result(2, { met: 'timeout' });
  assert.deepEqual([health.state, health.reason], ['unhealthy', 'Target.FailedHealthChecks']);
});

test('an unhealthy target drains for its interval, and may recover in it', () => {
  const health = target('network', 60);
  health.result(2, { met: 'connection' });
  health.result(3, { met: 'error' });
  health.result(4, { met: 'error' });
  assert.deepEqual([health.state, health.due], ['unhealthy.draining', 64]);
  for (let i = 0; i < 5; i++) health.result(10 + i, { met: 'connection' });
  assert.equal(health.state, 'healthy');
  health.result(20, { met: 'error' });
  health.result(21, { met: 'error' });
  health.tick(80);
  assert.equal(health.state, 'unhealthy.draining');
  health.tick(81);
  assert.deepEqual(
    [health.state, health.reason, health.since],
    ['unhealthy', 'Target.FailedHealthChecks', 81],
  );
});

test('deregistering drains, then the target is unused; a delay of 0 ends at once', () => {
  const health = target();
  health.result(2, ok);
  health.deregister(10, 300);
  assert.deepEqual(
    [health.state, health.reason, health.due],
    ['draining', 'Target.DeregistrationInProgress', 310],
  );
  assert.ok(!health.result(40, bad));
  assert.ok(health.result(310, ok) === false && (health.state as TargetState) === 'unused');
  const other = target();
  other.deregister(5, 0);
  assert.deepEqual([other.state, other.reason], ['unused', 'Target.NotRegistered']);
});

test('a Lambda function without checks is unavailable, and gets traffic', () => {
  const check = healthCheck({ balancer: 'application', targetType: 'lambda' });
  const health = new TargetHealth({ balancer: 'application', check });
  health.register(0);
  health.checking(0);
  assert.deepEqual([health.state, health.reason], ['unavailable', 'Target.HealthCheckDisabled']);
  assert.equal(eligible('application', 'a', [{ zone: 'a', state: health.state }], true).targets.length, 1);
});

test('a node checks at its own phase; slow answers do not stretch the interval', () => {
  assert.equal(nextCheck(7, 30, 7), 7);
  assert.equal(nextCheck(7, 30, 8), 37);
  assert.equal(nextCheck(7, 30, 0), 7);
  const check = healthCheck({ balancer: 'application' });
  assert.equal(resultAt(check, 100, 3), 103);
  assert.equal(resultAt(check, 100, Infinity), 105);
  // Two failed checks: between one and two intervals after the failure.
  assert.equal(detectedAt(check, 0, 0, 0), 30);
  assert.equal(detectedAt(check, 0, 1, 0), 60);
  assert.equal(detectedAt(check, 0, 1, Infinity), 65);
});

const group = (zone: string, healthy: number, unhealthy: number) => [
  ...Array.from({ length: healthy }, () => ({ zone, state: 'healthy' as TargetState })),
  ...Array.from({ length: unhealthy }, () => ({ zone, state: 'unhealthy' as TargetState })),
];

test("AWS's example: ten and ten targets, half of them to be healthy, six fail", () => {
  const targets = [...group('a', 10, 0), ...group('b', 4, 6)];
  const half = { count: 1, percentage: 50 };
  const off = (zone: string) => eligible('application', zone, targets, false, half);
  assert.deepEqual([off('a').targets.length, off('a').failsOpen], [10, false]);
  assert.deepEqual([off('b').targets.length, off('b').failsOpen], [10, true]);
  const on = eligible('application', 'b', targets, true, half);
  assert.deepEqual([on.targets.length, on.failsOpen], [14, false]);
  const dns = (crossZone: boolean) =>
    zonesInDns('application', ['a', 'b'], [{ targets, crossZone, threshold: half }]);
  assert.deepEqual([dns(false), dns(true)], [['a'], ['a', 'b']]);
});

test('failing open, by balancer', () => {
  const dead = group('a', 0, 3);
  for (const balancer of ['application', 'network', 'gateway'] as const)
    assert.deepEqual(eligible(balancer, 'a', dead, true).targets.length, 3);
  assert.equal(eligible('classic', 'a', dead, true).targets.length, 0);
  assert.deepEqual(eligible('application', 'a', [], true), { targets: [], failsOpen: true });
  // A target that leaves is not turned to, even then.
  const leaving = [{ zone: 'a', state: 'draining' as TargetState }];
  assert.equal(eligible('application', 'a', leaving, true).targets.length, 0);
});

test('zones in DNS: an empty one leaves a Network Load Balancer only; if all would leave, all stay', () => {
  const one = [{ targets: group('a', 2, 0), crossZone: false }];
  assert.deepEqual(zonesInDns('network', ['a', 'b'], one), ['a']);
  assert.deepEqual(zonesInDns('application', ['a', 'b'], one), ['a', 'b']);
  const dead = [{ targets: [...group('a', 0, 1), ...group('b', 0, 1)], crossZone: false }];
  assert.deepEqual(zonesInDns('application', ['a', 'b'], dead), ['a', 'b']);
  const two = [
    { targets: group('a', 0, 1), crossZone: true },
    { targets: group('a', 1, 0), crossZone: true },
  ];
  assert.deepEqual(zonesInDns('application', ['a'], two), ['a']);
});

test('property: whatever happens, no traffic to the unhealthy or leaving save when failing open', () => {
  const random = seeded(1);
  const states: TargetState[] = [
    'initial',
    'healthy',
    'unhealthy',
    'unused',
    'draining',
    'unhealthy.draining',
  ];
  for (let round = 0; round < 5000; round++) {
    const targets = Array.from({ length: Math.floor(random() * 8) }, () => ({
      zone: random() < 0.5 ? 'a' : 'b',
      state: states[Math.floor(random() * states.length)]!,
    }));
    const crossZone = random() < 0.5;
    const threshold = {
      count: 1 + Math.floor(random() * 3),
      percentage: random() < 0.5 ? 'off' : 50,
    } as const;
    const { targets: chosen, failsOpen } = eligible('application', 'a', targets, crossZone, threshold);
    for (const { zone, state } of chosen) {
      assert.ok(state !== 'draining' && state !== 'unused');
      assert.ok(failsOpen || state === 'healthy');
      assert.ok(crossZone || zone === 'a');
    }
    const reach = targets.filter(
      (t) => !/draining$|unused/.test(t.state) || t.state === 'unhealthy.draining',
    );
    const inZone = reach.filter(({ zone }) => crossZone || zone === 'a');
    const healthy = inZone.filter(({ state }) => state === 'healthy').length;
    assert.equal(failsOpen, breached(threshold, healthy, inZone.length));
  }
});

test('property: two failures in a row end health, and only a healthy target has no reason', () => {
  const random = seeded(2);
  for (let round = 0; round < 300; round++) {
    const balancer = random() < 0.5 ? 'application' : 'network';
    const health = target(balancer, random() < 0.5 ? 0 : 100);
    const pass: CheckResult = balancer === 'application' ? ok : { met: 'connection' };
    let failures = 0;
    for (let i = 1; i < 60; i++) {
      const before = health.state;
      const passes = random() < 0.6;
      failures = passes ? 0 : failures + 1;
      health.result(i * 30, passes ? pass : { met: 'error' });
      if (health.state === 'healthy') assert.ok(failures < 2);
      if (before === 'healthy' && failures >= 2) assert.match(health.state, /^unhealthy/);
      assert.equal(health.reason === undefined, health.state === 'healthy');
    }
  }
});

test('to an alias of Route 53 each group with targets needs a healthy one; groups without any do not do', () => {
  const group = (...states: TargetState[]) => ({ crossZone: true, targets: states.map((state) => ({ zone: 'a', state })) }); // prettier-ignore
  const rows = [
    [[], true],
    [[group()], false],
    [[group('healthy', 'unhealthy')], true],
    [[group('unhealthy', 'initial')], false],
    [[group('healthy'), group('unhealthy')], false],
    [[group('healthy'), group()], true],
    [[group('healthy'), group('draining')], true],
    [[group('draining', 'unused')], false],
    [[group('unavailable')], true],
  ] as const;
  for (const [groups, healthy] of rows) assert.equal(healthyToAlias(groups), healthy, JSON.stringify(groups));
});

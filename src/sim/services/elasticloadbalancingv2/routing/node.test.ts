import assert from 'node:assert/strict';
import { test } from 'vitest';
import { healthCheck } from '../health/health-check.ts';
import { TargetHealth } from '../health/target-health.ts';
import { seeded } from '../seeded.fixture.ts';
import { algorithm, type AlgorithmType } from './algorithm.ts';
import { type NodeOptions, TargetGroupNode } from './node.ts';

const check = healthCheck({ balancer: 'application' });
const ok = { met: 'code', code: 200 } as const;
const bad = { met: 'code', code: 500 } as const;

function node(type: AlgorithmType, options: Partial<NodeOptions> = {}, random = seeded(1)) {
  const made = new TargetGroupNode({
    balancer: 'application',
    zone: 'a',
    crossZone: true,
    algorithm: algorithm(type, random),
    ...options,
  });
  const add = (id: string, zone = 'a') => {
    const target = made.add(id, zone, new TargetHealth({ balancer: 'application', check }));
    made.change(target, 0, (health) => health.register(0));
    made.change(target, 0, (health) => health.checking(0));
    return target;
  };
  return { made, add };
}

test('a new target gets requests after one pass, and none once it drains', () => {
  const { made, add } = node('round_robin');
  const [a, b] = [add('a'), add('b')];
  made.checked(a, ok, 1);
  for (let i = 0; i < 4; i++) assert.equal(made.route(2)?.target, a);
  made.checked(b, ok, 3);
  assert.deepEqual(new Set([made.route(4)?.target, made.route(4)?.target]), new Set([a, b]));
  made.change(a, 5, (health) => health.deregister(5, 300));
  for (let i = 0; i < 4; i++) assert.equal(made.route(6)?.target, b);
  made.change(a, 305, (health) => health.tick(305));
  assert.equal(a.state, 'unused');
  made.remove(a);
  made.remove(b);
  assert.equal(made.route(400), undefined);
});

test('two nodes may disagree on a target', () => {
  const [one, two] = [node('round_robin'), node('round_robin')];
  const [a, other] = [one.add('a'), two.add('a')];
  const [b, second] = [one.add('b'), two.add('b')];
  for (const target of [a, b]) one.made.checked(target, ok, 0);
  for (const target of [other, second]) two.made.checked(target, ok, 0);
  one.made.checked(a, bad, 30);
  one.made.checked(a, bad, 60);
  for (let i = 0; i < 4; i++) assert.equal(one.made.route(61)?.target.id, 'b');
  assert.deepEqual(
    new Set([two.made.route(61)?.target.id, two.made.route(61)?.target.id]),
    new Set(['a', 'b']),
  );
});

test('a newcomer starts slowly, from the pass on', () => {
  const { made, add } = node('round_robin', { slowStart: 100 });
  const [a, b] = [add('a'), add('b')];
  made.checked(a, ok, 0);
  made.checked(b, ok, 1000);
  const share = (now: number) => {
    let count = 0;
    for (let i = 0; i < 1000; i++) if (made.route(now)?.target === b) count++;
    return count / 1000;
  };
  assert.equal(share(1000), 0);
  assert.ok(Math.abs(share(1050) - 1 / 3) < 0.01);
  assert.equal(share(1100), 0.5);
});

test('a sticky request goes by its cookie unless its target is out, or cross-zone is off', () => {
  const stickiness = { type: 'lb_cookie', duration: 60 } as const;
  const cookies = { AWSALB: { target: 'a', renewed: 0 } };
  for (const crossZone of [true, false]) {
    const { made, add } = node('round_robin', { stickiness, crossZone });
    const [a, b] = [add('a'), add('b')];
    for (const target of [a, b]) made.checked(target, ok, 0);
    const ways = new Set(Array.from({ length: 10 }, () => made.route(1, cookies)?.by));
    assert.deepEqual(ways, new Set([crossZone ? 'cookie' : 'algorithm']));
    made.checked(a, bad, 2);
    made.checked(a, bad, 3);
    assert.deepEqual([made.route(4, cookies)?.target, made.route(4, cookies)?.by], [b, 'algorithm']);
  }
});

test('nodes of two zones with 2 and 8 targets: 10 % each, or 25 and 6.25 %', () => {
  for (const crossZone of [true, false]) {
    const random = seeded(3);
    const nodes = ['a', 'b'].map((zone) => node('round_robin', { zone, crossZone }, random));
    for (const { made, add } of nodes)
      for (let i = 0; i < 10; i++) made.checked(add(String(i), i < 2 ? 'a' : 'b'), ok, 0);
    const counts = new Array<number>(10).fill(0);
    const requests = 80_000;
    for (let i = 0; i < requests; i++) counts[Number(nodes[i % 2]!.made.route(1)!.target.id)]!++;
    counts.forEach((count, i) => assert.equal(count / requests, crossZone ? 0.1 : i < 2 ? 0.25 : 0.0625));
  }
});

test('property: no request to an unhealthy or leaving target as the node sees it, save when failing open', () => {
  const random = seeded(21);
  for (const type of ['round_robin', 'least_outstanding_requests', 'weighted_random'] as const) {
    const { made, add } = node(
      type,
      { crossZone: false, mitigateAnomalies: type === 'weighted_random' },
      random,
    );
    for (let i = 0; i < 6; i++) add(String(i), i % 2 === 0 ? 'a' : 'b');
    const underWay: (typeof made.targets)[number][] = [];
    for (let now = 0; now < 20_000; now++) {
      const target = made.targets[Math.floor(random() * made.targets.length)]!;
      const event = random();
      if (event < 0.3) made.checked(target, random() < 0.7 ? ok : bad, now);
      else if (event < 0.31) made.change(target, now, (health) => health.deregister(now, 50));
      else if (event < 0.33 && target.state === 'unused')
        made.change(target, now, (health) => health.checking(now));
      else if (event < 0.4) made.look();
      for (const each of made.targets) made.change(each, now, (health) => health.tick(now));
      const route = made.route(now);
      if (route) {
        const { state, zone } = route.target;
        assert.equal(zone, 'a');
        assert.ok(state !== 'draining' && state !== 'unused');
        assert.ok(route.failsOpen || state === 'healthy');
        underWay.push(route.target);
      } else assert.equal(made.eligible.targets.length, 0);
      if (underWay.length > 20) made.ended(underWay.shift()!, random() < 0.1);
    }
    const sum = made.targets.reduce((sum, { outstanding }) => sum + outstanding, 0);
    assert.equal(sum, underWay.length);
  }
});

import assert from 'node:assert/strict';
import { test } from 'vitest';
import { seeded } from '../seeded.fixture.ts';
import { Deregistration, leaving } from './deregistration.ts';
import { resolveZone, sharesOfTargets } from './zones.ts';

test('cross-zone: two and eight targets', () => {
  const zones = [
    { zone: 'a', targets: 2 },
    { zone: 'b', targets: 8 },
  ];
  assert.deepEqual(sharesOfTargets(zones, true), [0.1, 0.1]);
  assert.deepEqual(sharesOfTargets(zones, false), [0.25, 0.0625]);
  assert.deepEqual(
    sharesOfTargets([{ zone: 'a', targets: 2, nodes: 3 }, zones[1]!], false),
    [0.375, 0.03125],
  );
  assert.deepEqual(
    sharesOfTargets(
      [
        { zone: 'a', targets: 4 },
        { zone: 'b', targets: 0 },
      ],
      false,
    ),
    [0.125, 0],
  );
});

test('DNS: affinity of 100, 85 and 0 %', () => {
  const zones = ['a', 'b', 'c', 'd'];
  const own = (policy: Parameters<typeof resolveZone>[2], clientZone = 'b') => {
    const random = seeded(7);
    let own = 0;
    for (let i = 0; i < 40_000; i++) if (resolveZone(zones, random, policy, clientZone) === 'b') own++;
    return own / 40_000;
  };
  assert.equal(own('availability_zone_affinity'), 1);
  assert.ok(Math.abs(own('partial_availability_zone_affinity') - (0.85 + 0.15 / 4)) < 0.01);
  assert.ok(Math.abs(own('any_availability_zone') - 0.25) < 0.01);
  assert.ok(Math.abs(own('availability_zone_affinity', 'z') - 0.25) < 0.01);
});

test('deregistration, by balancer', () => {
  const idle = new Deregistration(leaving('application'), 0, 300, 0);
  assert.deepEqual([idle.complete, idle.ends, idle.end()], [0, 300, 0]);
  const busy = new Deregistration(leaving('application'), 0, 300, 2);
  busy.ended(10);
  assert.equal(busy.complete, 300);
  busy.ended(20);
  assert.deepEqual([busy.complete, busy.end()], [20, 0]);
  assert.equal(new Deregistration(leaving('application'), 0, 300, 2).end(), 2);
  assert.equal(new Deregistration(leaving('network'), 0, 300, 2).end(), 0);
  assert.equal(new Deregistration(leaving('network'), 0, 300, 0).complete, 300);
  assert.equal(new Deregistration(leaving('network', { connectionTermination: true }), 0, 300, 2).end(), 2);
  const ends = (settings = {}) => leaving('gateway', settings).atEnd;
  assert.deepEqual(
    [ends(), ends({ rebalance: true }), ends({ tcpReset: true })],
    ['kept', 'rebalanced', 'reset'],
  );
});

import assert from 'node:assert/strict';
import { test } from 'vitest';
import { type Protocol, type Reach, type World, reach } from './index.ts';
import { OUTSIDE, network, shut, withRoutes } from './reach.fixture.ts';

type Row = [
  label: string,
  world: World,
  from: string,
  to: string,
  ask: [Protocol, number],
  verdict: Reach['verdict'],
  shut?: string,
];

const HTTP: [Protocol, number] = ['tcp', 80];

const rows: Row[] = [
  ['the internet reaches a public server', network(), OUTSIDE, 'web', HTTP, 'open'],
  ['by its address too', network(), OUTSIDE, '198.51.100.1', HTTP, 'open'],
  ['by IPv6', network(), '2001:db8:ffff::1', '2001:db8:0:1::10', HTTP, 'open'],
  [
    'nobody listens there',
    network({ interfaces: network().interfaces.map((each) => ({ ...each, listens: [] })) }),
    OUTSIDE,
    'web',
    HTTP,
    'refused',
  ],
  [
    'another port is dropped, not refused',
    network(),
    OUTSIDE,
    'web',
    ['tcp', 81],
    'dropped',
    'there security group in sg-web',
  ],
  ['an echo is answered', network(), OUTSIDE, 'web', ['icmp', 8], 'open'],
  ['a server without a public address', network(), OUTSIDE, 'bare', HTTP, 'dropped', 'there address bare'],
  ['a private server', network(), OUTSIDE, '10.0.2.10', HTTP, 'dropped', 'there address 10.0.2.10'],
  ['an address that nobody has is someone outside', network(), 'web', OUTSIDE, ['tcp', 443], 'open'],
  [
    'no internet gateway',
    network({ internetGateways: [] }),
    OUTSIDE,
    'web',
    HTTP,
    'dropped',
    'there internet gateway vpc',
  ],
  [
    'a subnet without a route out: the answer is lost',
    withRoutes('public', []),
    OUTSIDE,
    'web',
    HTTP,
    'dropped',
    'back route table public',
  ],
  [
    'a subnet that answers through NAT',
    withRoutes('public', [{ destination: '0.0.0.0/0', target: 'nat' }]),
    OUTSIDE,
    'web',
    HTTP,
    'dropped',
    'back NAT gateway nat',
  ],
];

for (const [label, world, from, to, [protocol, port], verdict, closed] of rows) {
  test(`reach: ${label}`, () => {
    const found = reach(world, from, to, protocol, port);
    assert.deepEqual([found.verdict, shut(found)], [verdict, closed]);
  });
}

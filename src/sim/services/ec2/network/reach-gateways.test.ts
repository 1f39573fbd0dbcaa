import assert from 'node:assert/strict';
import { test } from 'vitest';
import { type Protocol, type Reach, type World, reach } from './index.ts';
import { OUTSIDE, entry, network, shut, withAcl, withGroup, withRoutes } from './reach.fixture.ts';

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
  ['out through NAT', network(), 'app', OUTSIDE, ['tcp', 443], 'open'],
  ['out through NAT in another zone', network(), 'app-b', OUTSIDE, ['tcp', 443], 'open'],
  [
    'nobody comes in through NAT',
    network(),
    OUTSIDE,
    '198.51.100.9',
    HTTP,
    'dropped',
    'there NAT gateway nat',
  ],
  [
    'NAT goes with its zone',
    network({ zonesDown: ['a'] }),
    'app-b',
    OUTSIDE,
    ['tcp', 443],
    'dropped',
    'there Availability Zone a',
  ],
  [
    'a NAT gateway in a private subnet',
    network({
      natGateways: [{ id: 'nat', kind: 'zonal', subnet: 'private-a', privateAddress: '10.0.2.20' }],
    }),
    'app-b',
    OUTSIDE,
    ['tcp', 443],
    'dropped',
    'there NAT gateway nat',
  ],
  [
    'a list about the NAT gateway’s subnet',
    withAcl('public-a', [entry(100, true), entry(90, false, { protocol: 'tcp', ports: [443, 443] })]),
    'app-b',
    OUTSIDE,
    ['tcp', 443],
    'dropped',
    'back network ACL in acl-public-a',
  ],
  [
    'NAT without an address',
    network({ elasticAddresses: [] }),
    'app',
    OUTSIDE,
    ['tcp', 443],
    'dropped',
    'there internet gateway igw',
  ],
  [
    'no public address, no way out',
    network(),
    'bare',
    OUTSIDE,
    ['tcp', 443],
    'dropped',
    'there internet gateway igw',
  ],
  [
    'a gateway that is gone is a blackhole',
    network({ natGateways: [] }),
    'app',
    OUTSIDE,
    ['tcp', 443],
    'dropped',
    'there route table private',
  ],

  ['IPv6 goes out by an egress-only gateway', network(), 'app', '2001:db8:ffff::1', ['tcp', 443], 'open'],
  [
    'and nobody comes in by it',
    network({ internetGateways: [] }),
    '2001:db8:ffff::1',
    '2001:db8:0:2::10',
    HTTP,
    'dropped',
    'there egress-only internet gateway eigw',
  ],
  ['an interface without IPv6', network(), 'bare', '2001:db8:ffff::1', HTTP, 'dropped', 'there address bare'],

  ['a peer', network(), 'app', 'peer', HTTP, 'open'],
  [
    'a peer’s peer is not a peer',
    network(),
    'app',
    '10.2.0.10',
    HTTP,
    'dropped',
    'there peering connection pcx',
  ],
  [
    'the peer lacks the route back',
    withRoutes('peer', []),
    'app',
    'peer',
    HTTP,
    'dropped',
    'back route table peer',
  ],
  ['a service behind a gateway endpoint', network(), 'app', '52.216.1.1', ['tcp', 443], 'open'],
  [
    'an endpoint needs its answers let in',
    withAcl('private-a', [entry(100, true), entry(100, false, { protocol: 'tcp', ports: [443, 443] })]),
    'app',
    '52.216.1.1',
    ['tcp', 443],
    'dropped',
    'back network ACL in acl-private-a',
  ],

  [
    'Amazon’s DNS is not filtered',
    withGroup('sg-app', { outbound: [] }),
    'app',
    '10.0.0.2',
    ['udp', 53],
    'open',
  ],
  ['metadata is not filtered', withGroup('sg-app', { outbound: [] }), 'app', '169.254.169.254', HTTP, 'open'],
  [
    'a zone that is down',
    network({ zonesDown: ['b'] }),
    'web',
    'app-b',
    HTTP,
    'dropped',
    'there Availability Zone b',
  ],
];

for (const [label, world, from, to, [protocol, port], verdict, closed] of rows) {
  test(`reach: ${label}`, () => {
    const found = reach(world, from, to, protocol, port);
    assert.deepEqual([found.verdict, shut(found)], [verdict, closed]);
  });
}

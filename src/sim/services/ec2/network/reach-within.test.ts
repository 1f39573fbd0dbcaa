import assert from 'node:assert/strict';
import { test } from 'vitest';
import { type Protocol, type Reach, type World, reach } from './index.ts';
import { OUTSIDE, entry, network, shut, withAcl, withGroup } from './reach.fixture.ts';

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
  ['neighbours in a subnet', network(), 'web', 'bare', HTTP, 'open'],
  ['neighbours meet no network ACL', withAcl('public-a', []), 'web', 'bare', HTTP, 'open'],
  ['a rule by group', network(), 'web', 'app', HTTP, 'open'],
  [
    'a rule by group leaves others out',
    network(),
    'app-b',
    'app',
    HTTP,
    'dropped',
    'there security group in sg-app',
  ],
  [
    'a rule by group knows private addresses only',
    withGroup('sg-web', { inbound: [{ protocol: 'tcp', peer: { group: 'sg-web' } }] }),
    'web-b',
    '198.51.100.1',
    HTTP,
    'dropped',
    'there security group in sg-web',
  ],
  ['a range of ports', network(), 'web', 'app', ['tcp', 90], 'refused'],
  [
    'nothing may go out',
    withGroup('sg-web', { outbound: [] }),
    'web',
    'app',
    HTTP,
    'dropped',
    'there security group out sg-web',
  ],
  [
    'answers go out where nothing may begin',
    withGroup('sg-app', { outbound: [] }),
    'web',
    'app',
    HTTP,
    'open',
  ],
  ['an address that is free', network(), 'web', '10.0.2.99', HTTP, 'dropped', 'there address 10.0.2.99'],

  [
    'a list without entries',
    withAcl('private-a', []),
    'web',
    'app',
    HTTP,
    'dropped',
    'there network ACL in acl-private-a',
  ],
  [
    'the lowest number decides',
    withAcl('private-a', [entry(200, false), entry(100, false, { action: 'deny' }), entry(100, true)]),
    'web',
    'app',
    HTTP,
    'dropped',
    'there network ACL in acl-private-a',
  ],
  [
    'a deny after the allow is late',
    withAcl('private-a', [entry(200, false, { action: 'deny' }), entry(100, false), entry(100, true)]),
    'web',
    'app',
    HTTP,
    'open',
  ],
  [
    'no ephemeral ports out: the answer is lost',
    withAcl('private-a', [entry(100, false), entry(100, true, { protocol: 'tcp', ports: [80, 80] })]),
    'web',
    'app',
    HTTP,
    'dropped',
    'back network ACL out acl-private-a',
  ],
  [
    'no ephemeral ports in: the answer is lost',
    withAcl('public-a', [entry(100, true), entry(100, false, { protocol: 'tcp', ports: [80, 80] })]),
    'web',
    'app',
    HTTP,
    'dropped',
    'back network ACL in acl-public-a',
  ],
  [
    'ephemeral ports out',
    withAcl('private-a', [entry(100, false), entry(100, true, { protocol: 'tcp', ports: [1024, 65_535] })]),
    'web',
    'app',
    HTTP,
    'open',
  ],
  [
    'an echo’s reply has its own type',
    withAcl('public-a', [entry(100, false), entry(100, true, { protocol: 'icmp', ports: [8, 8] })]),
    OUTSIDE,
    'web',
    ['icmp', 8],
    'dropped',
    'back network ACL out acl-public-a',
  ],
  [
    'a refusal that is lost on its way is a timeout',
    withAcl('private-a', [entry(100, false)]),
    'web',
    'app',
    ['tcp', 90],
    'dropped',
    'back network ACL out acl-private-a',
  ],
];

for (const [label, world, from, to, [protocol, port], verdict, closed] of rows) {
  test(`reach: ${label}`, () => {
    const found = reach(world, from, to, protocol, port);
    assert.deepEqual([found.verdict, shut(found)], [verdict, closed]);
  });
}

import assert from 'node:assert/strict';
import { test } from 'vitest';
import { type Route, type World, reach } from './index.ts';
import { OUTSIDE, network, tcp, withGroup, withRoutes } from './reach.fixture.ts';

const REGIONAL: World['natGateways'] = [
  {
    id: 'nat',
    kind: 'regional',
    vpc: 'vpc',
    zones: [
      { zone: 'a', publicAddress: '198.51.100.20' },
      { zone: 'b', publicAddress: '198.51.100.21' },
    ],
  },
];

test('a regional NAT gateway speaks for each zone with its own address, and outlives a zone', () => {
  const world = network({ natGateways: REGIONAL });
  const source = (from: string, change: Partial<World> = {}) => {
    const { verdict, arrived } = reach({ ...world, ...change }, from, OUTSIDE, 'tcp', 443);
    return verdict === 'open' ? arrived!.source.value & 0xffn : undefined;
  };
  assert.deepEqual([source('app'), source('app-b')], [20n, 21n]);
  assert.equal(source('app-b', { zonesDown: ['a'] }), 21n);
  assert.equal(source('app', { zonesDown: ['a'] }), undefined);
});

test('the gates of a request and its answer, in order', () => {
  const { gates } = reach(network(), 'app-b', OUTSIDE, 'tcp', 443);
  assert.deepEqual(
    gates.map(({ way, kind, direction, id }) =>
      [way, kind, direction ?? '', id].join(' ').replace('  ', ' '),
    ),
    [
      'there security group out sg-app',
      'there network ACL out acl-private-b',
      'there route table private',
      'there network ACL in acl-public-a',
      'there NAT gateway nat',
      'there network ACL out acl-public-a',
      'there route table public',
      'there internet gateway igw',
      'there address 203.0.113.7',
      'back network ACL in acl-public-a',
      'back NAT gateway nat',
      'back network ACL out acl-public-a',
      'back network ACL in acl-private-b',
      'back security group in sg-app',
    ],
  );
});

test('a path across zones is told', () => {
  const { gates } = reach(network(), 'app-b', OUTSIDE, 'tcp', 443);
  assert.match(gates.find(({ kind }) => kind === 'NAT gateway')!.reason, /across from b to a/);
});

const blackhole = (destination: string): Route => ({ destination, target: 'gone' });

test('the longest prefix wins; a static route beats a list, and both a propagated one', () => {
  const target = (...routes: Route[]) => {
    const { gates } = reach(withRoutes('private', routes), 'app', '52.216.1.1', 'tcp', 443);
    return gates
      .find(({ kind }) => kind === 'route table')!
      .reason.split(' ')
      .at(-1);
  };
  const propagated = { ...blackhole('52.216.0.0/15'), propagated: true };
  const [fixed, list, wide] = [
    { destination: '52.216.0.0/15', target: 'nat' },
    { destination: 'pl-s3', target: 'vpce' },
    { destination: '0.0.0.0/0', target: 'eigw' },
  ];
  assert.equal(target(wide, propagated, list, fixed), 'nat');
  assert.equal(target(wide, propagated, list), 'vpce');
  assert.equal(target(wide, { ...propagated, destination: '52.216.1.0/24' }, fixed), 'gone');
  assert.equal(target(wide), 'eigw');
});

test('no propagated route beats the local one; a static one that is more specific does', () => {
  const found = (propagated: boolean) =>
    reach(withRoutes('public', [{ ...blackhole('10.0.2.0/24'), propagated }]), 'web', 'app', 'tcp', 80)
      .verdict;
  assert.deepEqual([found(true), found(false)], ['open', 'dropped']);
});

test('an unknown id is an error that names it', () => {
  assert.throws(
    () => reach(withRoutes('public', [{ destination: 'pl-none', target: 'igw' }]), 'web', 'app', 'tcp', 80),
    /'pl-none'/,
  );
  assert.throws(() => reach(network(), 'nobody', 'web', 'tcp', 80), /'nobody'/);
  assert.throws(() => reach(network(), '__proto__', 'web', 'tcp', 80), RangeError);
});

test('a rule of a group can name a block of IPv4, or one of IPv6', () => {
  const inbound = [tcp(80, '203.0.113.0/24'), tcp(80, '2001:db8:ffff::/48')];
  const verdict = (from: string, to: string) =>
    reach(withGroup('sg-web', { inbound }), from, to, 'tcp', 80).verdict;
  assert.equal(verdict('203.0.113.7', '198.51.100.1'), 'open');
  assert.equal(verdict('203.0.112.7', '198.51.100.1'), 'dropped');
  assert.equal(verdict('2001:db8:ffff::1', '2001:db8:0:1::10'), 'open');
  assert.equal(verdict('2001:db8:eeee::1', '2001:db8:0:1::10'), 'dropped');
});

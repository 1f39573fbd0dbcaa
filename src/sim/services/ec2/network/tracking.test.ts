import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Packet } from './packet.ts';
import { type Flow, afterChange, idleTimeout, isTracked } from './tracking.ts';
import { type GroupRule, type Index, type Protocol, address, indexOf } from './world.ts';

/** The example of AWS's page: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html */
const SSH: GroupRule = { protocol: 'tcp', ports: [22, 22], peer: { cidr: '203.0.113.1/32' } };
const HTTP: GroupRule = { protocol: 'tcp', ports: [80, 80], peer: { cidr: '0.0.0.0/0' } };
const HTTP6: GroupRule = { protocol: 'tcp', ports: [80, 80], peer: { cidr: '::/0' } };
const ICMP: GroupRule = { protocol: 'icmp', peer: { cidr: '0.0.0.0/0' } };
const OUT: GroupRule = { protocol: 'all', peer: { cidr: '0.0.0.0/0' } };
const OUT6: GroupRule = { protocol: 'all', peer: { cidr: '::/0' } };
const INBOUND = [SSH, HTTP, HTTP6, ICMP];
const OUTBOUND = [OUT, OUT6];

function world(inbound: GroupRule[] = INBOUND, outbound: GroupRule[] = OUTBOUND): Index {
  return indexOf({
    vpcs: [{ id: 'vpc', cidrs: ['10.0.0.0/16'] }],
    subnets: [{ id: 's', vpc: 'vpc', cidrs: ['10.0.0.0/24'], zone: 'a', routeTable: 'r', networkAcl: 'n' }],
    routeTables: [{ id: 'r', routes: [] }],
    networkAcls: [{ id: 'n', entries: [] }],
    securityGroups: [{ id: 'sg', vpc: 'vpc', inbound, outbound }],
    interfaces: [
      {
        id: 'eni',
        subnet: 's',
        privateAddress: '10.0.0.10',
        ipv6Address: '2001:db8::10',
        securityGroups: ['sg'],
      },
    ],
  });
}

function flow(direction: 'in' | 'out', protocol: Protocol, port: number, other = '203.0.113.1'): Flow {
  const [here, there] = [address(other.includes(':') ? '2001:db8::10' : '10.0.0.10'), address(other)];
  const [source, destination] = direction === 'in' ? [there, here] : [here, there];
  const first: Packet = { protocol, source, destination, sourcePort: 50_000, destinationPort: port };
  return { first, direction };
}

const tracked = (index: Index, each: Flow) => isTracked(index, index.interface('eni'), each);

const rows: [label: string, index: Index, flow: Flow, tracked: boolean][] = [
  ['SSH from one address', world(), flow('in', 'tcp', 22), true],
  ['HTTP from all', world(), flow('in', 'tcp', 80), false],
  ['HTTP from all, by IPv6', world(), flow('in', 'tcp', 80, '2001:db8:1::1'), false],
  ['ICMP', world(), flow('in', 'icmp', 8), true],
  ['HTTP, no rule out for IPv4', world(INBOUND, [OUT6]), flow('in', 'tcp', 80), true],
  [
    'HTTP, no rule out for IPv4, by IPv6',
    world(INBOUND, [OUT6]),
    flow('in', 'tcp', 80, '2001:db8:1::1'),
    false,
  ],
  [
    'HTTP, no rule out for IPv6, by IPv6',
    world(INBOUND, [OUT]),
    flow('in', 'tcp', 80, '2001:db8:1::1'),
    true,
  ],
  [
    'HTTP, answers to some ports only',
    world(INBOUND, [{ ...OUT, protocol: 'tcp', ports: [1024, 65_535] }]),
    flow('in', 'tcp', 80),
    true,
  ],
  [
    'HTTP, answers to all TCP',
    world(INBOUND, [{ ...OUT, protocol: 'tcp', ports: [0, 65_535] }]),
    flow('in', 'tcp', 80),
    false,
  ],
  ['outward, and no rule that lets all in', world(), flow('out', 'tcp', 443), true],
  ['outward, all may come in', world([OUT]), flow('out', 'tcp', 443), false],
  ['UDP, open both ways', world([OUT]), flow('in', 'udp', 53), false],
  ['through a load balancer', world(), { ...flow('in', 'tcp', 80), through: 'Network Load Balancer' }, true],
  ['through NAT', world([OUT]), { ...flow('out', 'tcp', 443), through: 'NAT gateway' }, true],
];

for (const [label, index, each, expected] of rows) {
  test(`tracked or not: ${label}`, () => assert.equal(tracked(index, each), expected));
}

test('a tracked connection outlives its rule, an untracked one does not', () => {
  const without = (...gone: GroupRule[]) => world(INBOUND.filter((rule) => !gone.includes(rule)));
  assert.equal(afterChange(world(), without(SSH), 'eni', flow('in', 'tcp', 22)), 'goes on');
  assert.equal(afterChange(world(), without(HTTP), 'eni', flow('in', 'tcp', 80)), 'cut');
  assert.equal(afterChange(world(), without(HTTP6), 'eni', flow('in', 'tcp', 80)), 'goes on');
  assert.equal(afterChange(world(), without(HTTP6), 'eni', flow('in', 'tcp', 80, '2001:db8:1::1')), 'cut');
  assert.equal(
    afterChange(world(), without(HTTP), 'eni', {
      ...flow('in', 'tcp', 80),
      through: 'Network Load Balancer',
    }),
    'goes on',
  );
});

test('an untracked connection goes on while some rule allows it, tracked from now on if need be', () => {
  const narrow: GroupRule = { ...HTTP, peer: { cidr: '203.0.113.0/24' } };
  assert.equal(afterChange(world(), world([narrow]), 'eni', flow('in', 'tcp', 80)), 'goes on');
  assert.equal(afterChange(world(), world([narrow]), 'eni', flow('in', 'tcp', 80, '198.51.100.1')), 'cut');
  assert.equal(afterChange(world(), world(INBOUND, []), 'eni', flow('in', 'tcp', 80)), 'goes on');
});

test('idle connections are forgotten after AWS’s times', () => {
  assert.deepEqual(
    [idleTimeout('tcpEstablished'), idleTimeout('tcpEstablished', { nitroV6: true })],
    [432_000, 350],
  );
  assert.deepEqual([idleTimeout('udp'), idleTimeout('udpStream')], [30, 180]);
  assert.equal(idleTimeout('tcpEstablished', { nitroV6: true, configured: { tcpEstablished: 3600 } }), 3600);
  for (const bad of [59, 432_001, NaN]) {
    assert.throws(() => idleTimeout('tcpEstablished', { configured: { tcpEstablished: bad } }), RangeError);
  }
});

import assert from 'node:assert/strict';
import { test } from 'vitest';
import { seeded } from '../seeded.fixture.ts';
import { Fates } from './fate.ts';
import { flowKey, hash, type Packet } from './flow-key.ts';
import { FlowTable } from './flow-table.ts';
import { GatewayFlows } from './gateway-flows.ts';
import { GATEWAY_MTU, hops } from './geneve.ts';
import { NetworkFlows, PORTS_PER_TARGET } from './network-flows.ts';

const tcp = (sourcePort: number, changes: Partial<Packet> = {}): Packet => ({
  protocol: 'TCP',
  source: '198.51.100.1',
  sourcePort,
  destination: '10.0.0.5',
  destinationPort: 443,
  ...changes,
});
const syn = (port: number, changes: Partial<Packet> = {}) => tcp(port, { syn: true, ...changes });
const udp = (port: number) => tcp(port, { protocol: 'UDP' });
const back = ({ source, sourcePort, destination, destinationPort, ...rest }: Packet): Packet => ({
  ...rest,
  source: destination,
  sourcePort: destinationPort,
  destination: source,
  destinationPort: sourcePort,
});
const targets = ['t1', 't2', 't3', 't4'];

/** The target that a packet was sent to. */
const sent = (routed: object) => (routed as { sent?: string }).sent;

test('keys: tuples of 5, 3 and 2, and the source', () => {
  const packet = tcp(1000);
  assert.notEqual(flowKey(packet, 'flow', true), flowKey(tcp(1001), 'flow', true));
  assert.equal(
    flowKey(packet, 'source_ip_dest_ip_proto', true),
    flowKey(tcp(1001), 'source_ip_dest_ip_proto', true),
  );
  assert.notEqual(
    flowKey(packet, 'source_ip_dest_ip_proto', true),
    flowKey(udp(1000), 'source_ip_dest_ip_proto', true),
  );
  assert.equal(flowKey(packet, 'source_ip_dest_ip', true), flowKey(udp(7), 'source_ip_dest_ip', true));
  assert.equal(flowKey(packet, 'source_ip', false), '198.51.100.1');
  for (const stickiness of ['flow', 'source_ip_dest_ip_proto', 'source_ip_dest_ip'] as const)
    assert.equal(flowKey(packet, stickiness, true), flowKey(back(packet), stickiness, true));
});

test('the hash spreads flows evenly', () => {
  const counts = new Array<number>(10).fill(0);
  for (let port = 1024; port < 51_024; port++) counts[hash(flowKey(tcp(port), 'flow', false)) % 10]!++;
  // Chi-square with 9 degrees of freedom: 27.9 at 0.1 %.
  const chi = counts.reduce((sum, count) => sum + (count - 5000) ** 2 / 5000, 0);
  assert.ok(chi < 27.9, `${chi}`);
});

test('the table forgets what is idle, protocol by protocol, and counts by target', () => {
  const table = new FlowTable((protocol) => (protocol === 'TCP' ? 350 : 120));
  table.open('TCP', 'a', 't1', 0);
  table.open('UDP', 'b', 't1', 0);
  assert.ok(table.touch('TCP', 'a', 100));
  assert.deepEqual([table.size, table.of('t1')], [2, 2]);
  table.sweep(120);
  assert.deepEqual([table.size, table.touch('UDP', 'b', 120)], [1, undefined]);
  assert.ok(table.touch('TCP', 'a', 449));
  assert.equal(table.touch('TCP', 'a', 799), undefined);
  assert.deepEqual([table.size, table.of('t1')], [0, 0]);
});

test('network: a flow keeps its target while targets come and go; new targets get new flows', () => {
  const flows = new NetworkFlows();
  const first = sent(flows.packet(syn(1), targets, 0));
  for (let now = 1; now < 100; now++) assert.equal(sent(flows.packet(tcp(1), ['t9'], now)), first);
  assert.equal(sent(flows.packet(syn(2), ['t9'], 100)), 't9');
});

test('network: idle connections, unknown ones and UDP', () => {
  const flows = new NetworkFlows();
  flows.packet(syn(1), targets, 0);
  assert.ok(sent(flows.packet(tcp(1), targets, 349)));
  assert.deepEqual(flows.packet(tcp(1), targets, 349 + 350), { reset: 'unknown' });
  assert.deepEqual(flows.packet(tcp(5), targets, 0), { reset: 'unknown' });
  const first = flows.packet(udp(1), targets, 1000);
  assert.ok('opened' in first && first.opened);
  const later = flows.packet(udp(1), targets, 1119);
  assert.ok('opened' in later && !later.opened);
  const again = flows.packet(udp(1), targets, 1239);
  assert.ok('opened' in again && again.opened);
  const longer = new NetworkFlows({ tcpIdle: 6000 });
  longer.packet(syn(1), targets, 0);
  assert.ok(sent(longer.packet(tcp(1), targets, 5999)));
  longer.packet(tcp(1, { fin: true }), targets, 5999);
  assert.deepEqual(longer.packet(tcp(1), targets, 6000), { reset: 'unknown' });
});

test('network: a target turns unhealthy, by attribute', () => {
  const cases: [ConstructorParameters<typeof NetworkFlows>[0], boolean, number, boolean][] = [
    // settings, fails open, packet at, cut?
    [{}, false, 10, true],
    [{}, true, 10, false],
    [{ cutUnhealthy: false }, false, 300, false],
    [{ cutUnhealthy: false, unhealthyDraining: 60 }, false, 69, false],
    [{ cutUnhealthy: false, unhealthyDraining: 60 }, false, 70, true],
  ];
  for (const [settings, failsOpen, at, cut] of cases) {
    const flows = new NetworkFlows(settings);
    flows.packet(syn(1), ['t1'], 0);
    flows.unhealthy('t1', 10, failsOpen);
    assert.deepEqual(
      flows.packet(tcp(1), ['t2'], at),
      cut ? { reset: 'cut' } : { sent: 't1', opened: false },
    );
  }
  const recovers = new NetworkFlows({ cutUnhealthy: false, unhealthyDraining: 60 });
  recovers.packet(syn(1), ['t1'], 0);
  recovers.unhealthy('t1', 10, false);
  recovers.healthy('t1', 50);
  assert.equal(sent(recovers.packet(tcp(1), ['t1'], 100)), 't1');
  // Recovery does not bring back what was cut; new connections live.
  const back = new NetworkFlows();
  back.packet(syn(1), ['t1'], 0);
  back.unhealthy('t1', 10, false);
  back.healthy('t1', 20);
  assert.ok(sent(back.packet(syn(2), ['t1'], 20)));
  assert.deepEqual(back.packet(tcp(1), ['t1'], 30), { reset: 'cut' });
  assert.equal(sent(back.packet(tcp(2), ['t1'], 30)), 't1');
});

test('network: after the deregistration delay a connection lives on, unless it is to be cut', () => {
  for (const cutDeregistered of [false, true]) {
    const flows = new NetworkFlows({ cutDeregistered });
    flows.packet(syn(1), ['t1'], 0);
    flows.deregistered('t1', 300);
    assert.deepEqual(
      flows.packet(tcp(1), ['t2'], 301),
      cutDeregistered ? { reset: 'cut' } : { sent: 't1', opened: false },
    );
  }
});

test('network: source stickiness, loopback, ports, no target', () => {
  const sticky = new NetworkFlows({ sourceSticky: true });
  const chosen = new Set(Array.from({ length: 50 }, (_, port) => sent(sticky.packet(syn(port), targets, 0))));
  assert.equal(chosen.size, 1);
  const spread = new NetworkFlows();
  assert.equal(
    new Set(Array.from({ length: 50 }, (_, port) => sent(spread.packet(syn(port), targets, 0)))).size,
    4,
  );
  assert.deepEqual(spread.packet(syn(99, { source: 't1' }), ['t1'], 0), { failed: 'loopback' });
  assert.deepEqual(spread.packet(syn(98), [], 0), { reset: 'no target' });
  assert.deepEqual(spread.packet(udp(98), [], 0), { failed: 'no target' });
  const masked = new NetworkFlows({ preserveClientIp: false });
  for (let port = 0; port < PORTS_PER_TARGET; port++) masked.packet(syn(port), ['t1'], 0);
  assert.deepEqual(masked.packet(syn(60_000), ['t1'], 1), { failed: 'port allocation' });
  assert.ok(sent(masked.packet(syn(60_000), ['t1'], 400)));
});

test('gateway: both directions meet the same appliance', () => {
  for (const stickiness of ['flow', 'source_ip_dest_ip_proto', 'source_ip_dest_ip'] as const) {
    const flows = new GatewayFlows({ stickiness });
    for (let port = 0; port < 50; port++) {
      const appliance = sent(flows.packet(syn(port), targets, 0));
      assert.equal(sent(flows.packet(back(tcp(port)), targets, 1)), appliance);
    }
  }
});

test('gateway: what befalls flows when an appliance fails or has left', () => {
  type Settings = ConstructorParameters<typeof GatewayFlows>[0];
  const cases: [Settings, Packet['protocol'], object][] = [
    [{}, 'TCP', { sent: 't1', opened: false, moved: false }],
    [{ failover: 'rebalance' }, 'TCP', { sent: 't2', opened: false, moved: true }],
    [{ failover: 'rebalance' }, 'UDP', { sent: 't2', opened: false, moved: true }],
    [{ resetUnhealthy: true, resetDeregistered: true }, 'TCP', { reset: 'cut' }],
    [{ resetUnhealthy: true, resetDeregistered: true }, 'UDP', { sent: 't1', opened: false, moved: false }],
    // The reset is for 5-tuples alone.
    [
      { resetUnhealthy: true, resetDeregistered: true, stickiness: 'source_ip_dest_ip' },
      'TCP',
      { sent: 't1', opened: false, moved: false },
    ],
  ];
  for (const [settings, protocol, expected] of cases) {
    for (const happens of ['unhealthy', 'deregistered'] as const) {
      const flows = new GatewayFlows(settings);
      flows.packet(syn(1, { protocol }), ['t1'], 0);
      flows[happens]('t1', 10);
      assert.deepEqual(
        flows.packet(tcp(1, { protocol }), ['t2'], 11),
        expected,
        `${JSON.stringify(settings)} ${happens}`,
      );
      assert.equal(
        sent(flows.packet(syn(2, { protocol: 'UDP' }), ['t2'], 11)) === 't2',
        settings?.stickiness === undefined,
      );
    }
  }
});

test('gateway: after a reset the sender connects anew, to a healthy appliance', () => {
  const flows = new GatewayFlows({ resetUnhealthy: true });
  flows.packet(syn(1), ['t1'], 0);
  flows.unhealthy('t1', 10);
  assert.deepEqual(flows.packet(tcp(1), ['t2'], 11), { reset: 'cut' });
  assert.equal(sent(flows.packet(syn(1), ['t2'], 12)), 't2');
});

test('gateway: idle flows, and packets of a connection that is not known', () => {
  const flows = new GatewayFlows();
  flows.packet(syn(1), ['t1'], 0);
  const later = flows.packet(tcp(1), ['t2'], 350);
  assert.deepEqual(later, { sent: 't2', opened: true, moved: false });
  const strict = new GatewayFlows({ resetIdle: true });
  strict.packet(syn(1), ['t1'], 0);
  assert.deepEqual(strict.packet(tcp(1), ['t2'], 350), { reset: 'unknown' });
  assert.deepEqual(strict.packet(syn(1), [], 400), { dropped: 'no target' });
});

test('property: one target a flow for life, however targets change', () => {
  const random = seeded(11);
  for (let round = 0; round < 50; round++) {
    const network = new NetworkFlows({ cutUnhealthy: false });
    const gateway = new GatewayFlows();
    const of = new Map<string, string>();
    let eligible = targets;
    for (let now = 0; now < 300; now++) {
      if (random() < 0.2) eligible = targets.filter(() => random() < 0.6).concat('t0');
      if (random() < 0.1) {
        network.unhealthy('t1', now, false);
        network.deregistered('t2', now);
        gateway.unhealthy('t1', now);
        gateway.deregistered('t2', now);
      }
      const port = Math.floor(random() * 20);
      for (const [name, flows] of [
        ['n', network],
        ['g', gateway],
      ] as const) {
        const key = `${name}${port}`;
        const known = of.get(key);
        const packet = known === undefined ? syn(port) : tcp(port);
        const target = sent(flows.packet(packet, eligible, now))!;
        if (known === undefined) of.set(key, target);
        else assert.equal(target, known);
      }
    }
  }
});

test('a target that fails again and again leaves nothing behind but its last fate', () => {
  const fates = new Fates();
  for (let now = 0; now < 1000; now++) fates.decree('t1', now + 5, 'reset', now);
  assert.equal(fates.of('t1', 990, 999), 'reset');
  assert.equal(fates.of('t1', 1001, 1000), 'kept');
  assert.equal(fates.of('t1', 1001, 1001), 'reset');
  fates.pardon('t1', 999);
  assert.equal(fates.of('t1', 1000, 2000), 'kept');
  assert.equal(fates.of('t1', 999, 2000), 'reset');
  fates.decree('t1', 3000, 'rebalanced');
  assert.equal(fates.of('t1', 2000, 3000), 'rebalanced');
});

test('the hops of a packet through an appliance', () => {
  const path = {
    source: '203.0.113.9',
    destination: '10.0.1.10',
    entrance: 'internet gateway',
    endpoint: 'vpce-1',
    balancer: 'gwlb',
    appliance: 'fw-1',
  };
  const way = hops(path, 1500)!;
  assert.deepEqual(
    way.map(({ from, to, bytes }) => [from, to, bytes]),
    [
      ['internet gateway', 'vpce-1', 1500],
      ['vpce-1', 'gwlb', 1500],
      ['gwlb', 'fw-1', 1568],
      ['fw-1', 'gwlb', 1568],
      ['gwlb', 'vpce-1', 1500],
      ['vpce-1', '10.0.1.10', 1500],
    ],
  );
  for (const { by, source } of way) if (by !== 'GENEVE') assert.equal(source, '203.0.113.9');
  assert.equal(hops(path, 1500, false)?.at(-1)?.to, 'fw-1');
  assert.equal(hops(path, GATEWAY_MTU + 1), undefined);
});

import assert from 'node:assert/strict';
import { test } from 'vitest';
import { AwsError } from '../../../cloud/index.ts';
import { describe, type KeyValue, modify, print, valueOf } from './attributes.ts';
import type { Attribute, Subject } from './attribute.ts';
import { listenerAttributes } from './listener-attributes.ts';
import { loadBalancerAttributes } from './load-balancer-attributes.ts';
import { targetGroupAttributes } from './target-group-attributes.ts';

const alb: Subject = { balancer: 'application', protocol: 'HTTP' };
const lambda: Subject = { balancer: 'application', targetType: 'lambda' };
const nlb: Subject = { balancer: 'network', protocol: 'TCP' };
const udp: Subject = { balancer: 'network', protocol: 'UDP' };
const tls: Subject = { balancer: 'network', protocol: 'TLS', targetType: 'ip' };
const gwlb: Subject = { balancer: 'gateway', protocol: 'GENEVE' };

const none = new Map<string, string>();
const set = (text: string): KeyValue[] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((pair) => {
      const at = pair.indexOf('=');
      return { key: pair.slice(0, at), value: pair.slice(at + 1) };
    });

test('defaults depend on balancer, protocol and type of target', () => {
  const cases: [Subject, string, string | undefined][] = [
    [alb, 'stickiness.type', 'lb_cookie'],
    [nlb, 'stickiness.type', 'source_ip'],
    [gwlb, 'stickiness.type', 'source_ip_dest_ip_proto'],
    [nlb, 'preserve_client_ip.enabled', 'true'],
    [tls, 'preserve_client_ip.enabled', 'false'],
    [udp, 'deregistration_delay.connection_termination.enabled', 'true'],
    [nlb, 'deregistration_delay.connection_termination.enabled', 'false'],
    [udp, 'target_health_state.unhealthy.connection_termination.enabled', 'false'],
    [nlb, 'target_health_state.unhealthy.connection_termination.enabled', 'true'],
    [lambda, 'deregistration_delay.timeout_seconds', undefined],
    [alb, 'lambda.multi_value_headers.enabled', undefined],
    [lambda, 'lambda.multi_value_headers.enabled', 'false'],
    [gwlb, 'deregistration_delay.timeout_seconds', '300'],
    [gwlb, 'target_failover.on_unhealthy', 'no_rebalance'],
    [alb, 'target_group_health.dns_failover.minimum_healthy_targets.count', '1'],
    [gwlb, 'target_group_health.dns_failover.minimum_healthy_targets.count', undefined],
  ];
  for (const [subject, name, value] of cases)
    assert.equal(valueOf(targetGroupAttributes, subject, none, name), value, name);
});

test('describe lists what applies, with what was set', () => {
  const settings = modify(
    'Target group',
    targetGroupAttributes,
    alb,
    none,
    set('slow_start.duration_seconds=30'),
  );
  const described = describe(targetGroupAttributes, alb, settings);
  assert.equal(described.find(({ key }) => key === 'slow_start.duration_seconds')?.value, '30');
  assert.ok(!described.some(({ key }) => key.startsWith('target_failover')));
  assert.equal(described.length, 15);
});

test('a change is refused with the code of AWS, and changes nothing', () => {
  const tables: [string, readonly Attribute[]][] = [
    ['Target group', targetGroupAttributes],
    ['Load balancer', loadBalancerAttributes],
    ['Listener', listenerAttributes],
  ];
  const cases: [number, Subject, string, string][] = [
    [0, alb, 'nonsense=1', 'ValidationError'],
    [0, alb, '__proto__=1', 'ValidationError'],
    [0, alb, 'constructor=1', 'ValidationError'],
    [0, alb, 'stickiness.enabled=yes', 'ValidationError'],
    [0, alb, 'deregistration_delay.timeout_seconds=3601', 'ValidationError'],
    [0, alb, 'deregistration_delay.timeout_seconds=-1', 'ValidationError'],
    [0, alb, 'deregistration_delay.timeout_seconds=1e3', 'ValidationError'],
    [0, alb, 'slow_start.duration_seconds=29', 'ValidationError'],
    [0, alb, 'load_balancing.algorithm.type=random', 'ValidationError'],
    [0, alb, 'stickiness.enabled=true stickiness.enabled=true', 'ValidationError'],
    [0, alb, 'target_failover.on_unhealthy=rebalance', 'ValidationError'],
    [0, lambda, 'deregistration_delay.timeout_seconds=5', 'InvalidConfigurationRequest'],
    [0, lambda, 'load_balancing.cross_zone.enabled=false', 'InvalidConfigurationRequest'],
    [0, alb, 'stickiness.type=source_ip', 'InvalidConfigurationRequest'],
    [0, nlb, 'stickiness.type=lb_cookie', 'InvalidConfigurationRequest'],
    [0, nlb, 'stickiness.type=source_ip_dest_ip', 'ValidationError'],
    [0, gwlb, 'stickiness.type=source_ip', 'ValidationError'],
    [0, tls, 'stickiness.enabled=true', 'InvalidConfigurationRequest'],
    [0, alb, 'stickiness.enabled=true stickiness.type=app_cookie', 'InvalidConfigurationRequest'],
    [0, alb, 'stickiness.app_cookie.cookie_name=AWSALBTG', 'InvalidConfigurationRequest'],
    [
      0,
      alb,
      'stickiness.enabled=true load_balancing.cross_zone.enabled=false',
      'InvalidConfigurationRequest',
    ],
    [
      0,
      alb,
      'stickiness.enabled=true load_balancing.algorithm.type=weighted_random',
      'InvalidConfigurationRequest',
    ],
    [
      0,
      alb,
      'slow_start.duration_seconds=30 load_balancing.algorithm.type=weighted_random',
      'InvalidConfigurationRequest',
    ],
    [0, alb, 'load_balancing.algorithm.anomaly_mitigation=on', 'InvalidConfigurationRequest'],
    [0, udp, 'preserve_client_ip.enabled=false', 'InvalidConfigurationRequest'],
    [
      0,
      udp,
      'target_health_state.unhealthy.connection_termination.enabled=true',
      'InvalidConfigurationRequest',
    ],
    [0, nlb, 'target_health_state.unhealthy.draining_interval_seconds=60', 'InvalidConfigurationRequest'],
    [0, { ...nlb, targetType: 'alb' }, 'proxy_protocol_v2.enabled=true', 'InvalidConfigurationRequest'],
    [0, gwlb, 'target_failover.on_unhealthy=rebalance', 'InvalidConfigurationRequest'],
    [
      0,
      gwlb,
      'send_tcp_reset.on_unhealthy.enabled=true stickiness.enabled=true',
      'InvalidConfigurationRequest',
    ],
    [
      0,
      alb,
      'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count=2',
      'InvalidConfigurationRequest',
    ],
    [1, alb, 'load_balancing.cross_zone.enabled=false', 'InvalidConfigurationRequest'],
    [1, alb, 'idle_timeout.timeout_seconds=0', 'ValidationError'],
    [1, nlb, 'idle_timeout.timeout_seconds=60', 'InvalidConfigurationRequest'],
    [1, alb, 'access_logs.s3.enabled=true', 'InvalidConfigurationRequest'],
    [2, nlb, 'tcp.idle_timeout.seconds=59', 'ValidationError'],
    [2, alb, 'tcp.idle_timeout.seconds=60', 'ValidationError'],
  ];
  for (const [table, subject, change, code] of cases) {
    const [noun, rows] = tables[table]!;
    assert.throws(
      () => modify(noun, rows, subject, none, set(change)),
      (error) => error instanceof AwsError && error.code === code,
      change,
    );
  }
  assert.equal(none.size, 0);
});

test('what AWS says of a few', () => {
  const says = (subject: Subject, change: string, message: string) =>
    assert.throws(() => modify('Target group', targetGroupAttributes, subject, none, set(change)), {
      message,
    });
  says(alb, 'x=1', "Target group attribute key 'x' is not recognized");
  says(
    alb,
    'deregistration_delay.timeout_seconds=4000',
    "'deregistration_delay.timeout_seconds' value '4000' must be between '0-3600' inclusive",
  );
  says(
    nlb,
    'stickiness.type=lb_cookie',
    "Stickiness type 'lb_cookie' is not supported for target groups with the TCP protocol",
  );
});

test('good changes hold', () => {
  const cases: [Subject, string][] = [
    [alb, 'load_balancing.algorithm.type=weighted_random load_balancing.algorithm.anomaly_mitigation=on'],
    [alb, 'stickiness.enabled=true stickiness.type=app_cookie stickiness.app_cookie.cookie_name=session'],
    [alb, 'target_group_health.dns_failover.minimum_healthy_targets.count=off'],
    [alb, 'slow_start.duration_seconds=0'],
    [gwlb, 'target_failover.on_unhealthy=rebalance target_failover.on_deregistration=rebalance'],
    [gwlb, 'send_tcp_reset.on_unhealthy.enabled=true'],
    [
      nlb,
      'target_health_state.unhealthy.connection_termination.enabled=false target_health_state.unhealthy.draining_interval_seconds=360000',
    ],
  ];
  for (const [subject, change] of cases) {
    const settings = modify('Target group', targetGroupAttributes, subject, none, set(change));
    for (const { key, value } of set(change)) assert.equal(settings.get(key), value);
  }
});

test('every row prints, and every default is a value that may be set', () => {
  for (const table of [targetGroupAttributes, loadBalancerAttributes, listenerAttributes]) {
    assert.equal(new Set(table.map(({ name }) => name)).size, table.length);
    for (const [name, range, byDefault, on, source] of print(table)) {
      assert.ok(name && range && byDefault && on && source?.startsWith('https://docs.aws.amazon.com/'));
    }
    for (const attribute of table) {
      for (const balancer of attribute.on) {
        const subject: Subject = { balancer, targetType: attribute.targets?.[0] };
        const value = valueOf(table, subject, none, attribute.name)!;
        if (value !== '') modify('Listener', table, subject, none, [{ key: attribute.name, value }]);
      }
    }
  }
});

import { expect, test } from 'vitest';
import { arrivals, AwsError, Cloud, HttpClient, NotModelled, type HttpClientOptions } from '../../index.ts';
import type { Application } from '../ec2/index.ts';
import type { BalancerOptions } from './readers.ts';

/** A balanced tier in a cloud, healthy, and a client. */
async function tier(options: BalancerOptions & { count?: number; application?: Application; seed?: number; client?: HttpClientOptions } = {}) {
  const { count = 2, application = {}, seed = 1, client: of, ...given } = options;
  const cloud = new Cloud({ seed });
  const elb = cloud.elasticloadbalancingv2;
  const fleet = cloud.ec2.launch({ count, application: { serviceTime: 0.01, concurrency: 1000, ...application } });
  const web = elb.balancer('web', { targets: fleet, healthCheck: { interval: 10 }, ...given });
  await web.until('healthy');
  const client = new HttpClient(cloud, { readTimeout: 200, ...of });
  const [listener] = web.listeners.values();
  const status = async (request: object = {}) => {
    const outcome = await client.request({ host: web.dnsName, ...request });
    return outcome.kind === 'response' ? outcome.response.status : outcome.kind === 'error' ? outcome.error.failure : 'abort';
  };
  return { cloud, elb, fleet, web, group: web.targetGroup, listener: listener!, client, status };
} // prettier-ignore

const byPath = (slow: number): Application => ({
  demand: ({ path = '/' }) => (path === '/slow' ? slow : 0.01),
});

test('a target is in service after one passed check, and a balancer after its provisioning', async () => {
  const cloud = new Cloud();
  const fleet = cloud.ec2.launch({ count: 2, application: {} });
  const web = cloud.elasticloadbalancingv2.balancer('web', { targets: fleet });
  expect(web.describe().state).toEqual({ code: 'provisioning' });
  const seen = new HttpClient(cloud);
  const early = await seen.request({ host: web.dnsName });
  expect(early.kind === 'error' && early.error.failure).toBe('unknown host');
  expect(web.targetGroup.health()[0]!.targetHealth).toMatchObject({ state: 'initial' });
  await web.until('active');
  expect(cloud.now).toBe(120);
  await cloud.run(35);
  expect(web.targetGroup.health().map(({ targetHealth }) => targetHealth)).toEqual([{ state: 'healthy' }, { state: 'healthy' }]);
}); // prettier-ignore

test('requests end once each, and the counters add up', async () => {
  const { cloud, web, client, group, fleet } = await tier({ application: { serviceTime: 0.02 } });
  arrivals(cloud, { rate: 50, lasting: 60 }, () => client.request({ host: web.dnsName }));
  cloud.simulation.schedule(30, () => fleet[0]!.host!.crash());
  await cloud.run(120);
  const { outcomes } = client;
  expect(outcomes.responses).toBe(outcomes.calls);
  const totals = web.counters.totals;
  const sum = (pattern: RegExp) => [...totals].filter(([name]) => pattern.test(name)).reduce((a, [, n]) => a + n, 0);
  expect(sum(/^HTTPCode_(Target|ELB)_\dXX/)).toBe(outcomes.calls);
  expect([...web.answers.values()].reduce((a, b) => a + b)).toBe(outcomes.calls);
  expect(totals.get('RequestCount')).toBe(Object.values(group.sent).reduce((a, b) => a + b));
  // The one that died is found out by its checks, and the other one serves.
  expect(outcomes.statuses.get(502)).toBeGreaterThan(0);
  expect(await client.request({ host: web.dnsName })).toMatchObject({ response: { status: 200 } });
}); // prettier-ignore

test('every error has a code of its own', async () => {
  const { elb, fleet, group, status, web, cloud, client } = await tier({ application: byPath(100), attributes: { 'idle_timeout.timeout_seconds': 5 } }); // prettier-ignore
  expect(await status()).toBe(200);
  expect(await status({ path: '/slow' })).toBe(504);
  const hasty = new HttpClient(cloud, { readTimeout: 1 });
  await hasty.request({ host: web.dnsName, path: '/slow' });
  await cloud.run(1);
  expect(web.answers.get('460 client left before the idle timeout')).toBe(1);
  expect(await status({ method: 'TRACE' })).toBe(405);
  expect(await status({ headers: new Map([['x-forwarded-for', '1.1.1.1,'.repeat(30) + '1.1.1.1']]) })).toBe(
    463,
  );
  expect(await status({ headers: new Map([['x', 'y'.repeat(17_000)]]) })).toBe(400);
  expect(await status({ headers: new Map([['transfer-encoding', 'gzip']]) })).toBe(501);
  elb.modifyTargetGroupAttributes({ targetGroupArn: group.arn, attributes: [{ key: 'deregistration_delay.timeout_seconds', value: '2' }] }); // prettier-ignore
  const cut = client.request({ host: web.dnsName, path: '/slow' });
  await cloud.run(0.5);
  elb.deregisterTargets({ targetGroupArn: group.arn, targets: fleet.map(({ id }) => ({ id })) });
  expect(await status()).toBe(503);
  expect(await cut).toMatchObject({ response: { status: 502 } });
  expect(web.answers.get('502 deregistration delay ended under the request')).toBe(1);
  await cloud.run(5);
  expect(group.targets.size).toBe(0);
  expect(group.health([{ id: fleet[0]!.id }])[0]!.targetHealth).toMatchObject({
    reason: 'Target.NotRegistered',
  });
});

test('a target that closes kept connections sooner than the balancer gives a 502 where a request meets the close', async () => {
  const run = async (keepAlive: number) => {
    const { cloud, web, status, client } = await tier({ count: 1, application: { keepAlive, demand: () => 1e-6 }, client: { maxIdlePerHost: 0, dns: { rotate: false } } }); // prettier-ignore
    // Gaps around 20 s, each a fifth of a millisecond longer than the one before.
    for (let gap = 19.99; gap < 20.01; gap += 0.0002) {
      await status();
      await cloud.run(gap);
    }
    return [client.outcomes.statuses.get(502) ?? 0, web.answers];
  };
  expect((await run(65))[0]).toBe(0);
  const [seldom, answers] = await run(20);
  expect(seldom).toBeGreaterThan(0);
  expect([...(answers as Map<string, number>).keys()].some((why) => /^502 target closed a kept connection/.test(why))).toBe(true); // prettier-ignore
});

test('rules: the first that holds decides; redirect, fixed response, forward by weight', async () => {
  const { cloud, elb, listener, status, client, web, fleet } = await tier();
  const blue = web.targetGroup;
  const green = elb.group('green', { targets: fleet });
  const rule = (priority: number, values: string[], action: object) =>
    elb.createRule({ listenerArn: listener.arn, priority, conditions: [{ field: 'path-pattern', values }], actions: [action as never] }); // prettier-ignore
  rule(20, ['/a*'], { type: 'fixed-response', fixedResponseConfig: { statusCode: '410' } });
  rule(10, ['/ab'], { type: 'redirect', redirectConfig: { statusCode: 'HTTP_302', host: 'example.com' } });
  expect([await status({ path: '/ab' }), await status({ path: '/ac' }), await status({ path: '/A' })]).toEqual([302, 410, 200]); // prettier-ignore
  const answer = await client.request({ host: web.dnsName, path: '/ab?x=1' });
  expect(answer).toMatchObject({
    response: { headers: new Map([['location', 'http://example.com:80/ab?x=1']]) },
  });
  elb.modifyListener({
    listenerArn: listener.arn,
    defaultActions: [{ type: 'forward', forwardConfig: { targetGroups: [{ targetGroupArn: blue.arn, weight: 95 }, { targetGroupArn: green.arn, weight: 5 }] } }],
  }); // prettier-ignore
  await web.until('healthy');
  blue.resetShares();
  arrivals(cloud, { rate: 100, lasting: 100 }, () => client.request({ host: web.dnsName }));
  await cloud.run(110);
  const of = (group: typeof blue) => Object.values(group.sent).reduce((a, b) => a + b, 0);
  const share = of(green) / (of(green) + of(blue));
  // Within four standard deviations of 5 %.
  expect(Math.abs(share - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / 10_000));
});

test('cookies: a visitor keeps the target while it is healthy and the duration lasts', async () => {
  const options = {
    count: 4,
    group: { 'stickiness.enabled': true, 'stickiness.lb_cookie.duration_seconds': 60 },
  };
  const { cloud, client, web, group } = await tier(options);
  const first = await client.request({ host: web.dnsName });
  const cookies = new Map((first.kind === 'response' ? (first.response.setCookies ?? []) : []).map(({ name, value }) => [name, value])); // prettier-ignore
  expect([...cookies.keys()]).toEqual(['AWSALB', 'AWSALBCORS']);
  group.resetShares();
  for (let i = 0; i < 20; i++) await client.request({ host: web.dnsName, cookies });
  expect(Object.values(group.sent).filter((n) => n > 0)).toEqual([20]);
  await cloud.run(61);
  group.resetShares();
  for (let i = 0; i < 20; i++) await client.request({ host: web.dnsName, cookies });
  expect(Object.values(group.sent).filter((n) => n > 0).length).toBeGreaterThan(1);
});

test('two and eight targets: 10 % each with cross-zone load balancing, 25 % and 6.25 % without', async () => {
  const run = async (crossZone: boolean) => {
    const cloud = new Cloud({ seed: 5 });
    const elb = cloud.elasticloadbalancingv2;
    const { subnets } = elb.defaults();
    const application = { serviceTime: 0.001, concurrency: 1000 };
    const few = cloud.ec2.launch({ count: 2, subnetId: subnets[0]!, application });
    const many = cloud.ec2.launch({ count: 8, subnetId: subnets[1]!, application });
    const group = { 'load_balancing.cross_zone.enabled': crossZone };
    const web = elb.balancer('web', { targets: [...few, ...many], subnets: subnets.slice(0, 2), group });
    await web.until('healthy');
    // Each request asks DNS anew and takes the first address of a shuffled answer.
    const client = new HttpClient(cloud, { maxIdlePerHost: 0, dns: { keep: 'none' } });
    arrivals(cloud, { rate: 200, lasting: 50 }, () => client.request({ host: web.dnsName }));
    await cloud.run(60);
    const { shares } = web.targetGroup;
    const of = (all: typeof few) => all.reduce((sum, { id }) => sum + shares[id]!, 0) / all.length;
    return [of(few), of(many)];
  };
  const [few, many] = await run(true);
  expect(few).toBeCloseTo(0.1, 2);
  expect(many).toBeCloseTo(0.1, 2);
  const [alone, crowd] = await run(false);
  expect(Math.abs(alone! - 0.25)).toBeLessThan(0.012);
  expect(Math.abs(crowd! - 0.0625)).toBeLessThan(0.003);
});

test('no request goes to a target that a node finds unhealthy; where all are so, all get some', async () => {
  const { cloud, fleet, client, web, group } = await tier({ application: { serviceTime: 0.001 } });
  fleet[0]!.host!.failFast();
  await cloud.run(40);
  expect(group.health()[0]!.targetHealth).toEqual({ state: 'unhealthy', reason: 'Target.ResponseCodeMismatch', description: 'Health checks failed with these codes: [500]' }); // prettier-ignore
  group.resetShares();
  for (let i = 0; i < 50; i++) await client.request({ host: web.dnsName });
  expect(Object.values(group.sent)).toEqual([0, 50]);
  fleet[1]!.host!.failFast();
  await cloud.run(40);
  group.resetShares();
  for (let i = 0; i < 50; i++) await client.request({ host: web.dnsName });
  expect(Object.values(group.sent).every((n) => n > 0)).toBe(true);
});

test('draining: no new requests, those under way may end, and the state is shown until the delay is over', async () => {
  const { cloud, elb, fleet, group, client, web } = await tier({ application: byPath(20) });
  const slow = [client.request({ host: web.dnsName, path: '/slow' }), client.request({ host: web.dnsName, path: '/slow' })]; // prettier-ignore
  await cloud.run(1);
  elb.deregisterTargets({ targetGroupArn: group.arn, targets: [{ id: fleet[0]!.id }] });
  expect(group.health()[0]!.targetHealth!.state).toBe('draining');
  for (const one of slow) expect(await one).toMatchObject({ response: { status: 200 } });
  group.resetShares();
  for (let i = 0; i < 10; i++) await client.request({ host: web.dnsName });
  expect(group.sent[fleet[0]!.id]).toBe(0);
  await cloud.run(200);
  expect(group.health()[0]!.targetHealth!.state).toBe('draining');
  await cloud.run(100);
  expect(group.health()).toHaveLength(1);
});

test('security groups decide: a target lets its balancer in, and nobody else', async () => {
  const cloud = new Cloud();
  const { ec2 } = cloud;
  const { vpcId } = cloud.elasticloadbalancingv2.defaults();
  const groupOf = (groupName: string) => ec2.createSecurityGroup({ groupName, description: groupName, vpcId }).groupId!; // prettier-ignore
  const [front, back] = [groupOf('front'), groupOf('back')];
  ec2.authorizeSecurityGroupIngress({ groupId: front, ipPermissions: [{ ipProtocol: 'tcp', fromPort: 80, toPort: 80, ipRanges: [{ cidrIp: '0.0.0.0/0' }] }] }); // prettier-ignore
  const fleet = ec2.launch({ count: 1, securityGroupIds: [back], application: {} });
  const web = cloud.elasticloadbalancingv2.balancer('web', { targets: fleet, securityGroups: [front] });
  await cloud.run(300);
  expect(web.targetGroup.health()[0]!.targetHealth).toEqual({ state: 'unhealthy', reason: 'Target.Timeout', description: 'Request timed out' }); // prettier-ignore
  ec2.authorizeSecurityGroupIngress({ groupId: back, ipPermissions: [{ ipProtocol: 'tcp', fromPort: 80, toPort: 80, userIdGroupPairs: [{ groupId: front }] }] }); // prettier-ignore
  await cloud.run(200);
  expect(web.targetGroup.health()[0]!.targetHealth).toEqual({ state: 'healthy' });
  const abroad = new HttpClient(cloud, { place: '198.51.100.7', connectTimeout: 2 });
  expect(await abroad.request({ host: web.dnsName })).toMatchObject({ response: { status: 200 } });
  expect(await abroad.request({ host: `${fleet[0]!.publicAddress}:80` })).toMatchObject({ kind: 'error' });
});

test('a flow of a Network Load Balancer keeps its target for life, and is reset when it has idled or its target is ill', async () => {
  const { cloud, group, client, web } = await tier({ type: 'network', count: 4, application: { keepAlive: 10_000, serviceTime: 0.001 }, client: { idleTimeout: 10_000 } }); // prettier-ignore
  await client.request({ host: web.dnsName });
  for (let i = 0; i < 20; i++) await client.request({ host: web.dnsName });
  expect(Object.values(group.sent).reduce((a, b) => a + b)).toBe(1);
  await cloud.run(349);
  expect(await client.request({ host: web.dnsName })).toMatchObject({ kind: 'response' });
  await cloud.run(351);
  const late = await client.request({ host: web.dnsName });
  expect(late).toMatchObject({ kind: 'error', error: { failure: 'reset' } });
  expect(web.counters.totals.get('TCP_ELB_Reset_Count')).toBe(1);
  await client.request({ host: web.dnsName });
  expect(client.pool.idle(web.dnsName)).toBe(1);
  const held = group.nodes.flatMap((node) => node.all).find(({ underWay }) => underWay.size > 0)!;
  cloud.ec2.instance(held.target.id).host!.crash();
  await cloud.run(60);
  expect(held.underWay.size).toBe(0);
  expect(client.pool.idle(web.dnsName)).toBe(0);
});

test('a flow of UDP keeps its target until it has been silent for 120 s, and no connection is taken at its port', async () => {
  const { cloud, group, client, web, elb, fleet } = await tier({ type: 'network', protocol: 'UDP', count: 2, zones: 6, attributes: { 'load_balancing.cross_zone.enabled': true }, client: { connectTimeout: 1 } }); // prettier-ignore
  const all = () => Array.from({ length: 40 }, (_, i) => web.datagram('203.0.113.9', 50_000 + i));
  const first = all();
  expect(new Set(first)).toEqual(new Set(fleet.map(({ id }) => id)));
  const more = cloud.ec2.launch({ count: 2, application: {} });
  elb.registerTargets({ targetGroupArn: group.arn, targets: more.map(({ id }) => ({ id })) });
  await cloud.run(100);
  expect(all()).toEqual(first);
  await cloud.run(119);
  expect(all()).toEqual(first);
  expect(group.count('healthy')).toBe(4);
  await cloud.run(121);
  expect(new Set(all()).size).toBe(4);
  expect(web.counters.totals.get('NewFlowCount')).toBe(80);
  expect(await client.request({ host: web.dnsName })).toMatchObject({ kind: 'error', error: { failure: 'connect timeout' } }); // prettier-ignore
});

test('QUIC is passed on by name only', async () => {
  const { elb, web, group } = await tier({ type: 'network', count: 1 });
  const forward = { type: 'forward' as const, targetGroupArn: group.arn };
  elb.createListener({ loadBalancerArn: web.arn, protocol: 'QUIC', port: 443, defaultActions: [forward] });
  expect(() => web.datagram('203.0.113.9', 50_000, 443)).toThrow(NotModelled);
  expect(web.datagram('203.0.113.9', 50_000, 444)).toBeUndefined();
});

test('a Gateway Load Balancer: both ways of a flow meet one appliance, which keeps it even when it has died', async () => {
  const cloud = new Cloud({ seed: 3 });
  const { vpcId } = cloud.elasticloadbalancingv2.defaults();
  const groupId = cloud.ec2.createSecurityGroup({ groupName: 'appliances', description: 'open', vpcId }).groupId!;
  cloud.ec2.authorizeSecurityGroupIngress({ groupId, ipPermissions: [{ ipProtocol: '-1', ipRanges: [{ cidrIp: '172.31.0.0/16' }] }] });
  const fleet = cloud.ec2.launch({ count: 3, securityGroupIds: [groupId], application: {} });
  const wall = cloud.elasticloadbalancingv2.balancer('wall', { type: 'gateway', targets: fleet, healthCheck: { interval: 10 } });
  await wall.until('healthy');
  const there = { protocol: 'TCP' as const, source: '203.0.113.5', sourcePort: 50_000, destination: '10.0.0.9', destinationPort: 443 };
  const back = { ...there, source: '10.0.0.9', sourcePort: 443, destination: '203.0.113.5', destinationPort: 50_000 };
  const first = wall.appliances!.inspect({ ...there, syn: true });
  expect(first.delivered).toBe(true);
  expect(first.hops.map(({ to }) => to)).toHaveLength(6);
  expect(wall.appliances!.inspect(back).appliance).toBe(first.appliance);
  cloud.ec2.instance(first.appliance!).host!.crash();
  await cloud.run(60);
  expect(wall.appliances!.inspect(there)).toMatchObject({ appliance: first.appliance, delivered: false });
  const fresh = wall.appliances!.inspect({ ...there, sourcePort: 50_001, syn: true });
  expect(fresh.delivered).toBe(true);
}); // prettier-ignore

test('metrics: gaps without traffic, and request count per target with and without it', async () => {
  const { cloud, web, client, group } = await tier();
  const points = cloud.record(web.metric('RequestCount'));
  const each = cloud.record(group.metric('RequestCountPerTarget'));
  const hosts = cloud.record(group.metric('HealthyHostCount'));
  await cloud.run(120);
  arrivals(cloud, { rate: 10, lasting: 60 }, () => client.request({ host: web.dnsName }));
  await cloud.run(240);
  expect(points.length).toBeLessThanOrEqual(2);
  const sum = (all: typeof points) => all.reduce((total, [, n]) => total + n, 0);
  expect(sum(each)).toBeCloseTo(sum(points) / 2);
  expect(each.some(([, n]) => n === 0)).toBe(true);
  expect(hosts.at(-1)![1]).toBe(2);
});

test('a balancer is billed by the hour, and by its largest dimension', async () => {
  const { cloud, web, client } = await tier();
  arrivals(cloud, { rate: 10, lasting: 3500 }, () => client.request({ host: web.dnsName }));
  await cloud.run(2 * 3600);
  const lines = cloud.meter.bill().filter(({ service }) => service === 'Elastic Load Balancing');
  expect(lines.map(({ item }) => item)).toEqual(['Application Load Balancers', 'LCUs of Application Load Balancers']);
  expect(lines[0]!.usd).toBeCloseTo(0.0225 * (cloud.now / 3600), 5);
  // 35,000 requests of 2,500 bytes: 0.0875 GB, which is more than the connections make.
  expect(lines[1]!.quantity).toBeCloseTo(0.0875, 2);
}); // prettier-ignore

test('what AWS refuses is refused', async () => {
  const { elb, web, group, listener, fleet } = await tier();
  const code = (call: () => unknown) => {
    try {
      call();
    } catch (error) {
      if (error instanceof AwsError) return error.code;
      throw error;
    }
    return 'nothing';
  };
  const { vpcId, subnets } = elb.defaults();
  const rule = (priority: number) => elb.createRule({ listenerArn: listener.arn, priority, conditions: [{ field: 'path-pattern', values: ['/'] }], actions: [{ type: 'forward', targetGroupArn: group.arn }] }); // prettier-ignore
  const cases: [() => unknown, string][] = [
    [() => elb.createLoadBalancer({ name: 'one-zone', subnets: [subnets[0]!] }), 'ValidationError'],
    [() => elb.createLoadBalancer({ name: 'a'.repeat(33), subnets }), 'ValidationError'],
    [() => elb.createLoadBalancer({ name: 'fixed', subnetMappings: subnets.map((subnetId) => ({ subnetId, allocationId: 'eipalloc-1' })) }), 'InvalidConfigurationRequest'],
    [() => elb.createLoadBalancer({ name: 'x', subnets: ['subnet-1', 'subnet-2'] }), 'SubnetNotFound'],
    [() => elb.createLoadBalancer({ name: 'web', subnets, scheme: 'internal' }), 'DuplicateLoadBalancerName'],
    [() => elb.createLoadBalancer({ name: 'web', subnets }), 'nothing'],
    [() => elb.createTargetGroup({ name: 'web', protocol: 'HTTP', port: 81, vpcId }), 'DuplicateTargetGroupName'],
    [() => elb.createTargetGroup({ name: 'y', protocol: 'HTTP', port: 80, vpcId, healthCheckTimeoutSeconds: 40 }), 'ValidationError'],
    [() => elb.createTargetGroup({ name: 'y', protocol: 'TCP', port: 80 }), 'ValidationError'],
    [() => elb.deleteTargetGroup({ targetGroupArn: group.arn }), 'ResourceInUse'],
    [() => elb.createListener({ loadBalancerArn: web.arn, protocol: 'HTTP', port: 80, defaultActions: listener.defaultActions as never }), 'DuplicateListener'],
    [() => elb.createListener({ loadBalancerArn: web.arn, protocol: 'TCP', port: 81, defaultActions: listener.defaultActions as never }), 'ValidationError'],
    [() => elb.createListener({ loadBalancerArn: web.arn, protocol: 'HTTPS', port: 443, defaultActions: listener.defaultActions as never }), 'ValidationError'],
    [() => rule(1), 'nothing'],
    [() => rule(1), 'PriorityInUse'],
    [() => rule(0), 'ValidationError'],
    [() => elb.deleteRule({ ruleArn: listener.defaultRuleArn }), 'OperationNotPermitted'],
    [() => elb.registerTargets({ targetGroupArn: group.arn, targets: [{ id: 'i-0123456789abcdef0' }] }), 'InvalidTarget'],
    [() => elb.registerTargets({ targetGroupArn: group.arn, targets: [{ id: fleet[0]!.id, port: 70_000 }] }), 'ValidationError'],
    [() => elb.registerTargets({ targetGroupArn: elb.group('addresses', { targetType: 'ip' }).arn, targets: [{ id: '203.0.113.7' }] }), 'ValidationError'],
    [() => elb.registerTargets({ targetGroupArn: elb.findGroup('addresses').arn, targets: [{ id: '192.168.7.7', availabilityZone: 'all' }] }), 'nothing'],
    [() => elb.describeTargetHealth({ targetGroupArn: 'arn:aws:none' }), 'TargetGroupNotFound'],
    [() => elb.describeLoadBalancers({ names: ['none'] }), 'LoadBalancerNotFound'],
    [() => elb.setSubnets({ loadBalancerArn: web.arn, subnets: [subnets[0]!] }), 'ValidationError'],
    [() => elb.modifyLoadBalancerAttributes({ loadBalancerArn: web.arn, attributes: [{ key: 'deletion_protection.enabled', value: 'true' }] }), 'nothing'],
    [() => elb.deleteLoadBalancer({ loadBalancerArn: web.arn }), 'OperationNotPermitted'],
  ]; // prettier-ignore
  for (const [call, expected] of cases)
    expect([code(call), call.toString()]).toEqual([expected, call.toString()]);
});

test('the same seed gives the same history', async () => {
  const run = async () => {
    const { cloud, client, web } = await tier({ seed: 9 });
    arrivals(cloud, { rate: 20, lasting: 20 }, () => client.request({ host: web.dnsName }));
    await cloud.run(30);
    return JSON.stringify([web.targetGroup.sent, client.outcomes.latency.mean, web.dnsName]);
  };
  expect(await run()).toBe(await run());
});

import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';
import { checkerPlace } from './index.ts';

/** A failover pair in two Regions, and who asks for it. */
async function pair() {
  const cloud = new Cloud();
  const { route53 } = cloud;
  const addresses = [
    ['192.0.2.1', 'eu-west-1'],
    ['192.0.2.2', 'eu-central-1'],
  ] as const;
  for (const [address, place] of addresses)
    route53.endpoints.listen(`${address}:80`, () => ({ status: 200 }), { place });
  const zone = route53.zone('example.com');
  const check = route53.healthCheck({ ipAddress: '192.0.2.1' });
  const primary = {
    name: 'www',
    ttl: 30,
    setIdentifier: 'a',
    failover: 'PRIMARY',
    healthCheckId: check.id,
  } as const;
  void zone.upsert({ ...primary, values: '192.0.2.1' });
  await zone.upsert({ name: 'www', ttl: 30, setIdentifier: 'b', failover: 'SECONDARY', values: '192.0.2.2' });
  await cloud.run(60);
  const ask = () => route53.resolver().ask('www.example.com').values[0];
  return { cloud, zone, check, ask };
}

test('a Region dies: the answer is the other one, and the first again when it is back', async () => {
  const { cloud, ask } = await pair();
  expect(ask()).toBe('192.0.2.1');
  const id = cloud.faults.raise({ kind: 'down', place: 'eu-west-1' });
  await cloud.run(120);
  expect(ask()).toBe('192.0.2.2');
  cloud.faults.restore(id);
  await cloud.run(120);
  expect(ask()).toBe('192.0.2.1');
});

test('the control plane dies: nothing can be changed, but failover goes on', async () => {
  const { cloud, zone, ask } = await pair();
  cloud.faults.raise({ kind: 'control-plane', region: 'us-east-1', service: 'route53' });
  expect(() => zone.upsert({ name: 'new', values: '192.0.2.9' })).toThrow(
    expect.objectContaining({ name: 'ServiceUnavailable', $metadata: expect.anything() as object }),
  );
  expect(() => cloud.region('eu-west-1').route53.listHostedZones()).toThrow(
    'Service is unable to handle request.',
  );
  cloud.faults.raise({ kind: 'down', place: 'eu-west-1' });
  await cloud.run(120);
  expect(ask()).toBe('192.0.2.2');
});

test('us-east-1 dies, and with it the control plane and two checkers of sixteen', async () => {
  const { cloud, check, ask } = await pair();
  cloud.faults.raise({ kind: 'down', place: 'us-east-1' });
  await cloud.run(200);
  expect(check.healthyCheckers).toBe(14);
  expect(ask()).toBe('192.0.2.1');
  expect(() => cloud.route53.getHostedZoneCount()).toThrow();
});

test('a partition that hides an endpoint from half of the checkers is none of its faults', async () => {
  const { cloud, check } = await pair();
  for (const region of ['us-east-1', 'us-west-1', 'us-west-2', 'sa-east-1'])
    cloud.faults.raise({ kind: 'link', from: checkerPlace(region), to: 'eu-west-1', cut: true });
  await cloud.run(200);
  expect([check.healthyCheckers, check.isHealthy]).toEqual([8, true]);
  for (const region of ['ap-southeast-1', 'ap-southeast-2', 'ap-northeast-1'])
    cloud.faults.raise({ kind: 'link', from: checkerPlace(region), to: 'eu-west-1', cut: true });
  await cloud.run(200);
  // 2 of 16 are 12.5 %.
  expect([check.healthyCheckers, check.isHealthy]).toEqual([2, false]);
});

test('the name servers themselves cannot be reached: caches are all that is left', async () => {
  const { cloud } = await pair();
  const resolver = cloud.route53.resolver({ cache: { staleFor: 3600 } });
  resolver.ask('www.example.com');
  cloud.faults.raise({ kind: 'isolated', place: 'route53' });
  expect(resolver.ask('www.example.com').from).toBe('cache');
  await cloud.run(60);
  expect(resolver.ask('www.example.com')).toMatchObject({ from: 'stale', values: ['192.0.2.1'] });
  expect(cloud.route53.resolver().ask('www.example.com').from).toBe('nowhere');
});

/** A failover pair of an Application Load Balancer in us-east-1, as healthy as that is, and an address elsewhere. */
async function balanced() {
  const cloud = new Cloud();
  const { route53, ec2, elasticloadbalancingv2 } = cloud;
  ec2.application({ serviceTime: 0.02 });
  const { subnets } = elasticloadbalancingv2.defaults();
  const web = elasticloadbalancingv2.balancer('web', { zones: 2, healthCheck: { interval: 10 } });
  await web.until('active');
  const zone = route53.zone('example.com');
  void zone.upsert({ name: 'www', alias: web.dnsName, setIdentifier: 'a', failover: 'PRIMARY', evaluateTargetHealth: true }); // prettier-ignore
  void zone.upsert({ name: 'www', setIdentifier: 'b', failover: 'SECONDARY', values: '192.0.2.2' });
  await cloud.run(120);
  const ask = () => (route53.resolver().ask('www.example.com').values.includes('192.0.2.2') ? 'elsewhere' : 'balancer'); // prettier-ignore
  const servers = subnets
    .slice(0, 2)
    .flatMap((subnetId) => ec2.launch({ instanceType: 't3.micro', subnetId }));
  const targetGroupArn = web.targetGroup.arn;
  const targets = servers.map(({ id }) => ({ id }));
  return {
    cloud,
    ask,
    servers,
    register: () => elasticloadbalancingv2.registerTargets({ targetGroupArn, targets }),
  };
}

test('a real balancer with its targets: without any, with sick ones and with well ones', async () => {
  const { cloud, ask, servers, register } = await balanced();
  expect(ask()).toBe('elsewhere');
  await cloud.run(300);
  await register();
  await cloud.run(120);
  expect(ask()).toBe('balancer');
  servers[0]!.host!.hang();
  await cloud.run(120);
  expect(ask()).toBe('balancer');
  servers[1]!.host!.hang();
  await cloud.run(120);
  expect(ask()).toBe('elsewhere');
});

test('the Region of a balancer dies, and its alias leads to the other one, until it is back', async () => {
  const { cloud, ask, register } = await balanced();
  await cloud.run(300);
  await register();
  await cloud.run(120);
  expect(ask()).toBe('balancer');
  const id = cloud.faults.raise({ kind: 'isolated', place: 'us-east-1' });
  await cloud.run(120);
  expect(ask()).toBe('elsewhere');
  cloud.faults.restore(id);
  await cloud.run(300);
  expect(ask()).toBe('balancer');
});

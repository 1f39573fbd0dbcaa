import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';
import { PINNED } from './index.ts';

test('from a name to an address: the root, the top-level domain, the zone; then the cache', async () => {
  const cloud = new Cloud();
  const zone = cloud.route53.zone('example.com');
  await zone.upsert({ name: 'www', ttl: 60, values: '192.0.2.1' });
  const resolver = cloud.route53.resolver({ at: 'FRA' });
  const first = resolver.ask('www.example.com');
  expect(first.values).toEqual(['192.0.2.1']);
  expect(first.steps.map(({ server }) => server)).toEqual(['.', 'com.', zone.nameServers[0]]);
  expect(resolver.ask('WWW.example.com.')).toMatchObject({ from: 'cache', seconds: 0 });
});

test('a health check finds that its endpoint is gone, and failover answers with the other', async () => {
  const cloud = new Cloud();
  const { route53, faults } = cloud;
  route53.endpoints.listen('192.0.2.1:80', () => ({ status: 200 }), { place: 'us-east-1' });
  route53.endpoints.listen('192.0.2.2:80', () => ({ status: 200 }), { place: 'eu-west-1' });
  const check = route53.healthCheck({ ipAddress: '192.0.2.1' });
  const zone = route53.zone('example.com');
  void zone.upsert({
    name: 'www',
    values: '192.0.2.1',
    setIdentifier: 'a',
    failover: 'PRIMARY',
    healthCheckId: check.id,
  });
  await zone.upsert({ name: 'www', values: '192.0.2.2', setIdentifier: 'b', failover: 'SECONDARY' });
  await cloud.run(300);
  const ask = () => route53.resolver().ask('www.example.com').values[0];
  expect(check.healthyCheckers).toBe(16);
  expect(ask()).toBe('192.0.2.1');
  faults.raise({ kind: 'down', place: 'us-east-1' });
  await cloud.run(200);
  expect(check.isHealthy).toBe(false);
  expect(ask()).toBe('192.0.2.2');
});

test('a check that is disabled sends no requests; enabled again, it does (API_HealthCheckConfig)', async () => {
  const cloud = new Cloud();
  const { route53 } = cloud;
  let requests = 0;
  route53.endpoints.listen('192.0.2.1:80', () => ({ status: requests++ < 0 ? 500 : 200 }));
  const { id } = route53.healthCheck({ ipAddress: '192.0.2.1', disabled: true });
  await cloud.run(300);
  expect(requests).toBe(0);
  route53.updateHealthCheck({ healthCheckId: id, disabled: false });
  await cloud.run(300);
  expect(requests).toBeGreaterThan(100);
});

test('a private zone hides the public one from its VPC, names that it lacks included; both attributes have to be set', async () => {
  const cloud = new Cloud();
  const { route53, ec2 } = cloud;
  route53.model.propagation = 0;
  const vpc = ec2.describeVpcs({}).vpcs![0]!.vpcId!;
  void route53.zone('example.com').upsert({ name: 'www', values: '192.0.2.1' });
  const inner = route53.zone('example.com', { vpcs: [vpc] });
  void inner.upsert({ name: 'db', values: '10.0.0.5' });
  const resolver = route53.resolver({ vpc });
  expect(resolver.ask('db.example.com').values).toEqual(['10.0.0.5']);
  expect(resolver.ask('www.example.com').code).toBe('NXDOMAIN');
  expect(route53.resolver().ask('db.example.com').code).toBe('NXDOMAIN');
  ec2.modifyVpcAttribute({ vpcId: vpc, enableDnsHostnames: { value: false } });
  resolver.flush();
  expect(resolver.ask('db.example.com').code).toBe('NXDOMAIN');
  expect(resolver.ask('www.example.com').values).toEqual(['192.0.2.1']);
});

test('another account’s VPC has to be authorized, and then needs no peering', () => {
  const cloud = new Cloud();
  const other = cloud.inAccount('210987654321');
  cloud.route53.model.propagation = 0;
  const [mine, theirs] = [cloud, other].map(({ ec2 }) => ec2.describeVpcs({}).vpcs![0]!.vpcId!);
  const zone = cloud.route53.zone('shared.internal', { vpcs: [mine!] });
  void zone.upsert({ name: 'log', values: '10.0.0.7' });
  const vpc = { vpcRegion: 'us-east-1' as const, vpcId: theirs! };
  const associate = () => other.route53.associateVPCWithHostedZone({ hostedZoneId: zone.id, vpc });
  expect(associate).toThrow(expect.objectContaining({ name: 'NotAuthorizedException' }));
  cloud.route53.createVPCAssociationAuthorization({ hostedZoneId: zone.id, vpc });
  associate();
  expect(other.route53.resolver({ vpc: theirs! }).ask('log.shared.internal').values).toEqual(['10.0.0.7']);
});

test('a registrar’s name servers decide which zone answers; resolvers keep the old ones for two days', async () => {
  const cloud = new Cloud();
  const { route53 } = cloud;
  const [old, young] = ['192.0.2.1', '192.0.2.2'].map((values) => {
    const zone = route53.zone('example.com');
    void zone.upsert({ name: 'www', ttl: 60, values });
    return zone;
  });
  await cloud.run(60);
  const resolver = route53.resolver();
  const ask = () => resolver.ask('www.example.com').values[0];
  expect(ask()).toBe('192.0.2.1');
  expect(old!.nameServers).not.toEqual(young!.nameServers);
  route53.delegate('example.com', young!.nameServers);
  await cloud.run(86_400);
  expect([ask(), route53.resolver().ask('www.example.com').values[0]]).toEqual(['192.0.2.1', '192.0.2.2']);
  await cloud.run(86_400);
  expect(ask()).toBe('192.0.2.2');
});

test('a zone below another one is found only where the upper one names its servers', () => {
  const { route53 } = new Cloud();
  route53.model.propagation = 0;
  const upper = route53.zone('example.com');
  const lower = route53.zone('dev.example.com');
  void lower.upsert({ name: 'www', values: '192.0.2.1' });
  const ask = () => route53.resolver().ask('www.dev.example.com');
  expect(ask().code).toBe('NXDOMAIN');
  void upper.upsert({ name: 'dev', type: 'NS', values: lower.nameServers });
  expect(ask().values).toEqual(['192.0.2.1']);
});

test('a check of an alarm follows the metric, whatever state somebody sets', async () => {
  const cloud = new Cloud();
  const { cloudwatch, route53 } = cloud;
  const put = (value: number) =>
    void cloudwatch.putMetricData({ namespace: 'Shop', metricData: [{ metricName: 'Errors', value }] });
  cloudwatch.putMetricAlarm({
    ...{ alarmName: 'errors', namespace: 'Shop', metricName: 'Errors', statistic: 'Sum', period: 60 },
    ...{ evaluationPeriods: 1, threshold: 5, comparisonOperator: 'GreaterThanThreshold' },
  });
  const check = route53.healthCheck({
    type: 'CLOUDWATCH_METRIC',
    alarmIdentifier: { region: 'us-east-1', name: 'errors' },
    insufficientDataHealthStatus: 'LastKnownStatus',
  });
  put(1);
  await cloud.run(130);
  cloudwatch.setAlarmState({ alarmName: 'errors', stateValue: 'ALARM', stateReason: 'a drill' });
  await cloud.run(5);
  expect(check.isHealthy).toBe(true);
  put(9);
  await cloud.run(120);
  expect(check.isHealthy).toBe(false);
  expect(() =>
    route53.healthCheck({
      type: 'CLOUDWATCH_METRIC',
      alarmIdentifier: { region: 'us-east-1', name: 'none' },
    }),
  ).toThrow('There is no alarm none in us-east-1');
});

test('a client’s own cache may keep an answer for ever', async () => {
  const cloud = new Cloud();
  const { route53 } = cloud;
  const zone = route53.zone('example.com');
  await zone.upsert({ name: 'www', ttl: 60, values: '192.0.2.1' });
  const resolver = route53.resolver();
  const [pinned, honest] = [resolver.client({ cache: PINNED }), resolver.client()];
  const ask = () => [pinned, honest].map((client) => client.ask('www.example.com').values[0]);
  ask();
  await zone.upsert({ name: 'www', ttl: 60, values: '192.0.2.2' });
  await cloud.run(61);
  expect(ask()).toEqual(['192.0.2.1', '192.0.2.2']);
});

test('an alias follows a load balancer, and is as healthy as that has addresses', () => {
  const { route53 } = new Cloud();
  route53.model.propagation = 0;
  let addresses = ['192.0.2.1', '192.0.2.2'];
  const name = 'web-1.us-east-1.elb.amazonaws.com';
  route53.endpoints.name(name, () => ({ addresses, ttl: 60 }));
  const zone = route53.zone('example.com');
  const pair = { name: 'www', evaluateTargetHealth: true };
  void zone.upsert({ ...pair, setIdentifier: 'a', failover: 'PRIMARY', alias: name });
  void zone.upsert({ name: 'www', setIdentifier: 'b', failover: 'SECONDARY', values: '198.51.100.1' });
  const ask = () => route53.resolver().ask('www.example.com');
  expect([...ask().values].sort()).toEqual(addresses);
  expect(ask().ttl).toBe(60);
  addresses = [];
  expect(ask().values).toEqual(['198.51.100.1']);
});

test('an HTTP client that asks a resolver finds what Route 53 says', async () => {
  const cloud = new Cloud();
  const { route53 } = cloud;
  route53.endpoints.listen('192.0.2.1:80', () => ({ status: 200 }));
  await route53.zone('example.com').upsert({ name: 'www', values: '192.0.2.1' });
  const { addresses, ttl } = await route53.resolver().resolve('www.example.com');
  expect({ addresses, ttl }).toEqual({ addresses: ['192.0.2.1'], ttl: 300 });
});

import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';

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

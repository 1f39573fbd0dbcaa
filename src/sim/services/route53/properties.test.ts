import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';
import { detection, hitRatio, onOldAnswer, type RecordOptions } from './index.ts';

const name = 'www.example.com';

test('an answer is healthy where any record is, and there is always one', async () => {
  const cloud = new Cloud();
  const { route53 } = cloud;
  route53.model.propagation = 0;
  const checks = [0, 1, 2].map((i) => route53.healthCheck({ type: 'CALCULATED', childHealthChecks: [], healthThreshold: 0, inverted: i > 0 })); // prettier-ignore
  const policies: readonly ((i: number) => Partial<RecordOptions>)[] = [
    (i) => ({ weight: i }),
    (i) => ({ region: (['us-east-1', 'eu-west-1', 'sa-east-1'] as const)[i]! }),
    () => ({ multiValueAnswer: true }),
    (i) => ({ geoLocation: [{ countryCode: '*' }, { continentCode: 'EU' }, { countryCode: 'DE' }][i]! }),
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...policies),
      fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
      fc.constantFrom('FRA', 'GRU', 'IAD'),
      async (policy, healthy, at) => {
        const zone = route53.zone(name);
        healthy.forEach((isHealthy, i) => {
          const healthCheckId = checks[isHealthy ? 0 : 1]!.id;
          void zone.upsert({ ...policy(i), values: `192.0.2.${i}`, setIdentifier: String(i), healthCheckId });
        });
        // Frankfurt is in all three locations; a record for somewhere else is no answer, healthy or not.
        const { values } = route53.resolver({ at: policy === policies[3] ? 'FRA' : at }).ask(name);
        expect(values.length).toBeGreaterThan(0);
        if (healthy.includes(true))
          for (const value of values) expect(healthy[Number(value.split('.')[3])]).toBe(true);
        healthy.forEach((_, i) => void zone.remove('', 'A', String(i)));
        route53.deleteHostedZone({ id: zone.id });
        await cloud.run(0);
      },
    ),
    { numRuns: 60 },
  );
});

test('a resolver answers λT/(1 + λT) of questions at random times itself', async () => {
  const cloud = new Cloud();
  const { route53 } = cloud;
  const zone = route53.zone('example.com');
  await zone.upsert({ name: 'www', ttl: 60, values: '192.0.2.1' });
  const resolver = route53.resolver();
  const random = cloud.random('questions');
  cloud.process(function* () {
    for (let i = 0; i < 20_000; i++) {
      resolver.ask(name);
      yield random.exponential(10);
    }
  });
  await cloud.run(400_000);
  expect(resolver.hits / resolver.asked).toBeCloseTo(hitRatio(0.1, 60), 2);
});

test('after a change the share of busy resolvers on the old answer falls as 1 − t/T', async () => {
  const cloud = new Cloud();
  const { route53 } = cloud;
  const zone = route53.zone('example.com');
  await zone.upsert({ name: 'www', ttl: 300, values: '192.0.2.1' });
  const resolvers = Array.from({ length: 400 }, () => route53.resolver());
  const random = cloud.random('begin');
  for (const resolver of resolvers)
    cloud.process(function* () {
      yield random.uniform(0, 300);
      for (;;) {
        resolver.ask(name);
        yield 1;
      }
    });
  await cloud.run(600);
  await zone.upsert({ name: 'www', ttl: 300, values: '192.0.2.2' });
  for (const t of [75, 150, 225]) {
    await cloud.run(75);
    const old = resolvers.filter((resolver) => resolver.ask(name).values[0] === '192.0.2.1').length;
    expect(Math.abs(old / 400 - onOldAnswer(t, 300)), `${t} s`).toBeLessThan(0.08);
  }
  await cloud.run(77);
  expect(resolvers.every((resolver) => resolver.ask(name).values[0] === '192.0.2.2')).toBe(true);
});

test('an endpoint is found down after 84.7 s and up after 65.3 s on average', async () => {
  const expected = detection(16, 30, 3);
  expect(expected.down).toBeCloseTo(84.7, 1);
  expect(expected.up).toBeCloseTo(65.3, 1);
  const cloud = new Cloud();
  const { route53 } = cloud;
  const server = route53.endpoints.listen('192.0.2.1:80', () => ({ status: 200 }));
  const checks = Array.from({ length: 60 }, () => route53.healthCheck({ ipAddress: '192.0.2.1' }));
  await cloud.run(100);
  const mean = (index: number, since: number) =>
    checks.reduce((sum, { changes }) => sum + changes[index]!.at - since, 0) / checks.length;
  server.condition = { kind: 'refuse' };
  await cloud.run(200);
  expect(Math.abs(mean(0, 100) - expected.down)).toBeLessThan(1.5);
  server.condition = { kind: 'accept' };
  await cloud.run(200);
  expect(Math.abs(mean(1, 300) - expected.up)).toBeLessThan(1.5);
});

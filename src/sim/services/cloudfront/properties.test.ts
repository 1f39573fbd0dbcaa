import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';
import type { ViewerResponse } from './index.ts';

/** A distribution and an origin that counts what it has under way. */
function setUp(maxAge: number, cachePolicy: object | 'CachingDisabled', serviceTime = 0.5) {
  const cloud = new Cloud();
  const { cloudfront } = cloud;
  const load = { now: 0, peak: 0 };
  cloudfront.endpoints.listen('o.example.com:80', function* () {
    load.peak = Math.max(load.peak, ++load.now);
    yield serviceTime;
    load.now--;
    return { status: 200, headers: new Map([['cache-control', `max-age=${maxAge}`]]) };
  });
  const site = cloudfront.distribution({ origin: 'o.example.com', cachePolicy });
  return { cloud, site, load };
}

test('nobody gets what is older than its time, and the origin is asked no more often than viewers ask', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 30 }),
      fc.array(fc.record({ after: fc.integer({ min: 0, max: 20 }), at: fc.constantFrom('FRA', 'NRT', 'GRU') }), { minLength: 1, maxLength: 30 }), // prettier-ignore
      async (maxAge, asks) => {
        const { cloud, site } = setUp(maxAge, {});
        const got: ViewerResponse[] = [];
        cloud.process(function* () {
          for (const { after, at } of asks) {
            yield after;
            got.push(yield* site.request({ at, path: '/a' }));
          }
        });
        await cloud.run(2000);
        expect(got).toHaveLength(asks.length);
        for (const { age } of got) expect(age).toBeLessThanOrEqual(maxAge + 1);
        expect(site.originRequests).toBeLessThanOrEqual(site.requests);
      },
    ),
    { numRuns: 30 },
  );
});

test('a herd on one location is one request to the origin; without caching it is the herd', async () => {
  for (const [policy, peak] of [
    [{}, 1],
    ['CachingDisabled', 50],
  ] as const) {
    const { cloud, site, load } = setUp(60, policy);
    for (let i = 0; i < 50; i++) void site.request({ at: 'FRA', path: '/a' });
    await cloud.run(10);
    expect(load.peak).toBe(peak);
  }
});

test('the origin’s share with collapsing is 1/(1 + λ(T + L))', async () => {
  const { cloud, site } = setUp(20, {}, 2);
  const random = cloud.random('viewers');
  cloud.process(function* () {
    for (;;) {
      void site.request({ at: 'IAD', path: '/a' });
      yield random.exponential(5);
    }
  });
  await cloud.run(100_000);
  // The copy counts from when the origin gave it: the fetch is not a part of its time.
  expect(site.originRequests / site.requests).toBeCloseTo(1 / (1 + 0.2 * 22), 1);
});

test('a point of presence that is gone is passed by, and the next one answers', async () => {
  const { cloud, site } = setUp(60, {});
  cloud.faults.raise({ kind: 'isolated', place: 'cloudfront/FRA' });
  const reply = site.request({ at: 'FRA', path: '/a' });
  await cloud.run(5);
  expect((await reply).pop).not.toBe('FRA');
});

test('a geographic restriction, a signature and the protocol are asked before any cache', async () => {
  const cloud = new Cloud();
  const { cloudfront } = cloud;
  cloudfront.endpoints.listen('o.example.com:80', () => ({ status: 200 }));
  const key = cloudfront.createPublicKey({
    publicKeyConfig: { callerReference: 'k', name: 'k', encodedKey: 'pem' },
  });
  const keyPairId = key.publicKey!.id;
  const group = cloudfront.createKeyGroup({ keyGroupConfig: { name: 'g', items: [keyPairId] } }).keyGroup!.id;
  const site = cloudfront.distribution({
    origin: 'o.example.com',
    viewerProtocolPolicy: 'redirect-to-https',
    keyGroups: [group],
    countries: { except: ['FR'] },
  });
  const base = `https://${site.domainName}`;
  const signed = cloudfront.sign(`${base}/film`, { keyPairId, expires: new Date('2026-01-01T01:00:00Z') });
  const path = signed.slice(base.length);
  const ask = async (options: object) => {
    const reply = site.request({ at: 'FRA', path, ...options });
    await cloud.run(2);
    return (await reply).status;
  };
  expect(await ask({})).toBe(200);
  expect(await ask({ at: 'CDG' })).toBe(403);
  expect(await ask({ path: '/film' })).toBe(403);
  expect(await ask({ path: path.replace('/film', '/other') })).toBe(403);
  expect(await ask({ protocol: 'http' })).toBe(301);
  await cloud.run(3600);
  expect(await ask({})).toBe(403);
});

test('an origin access control tells the bucket who asks', async () => {
  const cloud = new Cloud();
  const { cloudfront } = cloud;
  cloudfront.endpoints.listen('site.s3.eu-west-1.amazonaws.com:80', ({ headers }) => ({
    status: headers?.get('authorization')?.includes('distribution/') ? 200 : 403,
  }));
  const { originAccessControl } = cloudfront.createOriginAccessControl({
    originAccessControlConfig: { name: 'c', signingProtocol: 'sigv4', signingBehavior: 'always', originAccessControlOriginType: 's3' }, // prettier-ignore
  });
  const domainName = 'site.s3.eu-west-1.amazonaws.com';
  const statuses = [];
  for (const originAccessControlId of [originAccessControl!.id, '']) {
    const reply = cloudfront
      .distribution({ origin: { domainName, originAccessControlId } })
      .request({ path: '/a' });
    await cloud.run(2);
    statuses.push((await reply).status);
  }
  expect(statuses).toEqual([200, 403]);
});

test('Route 53’s alias leads to a distribution, and an HTTP client reaches it there', async () => {
  const { cloud, site } = setUp(60, {});
  const { route53 } = cloud;
  route53.model.propagation = 0;
  void route53.zone('example.com').upsert({ alias: site.domainName });
  const [address] = route53.resolver().ask('example.com').values;
  let status = 0;
  cloud.process(function* () {
    const connection = yield* cloud.cloudfront.endpoints.connect('FRA', `${address!}:443`);
    ({ status } = yield* connection.send({ host: 'example.com', path: '/a' }));
  });
  await cloud.run(5);
  expect(status).toBe(200);
  cloud.faults.raise({ kind: 'control-plane', region: 'us-east-1', service: 'cloudfront' });
  expect(() => cloud.cloudfront.invalidate(site, '/*')).toThrow('CloudFront is unable to handle request.');
});

import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';
import type { DistributionOptions, ViewerOptions } from './index.ts';

/** What users of other emulators and clients found to be unlike AWS, or were surprised by. */

/** A distribution whose origin counts what it is asked, and says what a path stands for now. */
function setUp(options: Partial<DistributionOptions> = {}) {
  const cloud = new Cloud();
  const { cloudfront } = cloud;
  const seen: string[] = [];
  const page = { version: 1 };
  cloudfront.endpoints.listen('o.example.com:80', ({ path = '', headers }) => {
    seen.push(`${path}${headers?.has('cookie') ? ' with a cookie' : ''}`);
    return {
      status: 200,
      body: `${path} ${page.version}`,
      headers: new Map([['cache-control', 'max-age=600']]),
    };
  });
  const site = cloudfront.distribution({ origin: 'o.example.com', ...options });
  const ask = async (request: ViewerOptions) => {
    const response = site.request(request);
    await cloud.run(1);
    return await response;
  };
  return { cloud, site, seen, page, ask };
}

test('an invalidation path begins with a slash (promote-release#94)', () => {
  const { cloud, site } = setUp();
  expect(() => cloud.cloudfront.invalidate(site, 'manifests.txt')).toThrow(
    'Your request contains one or more invalid invalidation paths.',
  );
});

test('invalidations are listed, the newest first (moto#5574)', async () => {
  const { cloud, site } = setUp();
  for (const path of ['/a', '/b']) {
    cloud.cloudfront.invalidate(site, path);
    await cloud.run(5);
  }
  await cloud.run(3);
  const newest = () => cloud.cloudfront.listInvalidations({ distributionId: site.id }).invalidationList!;
  expect(newest().items!.map(({ status }) => status)).toEqual(['InProgress', 'Completed']);
});

test('the root object is kept under its own name: invalidating / leaves /index.html (s3_website#106)', async () => {
  const { cloud, site, page, ask } = setUp({ defaultRootObject: 'index.html' });
  expect((await ask({ path: '/' })).body).toBe('/index.html 1');
  page.version = 2;
  cloud.cloudfront.invalidate(site, '/');
  await cloud.run(20);
  expect((await ask({ path: '/' })).body).toBe('/index.html 1');
  cloud.cloudfront.invalidate(site, '/index.html');
  await cloud.run(20);
  expect((await ask({ path: '/' })).body).toBe('/index.html 2');
});

test('query strings and cookies are not forwarded unless a policy says so', async () => {
  const { seen, ask } = setUp();
  await ask({ path: '/a?x=1', headers: { Cookie: 's=1' } });
  expect((await ask({ path: '/a?x=2', headers: { Cookie: 's=2' } })).result).toBe('Hit');
  expect(seen).toEqual(['/a']);
});

test('the session of one viewer never reaches another one with AllViewer and no caching', async () => {
  const { seen, ask } = setUp({ cachePolicy: 'CachingDisabled', originRequestPolicy: 'AllViewer' });
  for (const id of [1, 2])
    expect((await ask({ path: '/me', headers: { Cookie: `s=${id}` } })).result).toBe('Miss');
  expect(seen).toEqual(['/me with a cookie', '/me with a cookie']);
});

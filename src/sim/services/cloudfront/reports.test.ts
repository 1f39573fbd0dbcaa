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

test('Expires names a date of the cloud’s own calendar, not seconds since the run began (yulin#1150)', async () => {
  const cloud = new Cloud();
  const { cloudfront } = cloud;
  const headers = new Map([['expires', new Date(cloud.simulation.epochMillis + 120_000).toUTCString()]]);
  cloudfront.endpoints.listen('o.example.com:80', () => ({ status: 200, headers }));
  const site = cloudfront.distribution({ origin: 'o.example.com', cachePolicy: {} });
  const ask = async () => {
    const response = site.request({ path: '/' });
    await cloud.run(10);
    return (await response).result;
  };
  expect(await ask()).toBe('Miss');
  await cloud.run(100);
  expect(await ask()).toBe('Hit');
  expect(await ask()).toBe('Miss');
});

test('query strings and cookies are not forwarded unless a policy says so (serverless-next.js#200)', async () => {
  const { seen, ask } = setUp();
  await ask({ path: '/a?x=1', headers: { Cookie: 's=1' } });
  expect((await ask({ path: '/a?x=2', headers: { Cookie: 's=2' } })).result).toBe('Hit');
  expect(seen).toEqual(['/a']);
});

test('the session of one viewer never reaches another one with AllViewer and no caching (sst#5419)', async () => {
  const { seen, ask } = setUp({ cachePolicy: 'CachingDisabled', originRequestPolicy: 'AllViewer' });
  for (const id of [1, 2])
    expect((await ask({ path: '/me', headers: { Cookie: `s=${id}` } })).result).toBe('Miss');
  expect(seen).toEqual(['/me with a cookie', '/me with a cookie']);
});

test('an error is kept for ten seconds unless the distribution says otherwise; 0 keeps none (yulin#1153)', async () => {
  const states = async (errorCaching?: Record<number, number>) => {
    const cloud = new Cloud();
    const { cloudfront } = cloud;
    let status = 404;
    cloudfront.endpoints.listen('o.example.com:80', () => ({ status }));
    const site = cloudfront.distribution({ origin: 'o.example.com', ...(errorCaching && { errorCaching }) });
    const ask = async (after: number) => {
      await cloud.run(after);
      const response = site.request({ path: '/' });
      await cloud.run(1);
      return (await response).status;
    };
    const first = await ask(0);
    status = 200;
    return [first, await ask(7), await ask(7)];
  };
  expect(await states()).toEqual([404, 404, 200]);
  expect(await states({ 404: 0 })).toEqual([404, 200, 200]);
});

test('a 403 that one viewer got is given to the next (cloud-gov/pages-core#978)', async () => {
  const cloud = new Cloud();
  cloud.cloudfront.endpoints.listen('o.example.com:80', ({ headers }) => ({
    status: headers?.has('authorization') ? 200 : 403,
  }));
  const site = cloud.cloudfront.distribution({ origin: 'o.example.com' });
  const ask = async (headers: Record<string, string>) => {
    const response = site.request({ path: '/me', headers });
    await cloud.run(1);
    return (await response).status;
  };
  expect(await ask({})).toBe(403);
  expect(await ask({ Authorization: 'me' })).toBe(403);
});

test('an update names the version that it changes (crossplane-contrib/provider-aws#1595, gympass/cdn-origin-controller#128)', () => {
  const { cloud, site } = setUp();
  const { cloudfront } = cloud;
  const { distributionConfig, eTag } = cloudfront.getDistributionConfig({ id: site.id });
  const update = (ifMatch?: string) =>
    cloudfront.updateDistribution({
      id: site.id,
      distributionConfig: distributionConfig!,
      ...(ifMatch && { ifMatch }),
    });
  expect(() => update()).toThrow(expect.objectContaining({ name: 'InvalidIfMatchVersion' }));
  void update(eTag);
  expect(() => update(eTag)).toThrow(expect.objectContaining({ name: 'PreconditionFailed' }));
});

test('a distribution is disabled before it is deleted (yulin#404, ministack#93)', () => {
  const { cloud, site } = setUp();
  const { eTag } = cloud.cloudfront.getDistributionConfig({ id: site.id });
  expect(() => cloud.cloudfront.deleteDistribution({ id: site.id, ifMatch: eTag! })).toThrow(
    expect.objectContaining({ name: 'DistributionNotDisabled' }),
  );
});

test('a cache policy that keeps nothing can have no headers in its key (aws-cdk#13441, aws-cdk#16977)', () => {
  const { cloudfront } = new Cloud();
  const never = { minTTL: 0, defaultTTL: 0, maxTTL: 0, headers: ['Authorization'] };
  expect(() => cloudfront.distribution({ origin: 'o.example.com', cachePolicy: never })).toThrow(
    'The parameter HeaderBehavior is invalid for policy with caching disabled.',
  );
});

test('an origin request policy does not take the Authorization header along by its name (aws-cdk#28883)', () => {
  const { cloudfront } = new Cloud();
  const create = (name: string) =>
    cloudfront.createOriginRequestPolicy({
      originRequestPolicyConfig: {
        name,
        headersConfig: { headerBehavior: 'whitelist', headers: { quantity: 1, items: [name] } },
        cookiesConfig: { cookieBehavior: 'none' },
        queryStringsConfig: { queryStringBehavior: 'none' },
      },
    });
  expect(() => create('Authorization')).toThrow('contains Authorization that is not allowed');
  expect(create('X-Api-Key').originRequestPolicy?.id).toBeDefined();
});

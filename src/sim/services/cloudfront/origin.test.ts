import { expect, test } from 'vitest';
import type { Condition } from '../../cloud/endpoints/index.ts';
import { Cloud } from '../../index.ts';

/** A distribution without copies, with an origin or two that do as they are told. */
function setUp(conditions: readonly Condition[], options: object = {}) {
  const cloud = new Cloud();
  const { cloudfront } = cloud;
  cloudfront.model.deployment = 0;
  const asked: string[] = [];
  const origins = conditions.map((condition, i) => {
    const name = `o${i}.example.com`;
    const endpoint = cloudfront.endpoints.listen(`${name}:80`, () => {
      asked.push(name);
      return { status: 200 };
    });
    endpoint.condition = condition;
    return name;
  });
  const allowedMethods = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'] as const;
  const site = cloudfront.distribution({
    origin: origins.map((domainName) => ({ domainName, ...options })),
    cachePolicy: 'CachingDisabled',
    allowedMethods,
    ...(conditions.length > 1 && { failoverCodes: [500, 503, 504] }),
  });
  return { cloud, site, asked };
}

const hole: Condition = { kind: 'black-hole' };
const silent: Condition = { kind: 'slow', by: 1000 };

test.each([
  ['a black hole: 3 × 10 s', hole, {}, 'GET', 30, 504],
  ['once for 2 s', hole, { connectionAttempts: 1, connectionTimeout: 2 }, 'GET', 2, 504],
  ['no response: 3 × 30 s', silent, {}, 'GET', 90, 504],
  ['no response within 5 s', silent, { connectionAttempts: 1, originReadTimeout: 5 }, 'GET', 5, 504],
  ['no response to POST: once', silent, {}, 'POST', 30, 504],
  ['refused', { kind: 'refuse' } as const, {}, 'GET', 0, 502],
  ['fine', { kind: 'accept' } as const, {}, 'GET', 0, 200],
] as const)('an origin: %s', async (_, condition, options, method, seconds, status) => {
  const { cloud, site } = setUp([condition], options);
  let response;
  cloud.process(function* () {
    response = yield* site.request({ method });
  });
  await cloud.run(200);
  expect(response).toMatchObject({ status, seconds: expect.closeTo(seconds, 0) as number });
});

test.each([
  ['a chosen status', { kind: 'status', status: 500 } as const, 'GET', 200],
  ['another status', { kind: 'status', status: 404 } as const, 'GET', 404],
  ['no connection is 503', hole, 'GET', 200],
  ['no response is 504', silent, 'HEAD', 200],
  ['POST never', { kind: 'status', status: 500 } as const, 'POST', 500],
  ['OPTIONS only if cached', { kind: 'status', status: 500 } as const, 'OPTIONS', 500],
])(
  'failover: %s; and the next request tries the primary first again',
  async (_, condition, method, status) => {
    const { cloud, site } = setUp([condition, { kind: 'accept' }]);
    const before = site.originRequests;
    const got: number[] = [];
    cloud.process(function* () {
      for (let i = 0; i < 2; i++) got.push((yield* site.request({ method })).status);
    });
    await cloud.run(400);
    expect(got).toEqual([status, status]);
    expect(site.originRequests - before).toBe(status === 200 ? 4 : 2);
  },
);

import { Cloud, minutes } from '../sim/index.ts';
import type { CachePolicyOptions } from '../sim/services/cloudfront/index.ts';
import type { Comparison } from './comparison.ts';

const source = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html';

/** What an origin may say of how long its answer is good for. */
const headers: Record<string, Record<string, string>> = {
  nothing: {},
  'max-age=120': { 'cache-control': 'max-age=120' },
  'max-age=120, s-maxage=240': { 'cache-control': 'max-age=120, s-maxage=240' },
  'max-age=0': { 'cache-control': 'max-age=0' },
  'max-age=86400': { 'cache-control': 'max-age=86400' },
  'Expires, two minutes on': { expires: 'Thu, 01 Jan 2026 00:02:00 GMT' },
  'no-cache': { 'cache-control': 'no-cache' },
  'no-store': { 'cache-control': 'no-store' },
  private: { 'cache-control': 'private' },
};

const policy = { defaultTTL: 180, maxTTL: 600 };

/** For how many seconds a copy is given: asked once, and then each second until it is fetched anew. */
async function keptFor(sent: Record<string, string>, cachePolicy: CachePolicyOptions): Promise<number> {
  const cloud = new Cloud();
  const { cloudfront } = cloud;
  cloudfront.endpoints.listen('o.example.com:80', () => ({
    status: 200,
    headers: new Map(Object.entries(sent)),
  }));
  const site = cloudfront.distribution({ origin: 'o.example.com', cachePolicy });
  let lasted = 0;
  cloud.process(function* () {
    yield* site.request({ path: '/' });
    // In the middle of each second, so that what lasts n of them is hit n times.
    for (lasted = 0; ; lasted++) {
      yield lasted + 0.5 - cloud.now;
      const { result } = yield* site.request({ path: '/' });
      if (result !== 'Hit') break;
    }
  });
  await cloud.run(minutes(20));
  return lasted;
}

/** What an origin says against the times of a cache policy, found by asking each second. */
export const ttlRules: Comparison<CachePolicyOptions> = {
  caption: 'How long a copy is given (default 180 s, maximum 600 s)',
  rowsAre: 'The origin says',
  columns: [
    { name: 'Minimum 0', subject: { ...policy, minTTL: 0 } },
    { name: 'Minimum 60 s', subject: { ...policy, minTTL: 60 } },
  ],
  rows: Object.entries(headers).map(([label, sent]) => ({
    label,
    source,
    unit: 'seconds',
    cell: (settings) => keptFor(sent, settings),
  })),
};

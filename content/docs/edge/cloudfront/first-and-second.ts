import { check, Cloud, table } from 'desired-capacity';
import type { ViewerResponse } from 'desired-capacity/cloudfront';

const cloud = new Cloud();
const { cloudfront } = cloud;
cloudfront.endpoints.listen(
  'shop.example.com:80',
  () => ({ status: 200, body: 'a picture of a cat' }),
  { place: 'us-east-1' },
);
const site = cloudfront.distribution({ origin: 'shop.example.com' });

// Two viewers in Frankfurt, one in Munich, one in Tokyo.
const seen: [string, ViewerResponse][] = [];
cloud.process(function* () {
  for (const at of ['FRA', 'FRA', 'MUC', 'NRT'])
    seen.push([at, yield* site.request({ at, path: '/cat.jpg' })]);
});
await cloud.run(60);

const rows = seen.map(([at, { pop, result, seconds }]) => ({
  viewer: at,
  'edge location': pop,
  result,
  ms: Math.round(seconds * 1000),
}));
table('Four viewers, one picture', rows);
// #region the checks
const [first, second, munich] = rows;
check('the first request is a miss', first!.result === 'Miss');
check(
  'the second one is a hit, answered from nearby',
  second!.result === 'Hit' && second!.ms < 10,
);
check('a miss goes to the origin', first!.ms > 80 && site.originRequests > 0);
check(
  'another edge location has no copy, but there is one on the way',
  munich!.result === 'Miss' && munich!.ms < first!.ms / 2,
);
check('four viewers, fewer requests to the origin', site.originRequests < 4);
// #endregion

import { check, Cloud, table } from 'desired-capacity';

// 30 viewers in one city look at the same picture, ten times each. Each
// has a session cookie, and came by a link with a campaign in it.
async function viewers(cachePolicy: object) {
  // #region an origin that lets its answers be kept
  const cloud = new Cloud();
  const { cloudfront } = cloud;
  cloudfront.endpoints.listen('o.example.com:80', () => ({
    status: 200,
    headers: new Map([['cache-control', 'max-age=3600']]),
  }));
  // #endregion
  const site = cloudfront.distribution({
    origin: 'o.example.com',
    cachePolicy,
  });
  // #region the viewers
  let hits = 0;
  for (let viewer = 0; viewer < 30; viewer += 1)
    cloud.process(function* () {
      yield viewer;
      for (let i = 0; i < 10; i += 1) {
        const { result } = yield* site.request({
          path: `/cat.jpg?campaign=${viewer % 5}`,
          headers: { Cookie: `session=${viewer}` },
        });
        if (result === 'Hit') hits += 1;
        yield 60;
      }
    });
  await cloud.run(1000);
  // #endregion
  return { misses: site.requests - hits, 'hits (%)': Math.round((100 * hits) / site.requests) }; // prettier-ignore
}

const rows = [
  { 'in the cache key': 'the path', ...(await viewers({})) },
  {
    'in the cache key': 'and the query string',
    ...(await viewers({ queryStrings: 'all' })),
  },
  {
    'in the cache key': 'and the session cookie',
    ...(await viewers({ queryStrings: 'all', cookies: ['session'] })),
  },
];
// #region the table and the checks
table('300 requests for one picture', rows);
const misses = rows.map((row) => row.misses);
check('with the path alone, one fetch is enough', misses[0] === 1);
check('each value of a query string is another object', misses[1] === 5);
check('with a session, each viewer has a copy of its own', misses[2] === 30);
// #endregion

import { check, Cloud, table } from 'desired-capacity';

const CITIES = 'IAD LAX LHR FRA BOM SIN NRT SYD GRU NBO'.split(' ');

// A page from an origin in Virginia: without CloudFront, and with it.
async function load(city: string, cached: boolean) {
  const cloud = new Cloud();
  const { cloudfront } = cloud;
  cloudfront.endpoints.listen('o.example.com:80', () => ({ status: 200 }), {
    place: 'us-east-1',
  });
  const site = cloudfront.distribution({
    origin: 'o.example.com',
    cachePolicy: cached ? 'CachingOptimized' : 'CachingDisabled',
  });
  // #region twenty requests, one a minute
  const times: number[] = [];
  cloud.process(function* () {
    for (let i = 0; i < 20; i += 1) {
      const { seconds } = yield* site.request({ at: city, path: '/a.css' });
      times.push(seconds * 1000);
      yield 60;
    }
  });
  await cloud.run(1500);
  const mean = times.reduce((sum, one) => sum + one, 0) / times.length;
  return { mean: Math.round(mean), hit: Math.round(times.at(-1)!) };
  // #endregion
}

// #region all cities
const rows = [];
for (const city of CITIES) {
  const [far, near] = [await load(city, false), await load(city, true)];
  rows.push({
    viewer: city,
    'nothing kept (ms)': far.mean,
    'with copies, mean (ms)': near.mean,
    'a hit (ms)': near.hit,
  });
  // #endregion
}
// #region the table and the checks
table('Twenty requests a city, the origin in Virginia', rows);
check(
  'copies make it faster everywhere',
  rows.every(
    (row) => row['with copies, mean (ms)'] <= row['nothing kept (ms)'],
  ),
);
const sydney = rows.find(({ viewer }) => viewer === 'SYD')!;
check(
  'far from the origin by a factor of ten and more',
  sydney['nothing kept (ms)'] > 10 * sydney['with copies, mean (ms)'],
);
check(
  'a hit is no matter of 100 ms',
  rows.every((row) => row['a hit (ms)'] < 30),
);
// #endregion

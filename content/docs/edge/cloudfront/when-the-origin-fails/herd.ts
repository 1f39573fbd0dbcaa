import { check, Cloud, table } from 'desired-capacity';

const viewers = 60; // knob viewers a city: 10..100 step 10
const CITIES = 'FRA MUC MAD CDG MXP WAW VIE ZRH LHR DUB'.split(' ');

// A new episode goes online, and everybody wants it in the same second.
async function premiere(options: object) {
  // #region an origin that needs two seconds, and counts
  const cloud = new Cloud();
  const { cloudfront } = cloud;
  let [now, peak] = [0, 0];
  cloudfront.endpoints.listen('o.example.com:80', function* () {
    peak = Math.max(peak, ++now);
    yield 2; // Seconds that the origin needs for it.
    now -= 1;
    return {
      status: 200,
      headers: new Map([['cache-control', 'max-age=60']]),
    };
  });
  // #endregion
  const site = cloudfront.distribution({
    origin: 'o.example.com',
    ...options,
  });
  // #region the viewers of ten cities, and a row of the table
  const random = cloud.random('viewers');
  for (const at of CITIES)
    for (let i = 0; i < viewers; i += 1)
      cloud.process(function* () {
        yield random.uniform(0, 1);
        yield* site.request({ at, path: '/episode-1' });
      });
  await cloud.run(60);
  return {
    viewers: site.requests,
    'requests to the origin': site.originRequests,
    'at the same time': peak,
  };
  // #endregion
}
const shield = { domainName: 'o.example.com', shield: 'eu-central-1' };
const rows = [
  { setting: 'nothing kept', ...(await premiere({ cachePolicy: 'CachingDisabled' })) }, // prettier-ignore
  { setting: 'copies', ...(await premiere({ cachePolicy: {} })) },
  {
    setting: 'and an Origin Shield',
    ...(await premiere({ cachePolicy: {}, origin: shield })),
  },
];
// #region the table and the checks
table('The first second of a premiere', rows);
const peaks = rows.map((row) => row['at the same time']);
check('without copies the herd is at the door', peaks[0]! > 100);
check('with them each cache sends one', peaks[1]! <= CITIES.length);
check('behind a shield only one request comes', peaks[2] === 1);
// #endregion

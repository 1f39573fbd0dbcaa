import { check, Cloud, minutes, timeline } from 'desired-capacity';

const maxAge = 60; // knob max-age: 20..90 step 10 unit s

const cloud = new Cloud();
const { cloudfront } = cloud;
let broken = false;
const origin = (keep: string) => () =>
  broken
    ? { status: 503 }
    : { status: 200, headers: new Map([['cache-control', keep]]) };
// #region two sites, one with a stricter header
const stale = `max-age=${maxAge}`;
const strict = `${stale}, stale-if-error=0`;
cloudfront.endpoints.listen('stale.example.com:80', origin(stale));
cloudfront.endpoints.listen('strict.example.com:80', origin(strict));
const sites = ['stale', 'strict'].map((name) =>
  cloudfront.distribution({ origin: `${name}.example.com`, cachePolicy: {} }),
);
// #endregion
// #region a request each five seconds; the origin is broken from 100 to 402 s
const lanes = sites.map((site, i) => {
  const spans: { start: number; end: number; label: string }[] = [];
  cloud.process(function* () {
    for (; ; yield 5) {
      const { status } = yield* site.request({ path: '/' });
      const label = status === 200 ? 'the page' : `error ${status}`;
      const last = spans.at(-1);
      if (last?.label === label) last.end = cloud.now;
      else spans.push({ start: cloud.now, end: cloud.now, label });
    }
  });
  return { name: [stale, 'with stale-if-error=0'][i]!, spans };
});
await cloud.run(100);
broken = true;
await cloud.run(302);
broken = false;
await cloud.run(minutes(2));
// #endregion
timeline({
  title: 'Five minutes without an origin',
  description:
    'With a plain max-age viewers get the page all the time, an old copy of it. With stale-if-error=0 they get errors once the copy has run out, and for some seconds after the origin is back.',
  lanes: [
    { name: 'origin', spans: [{ start: 100, end: 402, label: 'broken' }] },
    ...lanes,
  ],
});
// #region the checks
const [one, other] = lanes.map(({ spans }) => spans);
check('a copy that has run out is better than an error', one!.length === 1);
const error = other!.find(({ label }) => label === 'error 503')!;
check('without one the error is served', error.start > 100);
console.log(`Errors until second: ${Math.round(error.end)}`);
check('and kept for up to ten seconds', error.end >= 403 && error.end <= 412);
// #endregion

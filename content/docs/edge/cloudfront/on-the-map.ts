import { check, Cloud, worldMap } from 'desired-capacity';
import { edgeCity, regionData } from 'desired-capacity/cloudfront';

const priceClass = 'PriceClass_100'; // knob 'PriceClass_100' | 'PriceClass_200' | 'PriceClass_All'

const CITIES = 'LAX MIA GRU SCL LHR MAD JNB NBO DXB BOM SIN NRT SYD AKL';
// #region a site, its origin in Virginia
const cloud = new Cloud();
const { cloudfront } = cloud;
cloudfront.endpoints.listen('o.example.com:80', () => ({ status: 200 }), {
  place: 'us-east-1',
});
const site = cloudfront.distribution({ origin: 'o.example.com', priceClass });
// #endregion
const viewers = CITIES.split(' ').flatMap((at) => edgeCity(at) ?? []);
const served: { pop: string; ms: number }[] = [];
cloud.process(function* () {
  for (const { code: at } of viewers) {
    yield* site.request({ at, path: '/cat.jpg' });
    const hit = yield* site.request({ at, path: '/cat.jpg' });
    served.push({ pop: hit.pop, ms: Math.round(hit.seconds * 1000) });
  }
});
await cloud.run(600);
// #region the map and the checks
const speed = (ms: number) =>
  ms < 20 ? 'a hit in less than 20 ms' : 'a hit in 20 ms and more';
const pops = [...new Set(served.map(({ pop }) => pop.slice(0, 3)))];
const { latitude, longitude } = regionData('us-east-1')!;
worldMap({
  title: 'Who is served from where',
  description:
    'Fourteen cities, the edge location that answers each of them, and the origin in Virginia.',
  legend: 'Answer',
  places: [
    {
      name: 'the origin',
      latitude,
      longitude,
      role: 'region',
      kind: 'the origin',
    },
    ...pops.map((code) => {
      const role = 'edge' as const;
      return { ...edgeCity(code)!, name: code, role, kind: 'a copy' };
    }),
    ...viewers.map((city, i) => {
      const { ms } = served[i]!;
      return { ...city, kind: speed(ms), note: `${ms} ms` };
    }),
  ],
  ways: viewers.map(({ name }, i) => ({
    from: name,
    to: served[i]!.pop.slice(0, 3),
  })),
});
const of = (name: string) =>
  served[viewers.findIndex((city) => city.name === name)]!;
check('Sydney is served across the ocean', of('Sydney').ms > 100);
check('London is served in London', of('London').ms < 5);
// #endregion

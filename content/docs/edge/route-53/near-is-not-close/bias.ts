import { check, Cloud, plot, worldMap } from 'desired-capacity';
import { biased, edgeCity, regionData } from 'desired-capacity/route53';

const bias = Number('0'); // knob bias of Frankfurt: '-90' | '-60' | '-30' | '0' | '30' | '60' | '90'

const CITIES = 'LHR MAD FCO WAW ATH TLV DXB BAH BOM DEL HYD SIN BKK NBO';
const users = CITIES.split(' ').flatMap((at) => edgeCity(at) ?? []);

// #region Frankfurt and Mumbai
const cloud = new Cloud();
const { route53 } = cloud;
route53.model.propagation = 0;
const zone = route53.zone('example.com');
const mumbai = {
  values: '192.0.2.2',
  geoProximityLocation: { awsRegion: 'ap-south-1' },
};
zone.upsert({ ...mumbai, setIdentifier: 'Mumbai', name: 'www' });
// #endregion
/** Who is sent to Frankfurt, and who to Mumbai. */
function answers(biasOfFrankfurt: number) {
  zone.upsert({
    name: 'www',
    values: '192.0.2.1',
    setIdentifier: 'Frankfurt',
    geoProximityLocation: {
      awsRegion: 'eu-central-1',
      bias: biasOfFrankfurt,
    },
  });
  return users.map(({ code: at }) => {
    const [address] = route53.resolver({ at }).ask('www.example.com').values;
    return address === '192.0.2.1' ? 'to Frankfurt' : 'to Mumbai';
  });
}
// #region the map
const now = answers(bias);
const region = (name: string, code: string) => {
  const { latitude, longitude } = regionData(code)!;
  const role = 'region' as const;
  return { name: code, latitude, longitude, role, kind: `to ${name}` };
};
worldMap({
  title: 'Fourteen cities',
  description: `Between Frankfurt, with a bias of ${bias}, and Mumbai: who is sent where.`,
  legend: 'Sent',
  places: [
    region('Frankfurt', 'eu-central-1'),
    region('Mumbai', 'ap-south-1'),
    ...users.map((city, i) => ({ ...city, kind: now[i]! })),
  ],
});
// #endregion
// #region the picture and the checks
const points: [number, number][] = [];
for (let step = -99; step <= 99; step += 9)
  points.push([
    step,
    answers(step).filter((to) => to === 'to Frankfurt').length,
  ]);
plot({
  title: 'Cities that Frankfurt gets',
  description:
    'With a strong negative bias Frankfurt gets hardly any city. The number grows with the bias, until it gets nearly all.',
  x: { label: 'Bias of Frankfurt', unit: '' },
  y: { label: 'Cities', unit: '' },
  series: [{ name: 'to Frankfurt', style: 'step', points }],
  marks: [{ x: bias, label: bias === 0 ? 'no bias' : 'on the map' }],
});
check(
  'a bias of 50 halves the distance',
  biased(150, 50) === 75 && biased(150, -50) === 300,
);
const counts = points.map(([, count]) => count);
check(
  'a higher bias never loses a city',
  counts.every((count, i) => i === 0 || count >= counts[i - 1]!),
);
check(
  'from hardly any to nearly all',
  counts[0]! <= 1 && counts.at(-1)! >= users.length - 1,
);
// #endregion

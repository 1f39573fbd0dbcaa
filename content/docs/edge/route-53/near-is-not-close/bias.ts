import { check, Cloud, plot } from 'desired-capacity';
import { biased } from 'desired-capacity/route53';

const CITIES =
  'LHR MAD FCO WAW ATH TLV DXB BAH BOM DEL HYD SIN BKK NBO'.split(' ');

// #region Frankfurt and Mumbai, with a bias on Frankfurt
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
function toFrankfurt(bias: number) {
  zone.upsert({
    name: 'www',
    values: '192.0.2.1',
    setIdentifier: 'Frankfurt',
    geoProximityLocation: { awsRegion: 'eu-central-1', bias },
  });
  return CITIES.filter((at) => {
    const [address] = route53.resolver({ at }).ask('www.example.com').values;
    return address === '192.0.2.1';
  }).length;
}

const points: [number, number][] = [];
for (let bias = -99; bias <= 99; bias += 9)
  points.push([bias, toFrankfurt(bias)]);
// #region the picture and the checks
plot({
  title: 'Cities that Frankfurt gets',
  description:
    'With a strong negative bias Frankfurt gets hardly any city. The number grows with the bias, until it gets nearly all.',
  x: { label: 'Bias of Frankfurt', unit: '' },
  y: { label: 'Cities', unit: '' },
  series: [{ name: 'to Frankfurt', style: 'step', points }],
  marks: [{ x: 0, label: 'no bias' }],
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
  counts[0]! <= 1 && counts.at(-1)! >= CITIES.length - 1,
);
// #endregion

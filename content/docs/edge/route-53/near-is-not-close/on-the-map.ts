import { check, Cloud, worldMap } from 'desired-capacity';
import { edgeCity, regionData } from 'desired-capacity/route53';

const policy = 'location'; // knob 'latency' | 'location' | 'proximity'

const CITIES = 'LAX JFK BOG GRU LHR MAD CPT NBO DXB BOM SIN NRT SYD';
// #region a name for each policy, with servers in three Regions
const cloud = new Cloud();
const { route53 } = cloud;
const zone = route53.zone('example.com');
const regions = ['us-east-1', 'eu-central-1', 'ap-southeast-1'] as const;
const continents = ['NA', 'EU', 'AS'] as const;
for (const [i, region] of regions.entries()) {
  const record = { values: `192.0.2.${i}`, setIdentifier: region };
  zone.upsert({ ...record, name: 'latency', region });
  zone.upsert({
    ...record,
    name: 'location',
    geoLocation: { continentCode: continents[i]! },
  });
  zone.upsert({
    ...record,
    name: 'proximity',
    geoProximityLocation: { awsRegion: region },
  });
}
await cloud.run(60);
// #endregion
const users = CITIES.split(' ').flatMap((at) => edgeCity(at) ?? []);
const answers = users.map(({ code }) => {
  const resolver = route53.resolver({ at: code });
  const [address] = resolver.ask(`${policy}.example.com`).values;
  return address ? regions[Number(address.at(-1))]! : 'no answer';
});
worldMap({
  title: 'Who is answered what',
  description: `Thirteen cities, asked for by ${policy}; each is led to the Region that its resolver is answered.`,
  legend: 'Answer',
  places: [
    ...regions.map((name) => ({ name, ...at(name), kind: name })),
    ...users.map((city, i) => ({ ...city, kind: answers[i]! })),
  ],
  ways: users.flatMap(({ name }, i) =>
    answers[i] === 'no answer' ? [] : [{ from: name, to: answers[i]! }],
  ),
});
// #region where a Region is, and the checks
function at(region: string) {
  const { latitude, longitude } = regionData(region)!;
  return { latitude, longitude, role: 'region' as const };
}
const of = (code: string) =>
  answers[users.findIndex((one) => one.code === code)];
check('Tokyo and Singapore get Singapore', of('NRT') === 'ap-southeast-1' && of('SIN') === 'ap-southeast-1'); // prettier-ignore
check('by location South America, Africa and Australia get nothing', ['GRU', 'CPT', 'SYD'].every((code) => of(code) === 'no answer')); // prettier-ignore
check('the border of Asia lies in Dubai, not where the way is quickest', of('DXB') === 'ap-southeast-1'); // prettier-ignore
// #endregion

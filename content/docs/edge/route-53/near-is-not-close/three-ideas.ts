import { check, Cloud, table } from 'desired-capacity';

// #region one name for each policy, with the same three servers
const cloud = new Cloud();
const { route53 } = cloud;
const zone = route53.zone('example.com');
const places = {
  'us-east-1': { geo: { countryCode: '*' } },
  'eu-central-1': { geo: { continentCode: 'EU' } },
  'ap-southeast-1': { geo: { continentCode: 'AS' } },
} as const;
for (const [region, { geo }] of Object.entries(places)) {
  const code = region as keyof typeof places;
  const record = { values: addressOf(code), setIdentifier: code };
  zone.upsert({ ...record, name: 'latency', region: code });
  zone.upsert({ ...record, name: 'location', geoLocation: geo });
  zone.upsert({
    ...record,
    name: 'proximity',
    geoProximityLocation: { awsRegion: code },
  });
}
function addressOf(region: keyof typeof places) {
  return `192.0.2.${1 + Object.keys(places).indexOf(region)}`;
}
await cloud.run(60);
// #endregion
// Latency is measured, not computed: here a cable from Mumbai is down,
// and the way to Singapore is longer than that to Frankfurt.
const { latency } = route53.model;
route53.model.latency = (place, region) =>
  latency(place, region) +
  (place.longitude === 72.9 && region === 'ap-southeast-1' ? 0.2 : 0);

const regionOf = (name: string, at: string) => {
  const resolver = route53.resolver({ at });
  const [address] = resolver.ask(`${name}.example.com`).values;
  return Object.keys(places)[Number(address!.split('.')[3]) - 1]!;
};
const rows = ['FRA', 'BOM', 'GRU', 'SYD'].map((at) => ({
  'asked from': at,
  latency: regionOf('latency', at),
  geolocation: regionOf('location', at),
  geoproximity: regionOf('proximity', at),
}));
// #region the table and the checks
table('Which Region is answered', rows);
const [fra, bom, gru] = rows;
check(
  'in Frankfurt all agree',
  new Set([fra!.latency, fra!.geolocation, fra!.geoproximity]).size === 1,
);
check(
  'latency goes by the measured way, geolocation by the map',
  bom!.latency === 'eu-central-1' && bom!.geolocation === 'ap-southeast-1',
);
check(
  'who is in no location gets the default',
  gru!.geolocation === 'us-east-1',
);
// #endregion

import { check, Cloud, minutes, table } from 'desired-capacity';

const cloud = new Cloud();
const { route53 } = cloud;
// #region two servers, one for Europe and one for everybody else
const zone = route53.zone('example.com');
const both = { name: 'www', ttl: 60 };
zone.upsert({
  ...both,
  values: '192.0.2.1',
  setIdentifier: 'Europe',
  geoLocation: { continentCode: 'EU' },
});
zone.upsert({
  ...both,
  values: '198.51.100.1',
  setIdentifier: 'everybody else',
  geoLocation: { countryCode: '*' },
});
await cloud.run(minutes(5));
// #endregion
const rows = ['FRA', 'MAD', 'NRT', 'GRU'].map((at) => ({
  'asked from': at,
  answer: route53.resolver({ at }).ask('www.example.com').values[0]!,
}));
table('The same question, from four cities', rows);
check(
  'one name, different answers',
  rows[0]!.answer === '192.0.2.1' && rows[2]!.answer === '198.51.100.1',
);

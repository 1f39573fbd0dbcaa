import { check, Cloud, table } from 'desired-capacity';

// #region a zone
const cloud = new Cloud();
const { route53 } = cloud;
const zone = route53.zone('example.com');
// #endregion
const withDefault = false; // knob false | true
const record = { name: 'www', ttl: 60 };

zone.upsert({
  ...record,
  values: '192.0.2.44',
  setIdentifier: 'United Kingdom',
  geoLocation: { countryCode: 'GB' },
});
zone.upsert({
  ...record,
  values: '192.0.2.1',
  setIdentifier: 'Europe',
  geoLocation: { continentCode: 'EU' },
});
if (withDefault)
  zone.upsert({
    ...record,
    values: '192.0.2.99',
    setIdentifier: 'default',
    geoLocation: { countryCode: '*' },
  });
await cloud.run(60);
// #region the table and the checks
const rows = ['LHR', 'FRA', 'NRT'].map((at) => {
  const { values } = route53.resolver({ at }).ask('www.example.com');
  return {
    'asked from': at,
    addresses: values.length,
    answer: values[0] ?? '–',
  };
});
table('Answers', rows);
const [london, frankfurt, tokyo] = rows;
check(
  'the country goes before the continent',
  london!.answer === '192.0.2.44',
);
check('the rest of Europe gets Europe', frankfurt!.answer === '192.0.2.1');
check('Tokyo gets no answer', tokyo!.addresses === 0);
// #endregion

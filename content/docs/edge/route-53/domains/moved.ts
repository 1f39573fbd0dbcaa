import { check, Cloud, days, hours, plot } from 'desired-capacity';

const keptFor = 1; // knob days that the old zone is kept: 1..3

// A domain moves from one provider of DNS to another.
const cloud = new Cloud();
const { route53 } = cloud;
const [before, after] = ['192.0.2.1', '192.0.2.2'].map((values) => {
  const zone = route53.zone('example.com');
  zone.upsert({ name: 'www', ttl: 300, values });
  return zone;
});
route53.delegate('example.com', before!.nameServers);
// #region 60 resolvers that learned of the old name servers at different times
const resolvers = Array.from({ length: 60 }, () => route53.resolver());
const begin = cloud.random('begin');
for (const resolver of resolvers)
  cloud.process(function* () {
    for (yield begin.uniform(0, days(2)); ; yield 900)
      resolver.ask('www.example.com');
  });
await cloud.run(days(2));
// #endregion
route53.delegate('example.com', after!.nameServers); // At the registrar.
const changed = cloud.now;
cloud.process(function* () {
  yield days(keptFor);
  before!.remove('www');
  route53.deleteHostedZone({ id: before!.id });
});

// #region two lists for the picture
const old: [number, number][] = [];
const lost: [number, number][] = [];
// #endregion
while (cloud.now - changed <= days(3)) {
  // #region who is answered from where
  const answers = resolvers.map(
    (resolver) => resolver.ask('www.example.com').values[0],
  );
  const share = (wanted: string | undefined) =>
    (100 * answers.filter((one) => one === wanted).length) / answers.length;
  const hour = (cloud.now - changed) / 3600;
  old.push([hour, share('192.0.2.1')]);
  lost.push([hour, share(undefined)]);
  // #endregion
  await cloud.run(hours(2));
}
// #region the picture and the checks
plot({
  title: 'After a change of name servers',
  description:
    'The share of resolvers that ask the old name servers falls slowly, for two days. When the old zone is deleted too soon, those that still ask there get no answer at all.',
  x: { label: 'Hours after the change', unit: 'h' },
  y: { label: 'Resolvers', unit: '%' },
  series: [
    { name: 'on the old zone', points: old },
    { name: 'without an answer', points: lost },
  ],
});
const at = (points: [number, number][], hour: number) =>
  points.find(([x]) => x === hour)![1];
check('a day later about half ask the old servers', at(old, 22) > 35);
check(
  'after two days all ask the new ones',
  at(old, 50) === 0 && at(lost, 50) === 0,
);
check(
  'the old zone deleted after a day leaves many without an answer',
  at(lost, 26) > 20,
);
// #endregion

import { check, Cloud, minutes, plot } from 'desired-capacity';

// 150 resolvers, each asked every five seconds. The address changes once.
async function change(ttl: number) {
  // #region a zone, and busy resolvers that began at different times
  const cloud = new Cloud();
  const { route53 } = cloud;
  const zone = route53.zone('example.com');
  await zone.upsert({ name: 'www', ttl, values: '192.0.2.1' });
  const resolvers = Array.from({ length: 150 }, () => route53.resolver());
  const begin = cloud.random('begin');
  for (const resolver of resolvers)
    cloud.process(function* () {
      for (yield begin.uniform(0, ttl); ; yield 5)
        resolver.ask('www.example.com');
    });
  await cloud.run(ttl);
  // #endregion
  zone.upsert({ name: 'www', ttl, values: '192.0.2.2' });
  const share: [number, number][] = [];
  for (let t = 0; t <= minutes(12); t += 30) {
    const old = resolvers.filter(
      (resolver) => resolver.ask('www.example.com').values[0] === '192.0.2.1',
    );
    share.push([t, (100 * old.length) / resolvers.length]);
    await cloud.run(30);
  }
  return share;
}

const long = await change(600); // knob long TTL: 60..600 step 60
const middle = await change(300);
const short = await change(60);
// #region the picture and the checks
plot({
  title: 'Resolvers on the old address',
  description:
    'For a minute nothing happens. Then each line falls evenly to zero: the one of the short TTL within a minute, the others in five and ten.',
  x: { label: 'After the change', unit: 's' },
  y: { label: 'On the old address', unit: '%' },
  series: [
    { name: 'TTL 600 s', points: long },
    { name: 'TTL 300 s', points: middle },
    { name: 'TTL 60 s', points: short },
    {
      name: '1 − t/T with T = 300 s',
      points: [
        [0, 100],
        [60, 100],
        [360, 0],
      ],
    },
  ],
});
const at = (points: [number, number][], t: number) =>
  points.find(([x]) => x === t)![1];
check('for a minute all get the old answer', at(middle, 30) === 100);
check(
  'half the TTL later, half of them do',
  Math.abs(at(middle, 60 + 150) - 50) < 12,
);
check('one TTL later, none does', at(middle, 390) === 0);
check('with a short TTL it is over soon', at(short, 150) === 0);
// #endregion

import { check, Cloud, plot, table } from 'desired-capacity';

const weight = 1; // knob weight of the new version: 1..50

// All traffic, spread evenly over so many resolvers; a day by TTLs of 300 s.
async function day(resolvers: number) {
  // #region a new version with a small weight, beside the old one
  const cloud = new Cloud();
  const { route53 } = cloud;
  const zone = route53.zone('example.com');
  const www = { name: 'www', ttl: 300 };
  const [before, after] = ['192.0.2.1', '192.0.2.2'];
  const rest = 100 - weight;
  zone.upsert({ ...www, values: before, setIdentifier: 'old', weight: rest });
  await zone.upsert({ ...www, values: after, setIdentifier: 'new', weight });
  const all = Array.from({ length: resolvers }, () => route53.resolver());
  // #endregion
  const shares: [number, number][] = [];
  for (let hour = 0; hour < 8; hour += 1 / 12) {
    const canary = all.filter(
      (one) => one.ask('www.example.com').values[0] === after,
    );
    shares.push([hour, (100 * canary.length) / resolvers]);
    await cloud.run(300);
  }
  return shares;
}

const few = await day(3);
const some = await day(30);
const many = await day(300);
// #region the picture, the table and the checks
plot({
  title: 'Traffic of the new version',
  description:
    'Behind three hundred resolvers the share stays close to its weight. Behind three it is nothing for hours, and then a third of all traffic. The weight is a flat line.',
  x: { label: 'Time', unit: 'h' },
  y: { label: 'Share', unit: '%' },
  series: [
    { name: '3 resolvers', style: 'step', points: few },
    { name: '30 resolvers', style: 'step', points: some },
    { name: '300 resolvers', points: many },
    {
      name: 'its weight',
      points: [
        [0, weight],
        [8, weight],
      ],
    },
  ],
});
const row = (resolvers: number, shares: [number, number][]) => {
  const values = shares.map(([, share]) => share);
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  return {
    resolvers,
    'mean (%)': Math.round(10 * mean) / 10,
    'at most (%)': Math.round(10 * Math.max(...values)) / 10,
  };
};
const rows = [row(3, few), row(30, some), row(300, many)];
table('Eight hours of a canary', rows);
const most = rows.map((one) => one['at most (%)']);
check('three hundred resolvers see about one in a hundred', most[2]! < 3.5);
check('with three it is nothing, or a third of everything', most[0]! > 30);
// #endregion

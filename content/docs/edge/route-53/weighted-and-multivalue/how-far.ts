import { check, Cloud, plot } from 'desired-capacity';

const weight = 10; // knob weight of the new version: 5..40

// So many equal resolvers ask anew each TTL, four hundred times over.
async function spread(resolvers: number) {
  const cloud = new Cloud();
  const { route53 } = cloud;
  const zone = route53.zone('example.com');
  const www = { name: 'www', ttl: 60 };
  const [before, after] = ['192.0.2.1', '192.0.2.2'];
  const rest = 100 - weight;
  zone.upsert({ ...www, values: before, setIdentifier: 'old', weight: rest });
  await zone.upsert({ ...www, values: after, setIdentifier: 'new', weight });
  // #region the share of the new version, and how far it strays
  const all = Array.from({ length: resolvers }, () => route53.resolver());
  let squares = 0;
  for (let ttl = 0; ttl < 400; ttl += 1) {
    const { length } = all.filter(
      (one) => one.ask('www.example.com').values[0] === after,
    );
    const off = (100 * length) / resolvers - weight;
    squares += off * off;
    await cloud.run(60);
  }
  return Math.sqrt(squares / 400);
  // #endregion
}

const counts = [1, 3, 10, 30];
const measured: [number, number][] = [];
for (const count of counts) measured.push([count, await spread(count)]);
// #region the formula, the picture and the checks
const share = weight / 100;
const formula = Array.from({ length: 30 }, (_, i): [number, number] => [
  i + 1,
  100 * Math.sqrt((share * (1 - share)) / (i + 1)),
]);
plot({
  title: 'How far the share strays from its weight',
  description:
    'With one resolver the share strays by far more than its weight. The curve falls steeply at first, then ever more slowly, as one over the root of the number of resolvers.',
  x: { label: 'Resolvers' },
  y: { label: 'Standard deviation', unit: 'percentage points' },
  series: [
    { name: 'measured', style: 'points', points: measured },
    { name: '√(w(1 − w)/n)', points: formula },
  ],
});
const [one, three, , thirty] = measured.map(([, y]) => y) as [number, number, number, number]; // prettier-ignore
console.log(`One resolver: ±${one.toFixed(1)}. Thirty: ±${thirty.toFixed(1)}.`); // prettier-ignore
check(
  'the split strays as √(w(1 − w)/n)',
  measured.every(([n, y]) => Math.abs(y / formula[n - 1]![1] - 1) < 0.25),
);
check('ten times as many resolvers: a third of it', three / thirty > 2 && three / thirty < 5); // prettier-ignore
check('with few, it strays by more than the weight itself', one > weight); // prettier-ignore
// #endregion

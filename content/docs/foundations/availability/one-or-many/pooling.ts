import { arrivals, check, Cloud, plot, table, Tally } from 'desired-capacity';

const servers = 10; // knob small servers: 2..20

// A request takes a small server one second on average. The big server is as
// fast as all small ones together.
async function meanTime(design: string, load: number) {
  const cloud = new Cloud({ traceLimit: 0 });
  const { simulation } = cloud;
  const work = cloud.random('work');
  const choice = cloud.random('choice');
  // #region who serves: one big, a line for all small ones, a line for each
  const big = simulation.resource(1, 'the big server');
  const pool = simulation.resource(servers, 'one line');
  const lines = Array.from({ length: servers }, () =>
    simulation.resource(1, 'its own line'),
  );
  const server = () =>
    design === 'one big' ? big : design === 'many, one line' ? pool : lines[choice.integer(0, servers - 1)]!; // prettier-ignore
  const speed = design === 'one big' ? servers : 1;
  // #endregion
  const times = new Tally();
  arrivals(cloud, { rate: load * servers, limit: 4000 }, function* () {
    const begun = cloud.now;
    yield* server().use(work.exponential(1) / speed);
    times.add(cloud.now - begun);
  });
  await cloud.run(20_000);
  return times.mean;
}
// #region loads and designs
const loads = [0.2, 0.35, 0.5, 0.65, 0.8, 0.9];
const designs = ['one big', 'many, one line', 'many, a line each'];
const means = new Map<string, (readonly [number, number])[]>();
for (const design of designs) {
  const points: (readonly [number, number])[] = [];
  for (const load of loads)
    points.push([100 * load, await meanTime(design, load)]);
  means.set(design, points);
}
// #endregion
// #region the plot, the table and the checks
plot({
  title: 'How long a request takes on average',
  description:
    'Three rising lines. One big server is lowest at any load. Many small ones with one line stay at one second until they are nearly full. With a line each, requests take longest, and the line rises early.',
  x: { label: 'Load', unit: '%' },
  y: { label: 'Mean time', unit: 's' },
  series: designs.map((name) => ({ name, points: means.get(name)! })),
});
const at = (design: string, i: number) => means.get(design)![i]![1];
table(
  'At a load of 50 %',
  designs.map((design) => ({
    design,
    'mean time (s)': Math.round(100 * at(design, 2)) / 100,
  })),
);
check('one big server is fastest at any load', loads.every((_, i) => at('one big', i) < at('many, one line', i))); // prettier-ignore
check('of many, those with one line are faster', loads.every((_, i) => at('many, one line', i) < at('many, a line each', i))); // prettier-ignore
// M/M/1: S ÷ (1 − ρ), for one big and for a line each.
const near = (a: number, b: number) => Math.abs(a - b) < 0.12 * b;
check('theory agrees', near(at('one big', 2), 2 / servers) && near(at('many, a line each', 2), 2)); // prettier-ignore
// #endregion

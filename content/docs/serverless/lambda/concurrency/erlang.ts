import { arrivals, check, Cloud, hours, plot } from 'desired-capacity';

const reserved = 10; // knob reserved concurrency: 5..20
type Draw = (cloud: Cloud) => number;
const shapes: Record<string, Draw> = {
  'all the same': () => 1,
  'a few very long ones': (cloud) =>
    cloud.random('work').bernoulli(0.1) ? 5.5 : 0.5,
};

/** The share of calls that are throttled when `load` calls run at a time. */
async function throttled(load: number, duration: Draw) {
  const cloud = new Cloud();
  // #region a function whose calls take as long as is drawn
  cloud.lambda.createFunction({
    functionName: 'f',
    timeout: 60,
    code: {
      initDuration: 0,
      duration: () => duration(cloud),
      load: () => () => 'done',
    },
  });
  // #endregion
  cloud.lambda.putFunctionConcurrency({
    functionName: 'f',
    reservedConcurrentExecutions: reserved,
  });
  let refused = 0;
  const calls = arrivals(cloud, { rate: load, limit: 4000 }, async () => {
    await cloud.lambda.run('f').then(undefined, () => (refused += 1));
  });
  await cloud.run(hours(1));
  return (100 * refused) / calls.count;
}

// #region Erlang's formula, the plot and the checks
function erlangB(load: number) {
  let blocked = 1;
  for (let n = 1; n <= reserved; n += 1)
    blocked = (load * blocked) / (n + load * blocked);
  return 100 * blocked;
}
const loads = [2, 4, 6, 8, 10, 12, 14, 16];
const series = [];
for (const [name, draw] of Object.entries(shapes)) {
  const points: [number, number][] = [];
  for (const load of loads) points.push([load, await throttled(load, draw)]);
  series.push({ name, style: 'points' as const, points });
}
const exact = loads.map((load): [number, number] => [load, erlangB(load)]);
plot({
  title: 'Calls that are throttled',
  description:
    'With ten executions reserved, hardly any call is throttled at a load of four, one in eight at eight, one in five at ten. Calls of equal length and calls of very different lengths lie on the same curve, Erlang’s.',
  x: { label: 'Load: calls that would run at a time' },
  y: { label: 'Throttled', unit: '%' },
  series: [...series, { name: 'Erlang B', points: exact }],
});
const [same, mixed] = series.map(({ points }) => new Map(points));
check(
  'both lie on Erlang’s curve',
  exact.every(
    ([load, percent]) =>
      Math.abs(same!.get(load)! - percent) < 3 &&
      Math.abs(mixed!.get(load)! - percent) < 3,
  ),
);
check(
  'well below the reservation calls are throttled already',
  reserved !== 10 || same!.get(8)! > 8,
);
// #endregion

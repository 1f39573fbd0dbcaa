import { check, Cloud, hours, plot, table } from 'desired-capacity';

// The load goes up to 800 requests a second and down again, slowly.
const cloud = new Cloud();
const web = cloud.autoscaling.createGroup('web', {
  minSize: 1,
  maxSize: 40,
  defaultInstanceWarmup: 240,
});
web.trackCpu(50);
const hill = (t: number) => 100 + 700 * (1 - Math.abs(1 - t / hours(6)));
const load = web.load(hill, { capacity: 100 });
const path: [number, number][] = [];
cloud.process(function* watch() {
  while (cloud.now < hours(12)) {
    path.push([load.rate, web.inService.length]);
    yield 300;
  }
});
await cloud.run(hours(12));

// #region the plot, the table and the checks
plot({
  title: 'Size by load',
  description:
    'On the way up the size follows the lower line of a narrow band, on the way down the upper one: the same load has two sizes.',
  x: { label: 'Load', unit: 'requests/s' },
  y: { label: 'Instances' },
  series: [
    {
      name: 'load rising',
      style: 'points',
      points: path.slice(0, 72).sort((a, b) => a[0] - b[0]),
    },
    {
      name: 'load falling',
      style: 'points',
      points: path.slice(72).sort((a, b) => a[0] - b[0]),
    },
  ],
});
const at = (half: [number, number][], rate: number) =>
  half.reduce((best, one) =>
    Math.abs(one[0] - rate) < Math.abs(best[0] - rate) ? one : best,
  )[1];
const rows = [300, 450, 600].map((rate) => {
  const up = at(path.slice(0, 72), rate);
  const down = at(path.slice(72), rate);
  const cpu = (n: number) => Math.round(rate / n);
  return { 'requests/s': rate, 'rising: instances': up, 'rising: CPU, %': cpu(up), 'falling: instances': down, 'falling: CPU, %': cpu(down) }; // prettier-ignore
});
table('The same load, twice', rows);
check(
  'the same load has more instances on its way down',
  rows.every((row) => row['falling: instances'] > row['rising: instances']),
);
check(
  'the CPU rests anywhere between 70 % of the target and the target',
  rows.every((row) => row['falling: CPU, %'] >= 33 && row['rising: CPU, %'] <= 55), // prettier-ignore
);
// #endregion

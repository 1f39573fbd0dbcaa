import { arrivals, check, Cloud, hours, plot, spike } from 'desired-capacity';
import { at, BEGIN, WORK } from './day.ts';

const viral = 12; // knob viral hour, times the usual: 1..20

// The day that all five sites go through: uploads from ten to twenty.
const cloud = new Cloud();
const base = 30 / 3600;
const rate = spike({
  base,
  peak: viral * base,
  at: at(17) - at(10),
  lasting: hours(1),
});
const counts = new Map<number, number>();
await cloud.run(at(10));
// They begin at ten, and the viral hour is at seventeen.
arrivals(cloud, { rate, lasting: hours(10) }, () => {
  const hour = BEGIN + Math.floor(cloud.now / 1800) / 2;
  counts.set(hour, (counts.get(hour) ?? 0) + 2);
});
await cloud.run(hours(11));

// #region the plot and the checks
const needed = [...counts].map(([hour, uploads]): [number, number] => [
  hour,
  Math.round((100 * uploads * WORK) / 3600) / 100,
]);
plot({
  title: 'vCPUs that the conversion keeps busy',
  description:
    'Half a vCPU all day, and twelve times as much in the viral hour.',
  x: { label: 'Hour of the day', unit: 'h' },
  y: { label: 'vCPUs' },
  series: [{ name: 'needed', style: 'step', points: needed }],
});
const most = Math.max(...needed.map(([, vcpus]) => vcpus));
check('half a vCPU is enough for nearly all of the day', needed[2]![1] < 1);
check('in the viral hour it takes five and more', most > 5);
// #endregion

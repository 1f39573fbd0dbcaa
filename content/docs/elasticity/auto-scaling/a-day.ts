import { check, Cloud, days, plot, table } from 'desired-capacity';

const target = 50; // knob 30..80 step 10 unit %
const peak = 900; // knob 300..1500 step 100 unit requests/s

// 100 requests a second at night, the peak at noon; an instance bears 100.
const cloud = new Cloud();
const web = cloud.autoscaling.createGroup('web', {
  minSize: 2,
  maxSize: 40,
  defaultInstanceWarmup: 180,
});
web.trackCpu(target);
const day = (t: number) =>
  100 + (peak - 100) * Math.sin((Math.PI * t) / days(1)) ** 4;
const load = web.load(day, { capacity: 100 });
const size = cloud.record(() => web.inService.length, { every: 300 });
const rate = cloud.record(() => load.rate / 100, { every: 300 });
await cloud.run(days(1));

// #region the plot, the bill and the checks
plot({
  title: 'A day of the fleet',
  description:
    'The load is a hill. The fleet follows it upwards in steps, always above it, and comes down later than the load does.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Instances' },
  series: [
    { name: 'in service', style: 'step', points: size },
    { name: 'fully busy instances that the load is', points: rate },
  ],
});
const hoursRun = cloud.meter
  .bill()
  .filter(({ item }) => item.startsWith('t3.micro'))
  .reduce((sum, { quantity }) => sum + quantity, 0);
const most = Math.max(...size.map(([, n]) => n));
table('The day', [
  {
    fleet: 'that follows the load',
    'instance-hours': Math.round(hoursRun),
    'requests lost, %': Math.round(1000 * load.lossRate) / 10,
  },
  { fleet: 'as large as at the peak', 'instance-hours': 24 * most, 'requests lost, %': 0 }, // prettier-ignore
]);
check('it begins at its minimum', size[1]![1] === 2);
check('it follows the load up', most >= peak / target);
check('and down again', size.at(-1)![1] <= most / 2);
check('it loses next to nothing', load.lossRate < 0.01);
check(
  'what runs is paid: little more than half of the largest fleet all day',
  hoursRun < 0.65 * 24 * most,
);
// #endregion

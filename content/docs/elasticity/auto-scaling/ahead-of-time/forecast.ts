import { check, Cloud, days, hours, plot, table } from 'desired-capacity';

// Every day at eight the load jumps from 100 to 900 requests a second.
async function week(predictive: boolean) {
  // #region a group
  const cloud = new Cloud();
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 2,
    maxSize: 40,
    defaultInstanceWarmup: 180,
  });
  // #endregion
  web.trackCpu(50);
  if (predictive)
    web.putScalingPolicy({
      policyName: 'ahead',
      policyType: 'PredictiveScaling',
      predictiveScalingConfiguration: {
        mode: 'ForecastAndScale',
        metricSpecifications: [
          {
            targetValue: 50,
            predefinedMetricPairSpecification: { predefinedMetricType: 'ASGCPUUtilization' }, // prettier-ignore
          },
        ],
      },
    });
  // #region five days, and what is lost on each
  await cloud.run(300);
  const hour = () => (cloud.now % days(1)) / 3600;
  const rate = () => (hour() >= 8 && hour() < 20 ? 900 : 100);
  const load = web.load(rate, { capacity: 100 });
  const lost: number[] = [];
  for (let day = 0; day < 4; day += 1) {
    const before = load.lost;
    await cloud.run(days(day + 1) - cloud.now);
    lost.push(Math.round(load.lost - before));
  }
  const size = cloud.record(() => web.inService.length, { every: 300 });
  await cloud.run(hours(12));
  return { size, lost };
  // #endregion
}
const reactive = await week(false);
const ahead = await week(true);

// #region the plot, the table and the checks
plot({
  title: 'The morning of the fifth day',
  description:
    'The fleet with a forecast is there some minutes before eight. The one without climbs after eight.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Instances' },
  series: [
    { name: 'target tracking', style: 'step', points: reactive.size.slice(84, 114) }, // prettier-ignore
    { name: 'and predictive', style: 'step', points: ahead.size.slice(84, 114) }, // prettier-ignore
  ],
  marks: [{ x: days(4) + hours(8), label: 'eight' }],
});
table(
  'Requests lost',
  [0, 1, 2, 3].map((day) => ({
    day: day + 1,
    'target tracking': reactive.lost[day]!,
    'and predictive': ahead.lost[day]!,
  })),
);
check('the first day is not in any forecast', ahead.lost[0] === reactive.lost[0]); // prettier-ignore
check('from the second on the fleet is there before the load', ahead.lost.slice(1).every((lost) => lost < 1000)); // prettier-ignore
check('a reaction is late every morning', reactive.lost.every((lost) => lost > 100_000)); // prettier-ignore
// #endregion

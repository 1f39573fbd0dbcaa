import { check, Cloud, days, hours, minutes, plot, table, type PlotOptions } from 'desired-capacity'; // prettier-ignore

type Group = ReturnType<Cloud['autoscaling']['createGroup']>;

// #region alarms above and below a threshold
function alarms(cloud: Cloud, hot: string, cold: string) {
  const alarm = (name: string, threshold: number, action: string) =>
    cloud.cloudwatch.putMetricAlarm({
      alarmName: name,
      namespace: 'AWS/EC2',
      metricName: 'CPUUtilization',
      dimensions: [{ name: 'AutoScalingGroupName', value: 'web' }],
      statistic: 'Average',
      period: 60,
      evaluationPeriods: name === 'hot' ? 2 : 10,
      comparisonOperator:
        name === 'hot' ? 'GreaterThanThreshold' : 'LessThanThreshold',
      threshold,
      alarmActions: [action],
    });
  alarm('hot', 60, hot);
  alarm('cold', 35, cold);
}
// #endregion
function simple(cloud: Cloud, web: Group) {
  const by = (policyName: string, scalingAdjustment: number) =>
    web.putScalingPolicy({
      policyName,
      adjustmentType: 'ChangeInCapacity',
      scalingAdjustment,
    }).policyARN;
  alarms(cloud, by('more', 2), by('fewer', -1));
}
function step(cloud: Cloud, web: Group) {
  const more = web.putScalingPolicy({
    policyName: 'more',
    policyType: 'StepScaling',
    adjustmentType: 'PercentChangeInCapacity',
    minAdjustmentMagnitude: 1,
    stepAdjustments: [
      { metricIntervalLowerBound: 0, metricIntervalUpperBound: 15, scalingAdjustment: 20 }, // prettier-ignore
      { metricIntervalLowerBound: 15, metricIntervalUpperBound: 30, scalingAdjustment: 50 }, // prettier-ignore
      { metricIntervalLowerBound: 30, scalingAdjustment: 100 },
    ],
  });
  const fewer = web.putScalingPolicy({
    policyName: 'fewer',
    policyType: 'StepScaling',
    adjustmentType: 'PercentChangeInCapacity',
    minAdjustmentMagnitude: 1,
    stepAdjustments: [{ metricIntervalUpperBound: 0, scalingAdjustment: -10 }], // prettier-ignore
  });
  alarms(cloud, more.policyARN, fewer.policyARN);
}
const tracking = (_: Cloud, web: Group) => web.trackCpu(50);

// #region a day: a slow morning, and a rush at noon
async function day(policy: string, put?: (cloud: Cloud, web: Group) => void) {
  const cloud = new Cloud();
  const web = cloud.autoscaling.createGroup('web', {
    minSize: put ? 2 : 42,
    maxSize: 60,
    defaultInstanceWarmup: 180,
  });
  put?.(cloud, web);
  await cloud.run(minutes(5));
  const slow = () => 100 + 400 * Math.max(0, Math.sin((Math.PI * (cloud.now - hours(6))) / hours(16))); // prettier-ignore
  const rush = () => (cloud.now > hours(12) && cloud.now < hours(14) ? 1500 : 0); // prettier-ignore
  const load = web.load(() => slow() + rush(), { capacity: 100 });
  const size = cloud.record(() => web.inService.length, { every: 300 });
  await cloud.run(days(1) - minutes(5));
  const used = cloud.meter.bill().find(({ item }) => item.startsWith('t3'))!;
  const points = size.filter(([at]) => at > hours(10) && at < hours(16));
  return { policy, points, 'instance-hours': Math.round(used.quantity), 'lost, %': Math.round(1000 * load.lossRate) / 10 }; // prettier-ignore
}
// #endregion
const rows = [
  await day('fixed, as for the rush'),
  await day('simple: two more, one fewer', simple),
  await day('step: 20, 50 or 100 % more', step),
  await day('target tracking: 50 %', tracking),
];
// #region the plot, the table and the checks
const series: PlotOptions['series'] = rows.slice(1).map(({ policy, points }) => ({ name: policy.split(':')[0]!, style: 'step', points })); // prettier-ignore
plot({
  title: 'From ten to four',
  description:
    'At noon all three fleets grow. The step policy and target tracking double; the simple policy climbs by twos, and is late.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Instances' },
  series,
});
table(
  'One day, four policies',
  rows.map(({ points: _, ...row }) => row),
);
const [fixed, two, steps, track] = rows.map((row) => row['lost, %']);
check('the simple policy loses most', two! > steps! && two! > track!);
check('a fixed fleet loses nothing', fixed === 0);
check(
  'and costs at least twice as much as any other',
  rows.slice(1).every((row) => row['instance-hours'] * 2 < rows[0]!['instance-hours']), // prettier-ignore
);
// #endregion

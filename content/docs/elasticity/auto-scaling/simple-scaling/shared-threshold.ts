import { check, Cloud, hours, plot, table } from 'desired-capacity';

const cold = 25; // knob shrinks below: 20..50 step 5 unit %

// Above 50 % two instances more; below a threshold two fewer. The load is
// constant.
async function run(below: number) {
  const cloud = new Cloud();
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 1,
    maxSize: 20,
    desiredCapacity: 4,
  });
  // #region two policies, and an alarm for each
  const rule = (by: number, comparison: 'Greater' | 'Less', at: number) => {
    const policy = web.putScalingPolicy({
      policyName: by > 0 ? 'more' : 'fewer',
      adjustmentType: 'ChangeInCapacity',
      scalingAdjustment: by,
      cooldown: 300,
    });
    cloud.cloudwatch.putMetricAlarm({
      alarmName: by > 0 ? 'hot' : 'cold',
      namespace: 'AWS/EC2',
      metricName: 'CPUUtilization',
      dimensions: [{ name: 'AutoScalingGroupName', value: 'web' }],
      statistic: 'Average',
      period: 60,
      evaluationPeriods: 2,
      comparisonOperator: `${comparison}ThanThreshold`,
      threshold: at,
      alarmActions: [policy.policyARN],
    });
  };
  rule(2, 'Greater', 50);
  rule(-2, 'Less', below);
  // #endregion
  web.load(270, { capacity: 100 });
  const size = cloud.record(() => web.inService.length, { every: 60 });
  await cloud.run(hours(3));
  const changes = size.filter(([, n], i) => i > 30 && n !== size[i - 1]![1]);
  return { size, changes: changes.length };
}
const shared = await run(50);
const apart = await run(cold);

// #region the plot, the table and the checks
plot({
  title: 'The same load, two rules',
  description:
    'With one threshold for both directions the size swings up and down for ever. With two thresholds it comes to rest.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Instances' },
  series: [
    { name: 'both at 50 %', style: 'step', points: shared.size },
    { name: `${cold} and 50 %`, style: 'step', points: apart.size },
  ],
});
table('Three hours under a constant load', [
  { 'shrinks below': '50 %', 'changes of size': shared.changes },
  { 'shrinks below': `${cold} %`, 'changes of size': apart.changes },
]);
check('one threshold for both never comes to rest', shared.changes > 10);
check('a gap between the two does', apart.changes === 0);
// #endregion

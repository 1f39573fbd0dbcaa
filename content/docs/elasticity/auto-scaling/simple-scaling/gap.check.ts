import { check, Cloud, hours } from 'desired-capacity';
import { rules } from './gap.starter.ts';

/** Three hours of a load, and then a night with next to none. */
async function run(rate: number) {
  const cloud = new Cloud();
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 2,
    maxSize: 20,
  });
  for (const [by, comparison, threshold] of [
    [2, 'Greater', rules.above],
    [-2, 'Less', rules.below],
  ] as const) {
    const policy = web.putScalingPolicy({
      policyName: comparison,
      adjustmentType: 'ChangeInCapacity',
      scalingAdjustment: by,
      cooldown: 300,
    });
    cloud.cloudwatch.putMetricAlarm({
      alarmName: comparison,
      namespace: 'AWS/EC2',
      metricName: 'CPUUtilization',
      dimensions: [{ name: 'AutoScalingGroupName', value: 'web' }],
      statistic: 'Average',
      period: 60,
      evaluationPeriods: 2,
      comparisonOperator: `${comparison}ThanThreshold`,
      threshold,
      alarmActions: [policy.policyARN],
    });
  }
  web.load((t) => (t < hours(3) ? rate : 40), { capacity: 100 });
  const sizes = new Set<number>();
  await cloud.run(hours(1.5));
  for (let i = 0; i < 90; i += 1) {
    await cloud.run(60);
    sizes.add(web.desiredCapacity);
  }
  const size = web.inService.length;
  await cloud.run(hours(2));
  return { rate, rests: sizes.size === 1, cpu: rate / size, night: web.desiredCapacity }; // prettier-ignore
}
const runs = [];
for (const rate of [130, 170, 270, 330, 520]) runs.push(await run(rate));
const swings = runs.filter(({ rests }) => !rests).map(({ rate }) => rate);
check('no load makes the fleet swing', swings.length === 0, swings.map((rate) => `${rate}/s does`).join(', ')); // prettier-ignore
check(
  'nor leaves it above 80 %',
  runs.every(({ cpu }) => cpu <= 80),
);
check(
  'and at night two are left',
  runs.every(({ night }) => night === 2),
);

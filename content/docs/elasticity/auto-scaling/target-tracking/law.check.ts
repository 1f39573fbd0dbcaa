import { check, Cloud, minutes } from 'desired-capacity';
import { next } from './law.starter.ts';

/** What a group of so many wants when the metric is what it is. */
async function group(size: number, metric: number, target: number) {
  const cloud = new Cloud();
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 1,
    maxSize: 90,
    desiredCapacity: size,
    defaultInstanceWarmup: 60,
  });
  await cloud.run(minutes(5));
  const source = { namespace: 'Shop', metricName: 'Load' };
  web.putScalingPolicy({
    policyName: 'load',
    policyType: 'TargetTrackingScaling',
    targetTrackingConfiguration: {
      targetValue: target,
      customizedMetricSpecification: { ...source, statistic: 'Average' },
    },
  });
  for (let minute = 0; minute < 25; minute += 1) {
    if (web.desiredCapacity !== size) break;
    cloud.cloudwatch.putMetricData({
      namespace: 'Shop',
      metricData: [{ metricName: 'Load', value: metric }],
    });
    await cloud.run(60);
  }
  return web.desiredCapacity;
}
for (const [label, size, metric, target] of [
  ['half as much again', 4, 75, 50],
  ['a fraction is rounded up', 3, 55, 50],
  ['inside the dead band nothing happens', 10, 40, 50],
  ['downwards in proportion too', 10, 20, 50],
  ['two at 60 % of the target stay two', 2, 30, 50],
] as const) {
  const wanted = await group(size, metric, target);
  const yours = next(size, metric, target);
  check(label, yours === wanted, `${size} at ${metric} of ${target}: the group wants ${wanted}, you ${yours}`); // prettier-ignore
}

import { check, Cloud, hours, plot, table } from 'desired-capacity';

// Workers that publish how many jobs wait for each of them. At eight in
// the evening the last job is done. What do they publish at night?
async function night(atNight: 'nothing' | 'zero') {
  // #region a group of workers
  const cloud = new Cloud();
  const web = cloud.autoscaling.createGroup('workers', {
    minSize: 2,
    maxSize: 20,
    defaultInstanceWarmup: 240,
  });
  // #endregion
  web.putScalingPolicy({
    policyName: 'backlog',
    policyType: 'TargetTrackingScaling',
    targetTrackingConfiguration: {
      targetValue: 10,
      customizedMetricSpecification: {
        namespace: 'Shop',
        metricName: 'JobsPerWorker',
        statistic: 'Average',
      },
    },
  });
  // #region the metric
  const jobs = () => (cloud.now < hours(8) ? 120 : 0);
  cloud.process(function* publish() {
    while (true) {
      const value = jobs() / web.desiredCapacity;
      if (value > 0 || atNight === 'zero')
        cloud.cloudwatch.putMetricData({
          namespace: 'Shop',
          metricData: [{ metricName: 'JobsPerWorker', value }],
        });
      yield 60;
    }
  });
  // #endregion
  const size = cloud.record(() => web.inService.length, { every: 300 });
  await cloud.run(hours(20));
  // #region the low alarm, and the workers left
  const { metricAlarms = [] } = cloud.cloudwatch.describeAlarms({});
  return { size, state: metricAlarms[1]!.stateValue!, left: size.at(-1)![1] };
  // #endregion
}
const nothing = await night('nothing');
const zero = await night('zero');

// #region the plot, the table and the checks
plot({
  title: 'Workers overnight',
  description:
    'Both fleets grow in the day. One shrinks to its minimum after the last job, the other stays as large as it was all night.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Workers' },
  series: [
    { name: 'publishes nothing', style: 'step', points: nothing.size },
    { name: 'publishes 0', style: 'step', points: zero.size },
  ],
});
table('At eight in the morning', [
  { 'idle workers publish': 'nothing', 'low alarm': nothing.state, workers: nothing.left }, // prettier-ignore
  { 'idle workers publish': '0', 'low alarm': zero.state, workers: zero.left }, // prettier-ignore
]);
check('without data the low alarm has no opinion', nothing.state === 'INSUFFICIENT_DATA'); // prettier-ignore
check('and the fleet stays large all night', nothing.left >= 12);
check('a zero is an answer: it shrinks to its minimum', zero.left === 2);
// #endregion

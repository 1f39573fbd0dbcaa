import { check, Cloud, hours, minutes, table } from 'desired-capacity';

// A jump that takes 16 instances. Above 60 % two more, and then a cooldown.
async function jump(cooldown: number) {
  // #region a group
  const cloud = new Cloud();
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 2,
    maxSize: 40,
  });
  // #endregion
  const policy = web.putScalingPolicy({
    policyName: 'more',
    adjustmentType: 'ChangeInCapacity',
    scalingAdjustment: 2,
    cooldown,
  });
  // #region the alarm, and the load
  cloud.cloudwatch.putMetricAlarm({
    alarmName: 'hot',
    namespace: 'AWS/EC2',
    metricName: 'CPUUtilization',
    dimensions: [{ name: 'AutoScalingGroupName', value: 'web' }],
    statistic: 'Average',
    period: 60,
    evaluationPeriods: 1,
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 60,
    alarmActions: [policy.policyARN],
  });
  await cloud.run(minutes(10));
  const load = web.load(900, { capacity: 100 });
  const from = cloud.now;
  let enough = 0;
  cloud.process(function* watch() {
    while (enough === 0) {
      if (web.inService.length >= 15) enough = cloud.now;
      yield 10;
    }
  });
  await cloud.run(hours(3));
  // #endregion
  return {
    'cooldown, s': cooldown,
    'minutes to 15 instances': Math.round((enough - from) / 60),
    'largest fleet': web.desiredCapacity,
    'requests lost': Math.round(load.lost),
  };
}
const none = await jump(0);
const one = await jump(60);
const five = await jump(300);
const fifteen = await jump(900);

// #region the table and the checks
table('A lock of so many seconds', [none, one, five, fifteen]);
const wait = 'minutes to 15 instances';
check('a longer lock makes a slower answer', fifteen[wait] > five[wait] && five[wait] > one[wait]); // prettier-ignore
check(
  'a shorter one a larger fleet than needed',
  none['largest fleet'] > fifteen['largest fleet'],
);
// #endregion

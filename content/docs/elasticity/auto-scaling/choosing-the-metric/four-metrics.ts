import { check, Cloud, hours, minutes, table } from 'desired-capacity';

type Group = ReturnType<Cloud['autoscaling']['group']>;

// The load grows eightfold at once: 16 instances at half load each. Which
// metric does the policy go by?
async function jump(
  metric: string,
  target: number,
  read?: (web: Group, rate: number) => number,
) {
  const cloud = new Cloud();
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 2,
    maxSize: 60,
    defaultInstanceWarmup: 240,
  });
  // #region the policy, and the metric that it goes by
  if (!read) web.trackCpu(target);
  else
    web.putScalingPolicy({
      policyName: 'load',
      policyType: 'TargetTrackingScaling',
      targetTrackingConfiguration: {
        targetValue: target,
        customizedMetricSpecification: {
          namespace: 'Shop',
          metricName: 'Load',
          statistic: 'Average',
        },
      },
    });
  await cloud.run(minutes(10));
  const rate = () => (cloud.now < minutes(20) ? 100 : 800);
  const load = web.load(rate, { capacity: 100 });
  const from = minutes(20);
  let there = 0;
  let most = 0;
  cloud.process(function* publish() {
    while (true) {
      const size = web.inService.length;
      if (read) cloud.cloudwatch.putMetricData({ namespace: 'Shop', metricData: [{ metricName: 'Load', value: read(web, rate()) }] }); // prettier-ignore
      if (size >= 16 && there === 0) there = cloud.now;
      most = Math.max(most, size);
      yield 60;
    }
  });
  await cloud.run(hours(2));
  // #endregion
  return { metric, 'minutes to 16': there ? Math.round((there - from) / 60) : -1, 'largest fleet': most, 'requests lost': Math.round(load.lost) }; // prettier-ignore
}
const cpu = await jump('CPU, 50 %', 50);
const hot = await jump('CPU, 80 %', 80);
const each = await jump('requests for each instance', 50, (web, rate) => rate / Math.max(1, web.inService.length)); // prettier-ignore
const all = await jump('requests in all', 400, (_, rate) => rate);

// #region the table and the checks
table('From 2 instances to 16', [cpu, hot, each, all]);
check(
  'a CPU takes several rounds, the more the higher its target',
  hot['minutes to 16'] === -1 || hot['minutes to 16'] > cpu['minutes to 16'],
);
check(
  'requests for each instance take one',
  each['minutes to 16'] > 0 && each['minutes to 16'] < 8,
);
check(
  'a number that does not fall when instances come never stops',
  all['largest fleet'] === 60,
);
// #endregion

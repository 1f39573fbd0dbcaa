import { arrivals, check, Cloud, hours } from 'desired-capacity';
import { metric, target } from './workers.starter.ts';

// Eight jobs in ten seconds, ten seconds each: eight workers are busy.
const cloud = new Cloud();
const jobs = cloud.sqs.createQueue('jobs');
const fleet = cloud.autoscaling.createGroup('workers', {
  minSize: 1,
  maxSize: 30,
  defaultInstanceWarmup: 120,
});
fleet.putScalingPolicy({
  policyName: 'workers',
  policyType: 'TargetTrackingScaling',
  targetTrackingConfiguration: {
    targetValue: target,
    customizedMetricSpecification: {
      namespace: 'Shop',
      metricName: 'Workers',
      statistic: 'Average',
    },
  },
});
const working = new Set<string>();
let busy = 0;
let waited = 0;
cloud.process(function* publish() {
  while (true) {
    yield 10;
    const waiting = jobs.approximateNumberOfMessages;
    const value = metric({ waiting, busy, workers: fleet.inService.length });
    cloud.cloudwatch.putMetricData({
      namespace: 'Shop',
      metricData: [{ metricName: 'Workers', value }],
    });
    for (const { id } of fleet.inService)
      if (!working.has(id)) {
        working.add(id);
        cloud.process(() => work(id));
      }
  }
});
function* work(id: string) {
  while (fleet.inService.some((one) => one.id === id)) {
    const [message] = yield* jobs.receiveMessage({ waitTimeSeconds: 20 });
    if (!message) continue;
    if (cloud.now > hours(2))
      waited = Math.max(waited, cloud.now - Number(message.body));
    busy += 1;
    yield 10;
    busy -= 1;
    jobs.deleteMessage(message.receiptHandle);
  }
}
arrivals(cloud, { rate: 0.8 }, () => jobs.sendMessage(`${cloud.now}`));
await cloud.run(hours(2));
const sizes: number[] = [];
for (let i = 0; i < 120; i += 1) {
  await cloud.run(60);
  sizes.push(fleet.desiredCapacity);
}
const changes = sizes.filter((n, i) => i > 0 && n !== sizes[i - 1]).length;
const most = Math.max(...sizes);
check('the fleet comes to rest', changes <= 2, `${changes} changes in two hours`); // prettier-ignore
check('nobody waits for more than two minutes', waited <= 120, `${Math.round(waited)} s`); // prettier-ignore
check('and no worker too many is paid', most <= 14, `${most} at most`);

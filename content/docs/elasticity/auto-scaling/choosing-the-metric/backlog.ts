import { arrivals, check, Cloud, hours, plot, spike, table } from 'desired-capacity'; // prettier-ignore

type Metric = 'queue length' | 'backlog per instance' | 'busy workers';

// Workers of a queue: each takes 10 s for a job. A job may wait 100 s, so
// ten for each worker is what may lie there.
async function run(metric: Metric) {
  // #region a queue, and a fleet of workers
  const cloud = new Cloud();
  const jobs = cloud.sqs.createQueue('jobs');
  const name = 'workers';
  const fleet = cloud.autoscaling.createGroup(name, {
    minSize: 1,
    maxSize: 30,
    defaultInstanceWarmup: 120,
  });
  cloud.autoscaling.enableMetricsCollection({
    autoScalingGroupName: name,
    granularity: '1Minute',
  });
  // #endregion
  // #region the metrics: two by metric math, one published
  const stat = (id: string, namespace: string, metricName: string, dimension: string, value: string) => ({ id, returnData: false, metricStat: { stat: 'Average', metric: { namespace, metricName, dimensions: [{ name: dimension, value }] } } }); // prettier-ignore
  const waiting = stat('m1', 'AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'QueueName', 'jobs'); // prettier-ignore
  const workers = stat('m2', 'AWS/AutoScaling', 'GroupInServiceInstances', 'AutoScalingGroupName', name); // prettier-ignore
  const busyShare = { namespace: 'Shop', metricName: 'Busy', statistic: 'Average' as const }; // prettier-ignore
  const sources = {
    'queue length': [50, { metrics: [waiting, { id: 'e1', expression: 'm1 * 1' }] }], // prettier-ignore
    'backlog per instance': [10, { metrics: [waiting, workers, { id: 'e1', expression: 'm1 / m2' }] }], // prettier-ignore
    'busy workers': [75, busyShare],
  } as const;
  // #endregion
  const [targetValue, source] = sources[metric];
  fleet.putScalingPolicy({
    policyName: 'workers',
    policyType: 'TargetTrackingScaling',
    targetTrackingConfiguration: {
      targetValue,
      customizedMetricSpecification: source as { metricName: string },
    },
  });
  // #region each instance in service works; jobs come, for an hour many
  const working = new Set<string>();
  let busy = 0;
  let longest = 0;
  cloud.process(function* publish() {
    while (true) {
      yield 10;
      const value = (100 * busy) / Math.max(1, fleet.inService.length);
      cloud.cloudwatch.putMetricData({ namespace: 'Shop', metricData: [{ metricName: 'Busy', value }] }); // prettier-ignore
    }
  });
  cloud.process(function* hire() {
    while (true) {
      for (const { id } of fleet.inService)
        if (!working.has(id)) {
          working.add(id);
          cloud.process(() => work(id));
        }
      yield 10;
    }
  });
  function* work(id: string) {
    while (fleet.inService.some((one) => one.id === id)) {
      const [message] = yield* jobs.receiveMessage({ waitTimeSeconds: 20 });
      if (!message) continue;
      longest = Math.max(longest, cloud.now - Number(message.body));
      busy += 1;
      yield 10;
      busy -= 1;
      jobs.deleteMessage(message.receiptHandle);
    }
  }
  const rate = spike({ base: 0.2, peak: 1.2, at: hours(1), lasting: hours(2) }); // prettier-ignore
  arrivals(cloud, { rate }, () => jobs.sendMessage(`${cloud.now}`));
  // #endregion
  // #region five hours
  const size = cloud.record(() => fleet.inService.length, { every: 120 });
  await cloud.run(hours(5));
  const changes = size.filter(([, n], i) => i > 0 && n !== size[i - 1]![1]);
  const most = Math.max(...size.map(([, n]) => n));
  return { metric, size, 'changes of size': changes.length, 'largest fleet': most, 'longest wait, min': Math.round(longest / 60) }; // prettier-ignore
}
// #endregion
const length = await run('queue length');
const share = await run('backlog per instance');
const busy = await run('busy workers');
// #region the plot, the table and the checks
plot({
  title: 'Workers of a queue',
  description:
    'For two hours there is more work. By the length of the queue or the backlog the fleet swings widely. By the share of busy workers it rises to what the work takes and stays there.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Workers' },
  series: [length, share, busy].map(({ metric, size }) => ({
    name: metric,
    style: 'step' as const,
    points: size,
  })),
});
table(
  'Five hours',
  [length, share, busy].map(({ size: _, ...row }) => row),
);
const changes = (row: typeof busy) => row['changes of size'];
check(
  'by the length of the queue the fleet swings',
  changes(length) > 1.5 * changes(busy),
);
check(
  'by the share of each worker it is quicker, and swings too',
  share['longest wait, min'] < length['longest wait, min'] &&
    changes(share) > 1.5 * changes(busy),
);
check(
  'by the share of busy workers it comes to rest',
  new Set(busy.size.slice(75, 88).map(([, n]) => n)).size <= 2,
);
// #endregion

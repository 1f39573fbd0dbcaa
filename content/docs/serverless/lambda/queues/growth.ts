import { check, Cloud, plot } from 'desired-capacity';

const cloud = new Cloud();
const jobs = cloud.sqs.createQueue('jobs');
cloud.lambda.createFunction({
  functionName: 'work',
  code: { initDuration: 0, duration: 1, load: () => () => 'done' },
});
const backlog = 10_000; // knob messages in the queue: 2000..20000 step 2000
for (let i = 0; i < backlog; i += 1) jobs.sendMessage(`job ${i}`);
const mapping = await cloud.lambda.createEventSourceMapping({
  functionName: 'work',
  eventSourceArn: jobs.arn,
  batchSize: 10,
});
const start = cloud.now;
const busy: [number, number][] = [];
let empty: number | undefined;
for (let second = 0; second <= 40; second += 1) {
  await cloud.run(second === 0 ? 0.1 : 1);
  busy.push([second, cloud.lambda.batches(mapping.uuid!)]);
  if (jobs.approximateNumberOfMessages === 0) empty ??= cloud.now - start;
}

// #region the plot and the checks
plot({
  title: 'Batches at work',
  description:
    'The mapping begins with five batches at a time and adds five more in each second while messages are left. When the queue is empty it falls back.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Batches at a time' },
  series: [{ name: 'batches', style: 'step', points: busy }],
});
const at = new Map(busy);
check('it begins with five', at.get(0) === 5);
check('and adds five a second', Math.abs(at.get(10)! - 55) <= 6);
check(
  '10,000 messages take about 20 seconds',
  backlog !== 10_000 || Math.abs(empty! - 20) <= 3,
);
// #endregion

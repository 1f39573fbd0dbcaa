import { check, Cloud, minutes, plot, table } from 'desired-capacity';
import { publish, read } from './metric.ts';

const delay = 60; // knob publication delay: 0..180 step 30 unit s

// A queue publishes its own metrics; the shop publishes one of its own.
const cloud = new Cloud();
cloud.metrics.publicationDelay = delay;
cloud.metrics.keep();
const queue = cloud.sqs.createQueue('jobs');
cloud.process(function* traffic() {
  while (true) {
    yield* queue.sendMessage('job');
    publish(cloud, 'Jobs', [1]);
    yield 5;
  }
});
// #region how old is the newest datapoint that can be read?
const sent = {
  namespace: 'AWS/SQS',
  metricName: 'NumberOfMessagesSent',
  dimensions: [{ name: 'QueueName', value: 'jobs' }],
};
const age = (metric: string | typeof sent) => () => {
  const [newest] = read(cloud, metric, 'Sum').at(-1) ?? [0];
  return cloud.now - newest;
};
await cloud.run(minutes(5));
const ages = [
  { name: 'metric of the queue', metric: sent },
  { name: 'metric of the shop', metric: 'Jobs' },
].map(({ name, metric }) => ({
  name,
  points: cloud.record(age(metric), { every: 5 }),
}));
await cloud.run(minutes(10));
// #endregion
// #region a plot, a table and the checks
plot({
  title: 'How old the newest datapoint is',
  description:
    'Both lines are saw teeth of a minute. The line of the queue lies above that of the shop, by a minute and the publication delay.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Since the period began', unit: 's' },
  series: ages,
});
const oldest = ages.map(({ points }) =>
  Math.max(...points.map(([, seconds]) => seconds)),
);
table(
  'At worst',
  ages.map(({ name }, index) => ({ metric: name, 'age, s': oldest[index]! })),
);
const [ofQueue, ofShop] = oldest;
check(
  'a queue publishes metrics by itself',
  read(cloud, sent, 'Sum').length > 10,
);
check(
  'what a program publishes can be read while the minute runs',
  ofShop! <= 65,
);
check(
  'the newest minute of an AWS service is not there yet',
  ofQueue! > 2 * minutes(1),
);
// #endregion

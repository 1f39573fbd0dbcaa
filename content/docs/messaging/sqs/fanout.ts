import {
  arrivals,
  check,
  Cloud,
  hours,
  minutes,
  plot,
  table,
  workers,
} from 'desired-capacity';

const cloud = new Cloud();
// One queue a quality, each with workers of its own.
const paths = [
  { quality: '480p', work: 20 },
  { quality: '720p', work: 40 },
  { quality: '1080p', work: 80 },
].map(({ quality, work }) => {
  const queue = cloud.sqs.createQueue(quality, {
    visibilityTimeout: minutes(2),
  });
  // For ten minutes, whoever encodes to 1080p fails.
  const broken = () =>
    quality === '1080p' && cloud.now > minutes(20) && cloud.now < minutes(30);
  const pool = workers(cloud, queue, {
    name: quality,
    count: 0,
    serviceTime: work,
    failureProbability: () => (broken() ? 1 : 0),
  });
  cloud.process(function* scale() {
    while (true) {
      const backlog = queue.approximateNumberOfMessages;
      pool.resize(Math.ceil(backlog / (minutes(2) / work)));
      yield minutes(1);
    }
  });
  const waiting = cloud.record(() => queue.approximateNumberOfMessages, {
    every: 15,
  });
  const size = cloud.record(() => pool.size, { every: 15 });
  return { quality, queue, pool, waiting, size };
});

// A copy of each message for each queue: a topic of Amazon SNS does this.
const uploads = arrivals(
  cloud,
  { rate: 0.2, lasting: hours(1) },
  (number) => {
    for (const { queue } of paths) queue.sendMessage(`upload ${number}`);
  },
);
await cloud.run(hours(1.5));

plot({
  title: 'Three queues',
  description:
    'Three queues, one a quality. They stay equally short, but that for 1080p grows while its workers fail; the others show nothing of it.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Messages waiting' },
  series: paths.map(({ quality, waiting }) => ({
    name: quality,
    points: waiting,
  })),
  marks: [
    { x: 1200, label: '1080p fails' },
    { x: 1800, label: 'mended' },
  ],
});
const most = (points: [number, number][]) =>
  Math.max(...points.map(([, value]) => value));
/** From minute 5 to minute 20, when all is well. */
function average(points: [number, number][]) {
  const some = points.filter(
    ([time]) => time > minutes(5) && time < minutes(20),
  );
  return some.reduce((sum, [, value]) => sum + value, 0) / some.length;
}
table(
  `${uploads.count} uploads`,
  paths.map(({ quality, pool, waiting, size }) => ({
    quality,
    done: pool.processed,
    'workers, on average': Math.round(average(size)),
    'most messages waiting': most(waiting),
  })),
);
const path = (name: string) => paths.find(({ quality }) => quality === name)!;
const [small, large] = [path('480p'), path('1080p')];
check(
  'every upload takes every path',
  paths.every(({ pool }) => pool.processed === uploads.count),
);
check(
  'each path has as many workers as its own queue calls for',
  average(large.size) > 2.5 * average(small.size),
);
check(
  'a path that fails holds no other up',
  most(large.waiting) > 2 * most(small.waiting),
);

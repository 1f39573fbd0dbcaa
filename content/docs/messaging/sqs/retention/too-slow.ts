import {
  arrivals,
  check,
  Cloud,
  hours,
  plot,
  workers,
} from 'desired-capacity';

// Sixty jobs a minute come in, and the workers do fifty-four. The queue
// keeps a message for an hour. (Four days would only take longer.)
const cloud = new Cloud();
const jobs = cloud.sqs.createQueue('jobs', {
  messageRetentionPeriod: hours(1),
});
const sent = arrivals(cloud, { rate: 1, spacing: 'even' }, (job) =>
  jobs.sendMessage(`${job}`),
);
const pool = workers(cloud, jobs, { count: 9, serviceTime: 10 });

const waiting = () => jobs.approximateNumberOfMessages;
const inWork = () => jobs.approximateNumberOfMessagesNotVisible;
const gone = () => sent.count - pool.processed - waiting() - inWork();
const every = 120;
const backlog = cloud.record(waiting, { every });
const lost = cloud.record(gone, { every });
const age = cloud.record(() => jobs.approximateAgeOfOldestMessage ?? 0, {
  every,
});
await cloud.run(hours(16));

const inHours = (points: [number, number][]) =>
  points.map(([at, value]) => [at / 3600, value] as const);
plot({
  title: 'Messages waiting, and messages lost',
  description:
    'The backlog climbs at first and nothing is lost. Then it stays level, and the messages that are lost rise evenly.',
  x: { label: 'Time', unit: 'h' },
  y: { label: 'Messages' },
  series: [
    { name: 'waiting', points: inHours(backlog) },
    { name: 'lost', points: inHours(lost) },
  ],
});
const first = lost.find(([, messages]) => messages > 0)?.[0] ?? 0;
const half = age.find(([, seconds]) => seconds > hours(1) / 2)?.[0] ?? 0;
const level = backlog
  .filter(([at]) => at > first + hours(1))
  .map(([, messages]) => messages);
const within = (value: number, low: number, high: number) =>
  value > low && value < high;
check('for nine hours none is lost', within(first, hours(9), hours(11)));
check(
  'then the backlog stays level',
  Math.max(...level) < 1.1 * Math.min(...level),
);
check('while over two thousand are lost', within(gone(), 2000, 2800));
check(
  'half-way, the age of the oldest message warns hours before',
  within(first - half, hours(4), hours(6)),
);

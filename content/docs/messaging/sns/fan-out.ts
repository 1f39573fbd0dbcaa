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
import { createTopic, subscribeQueue } from './topic.ts';

const slowWork = 12; // knob 2..30 unit s

// A video is uploaded every four seconds. Four parties want to know.
const cloud = new Cloud();
const topicArn = createTopic(cloud, 'uploads');
const parties = [
  { name: '480p', work: 2 },
  { name: '720p', work: 4 },
  { name: '1080p', work: slowWork },
  { name: 'catalogue', work: 1 },
].map(({ name, work }) => {
  const queue = subscribeQueue(cloud, topicArn, name);
  const pool = workers(cloud, queue, { name, count: 2, serviceTime: work });
  const waiting = cloud.record(() => queue.approximateNumberOfMessages, {
    every: 15,
  });
  return { name, queue, pool, waiting };
});
const uploads = arrivals(
  cloud,
  { rate: 0.25, lasting: minutes(30) },
  (number) => cloud.sns.publish({ topicArn, message: `upload ${number}` }),
);

// #region an hour, a plot, a table and the checks
await cloud.run(hours(1));
plot({
  title: 'Four queues of one topic',
  description:
    'While uploads come in, the queue of the slow party grows; the queues of the three others stay near zero. Then the slow party works its queue off.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Messages waiting' },
  series: parties.map(({ name, waiting }) => ({ name, points: waiting })),
});
const most = (points: [number, number][]) =>
  Math.max(...points.map(([, value]) => value));
table(
  `${uploads.count} uploads`,
  parties.map(({ name, pool, waiting }) => ({
    party: name,
    done: pool.processed,
    'most messages waiting': most(waiting),
  })),
);
const slow = parties.find(({ name }) => name === '1080p')!;
const others = parties.filter((party) => party !== slow);
check(
  'every party gets every message',
  parties.every(({ pool }) => pool.processed === uploads.count),
);
check(
  'a slow party delays no other',
  most(slow.waiting) > 10 &&
    others.every(({ waiting }) => most(waiting) < most(slow.waiting) / 4),
);
// #endregion

import { check, Cloud, hours, table, workers } from 'desired-capacity';

// A queue on which nothing ever comes. What it costs to wait there for an
// hour, times the 720 hours of a month.
async function month(count: number, poll: string, waitTimeSeconds: number) {
  const cloud = new Cloud();
  const jobs = cloud.sqs.createQueue('jobs');
  const before = cloud.meter.cost();
  workers(cloud, jobs, { count, waitTimeSeconds, pause: 1, serviceTime: 1 });
  await cloud.run(hours(1));
  const usd = 720 * (cloud.meter.cost() - before);
  return { workers: count, poll, 'cost ($)': Math.round(usd * 100) / 100 };
}

const short = await month(50, 'short, each second', 0);
const long = await month(50, 'long, of 20 s', 20);
const one = await month(1, 'long, of 20 s', 20);
table('A month of waiting for nothing', [short, long, one]);
const cost = (row: typeof one) => row['cost ($)'];
check('fifty short polls a second cost $52', Math.round(cost(short)) === 52);
check(
  'fifty long polls are a twentieth of it',
  cost(long) < cost(short) / 19,
);
check('one worker that waits costs cents', cost(one) < 0.1);

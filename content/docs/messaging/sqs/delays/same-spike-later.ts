import {
  arrivals,
  check,
  Cloud,
  minutes,
  plot,
  spike,
  workers,
} from 'desired-capacity';

// Ten workers at one second a job. In the spike 25 jobs a second come.
const rate = spike({
  base: 5,
  peak: 25,
  at: minutes(2),
  lasting: minutes(2),
});

async function run(delaySeconds: number) {
  const cloud = new Cloud();
  const jobs = cloud.sqs.createQueue('jobs', { delaySeconds });
  arrivals(cloud, { rate }, () => jobs.sendMessage('job'));
  workers(cloud, jobs, { count: 10, serviceTime: 1 });
  const waiting = cloud.record(() => jobs.approximateNumberOfMessages, {
    every: 5,
  });
  await cloud.run(minutes(20));
  const most = Math.max(...waiting.map(([, messages]) => messages));
  return { waiting, most };
}

const without = await run(0);
const delayed = await run(minutes(5));
plot({
  title: 'A spike on a queue, and on a delay queue',
  description:
    'Without a delay the backlog climbs in the spike, then goes. With a delay it does the same, as much later as the delay is long.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Jobs visible' },
  series: [
    { name: 'no delay', points: without.waiting },
    { name: 'a delay of 5 minutes', points: delayed.waiting },
  ],
});
const share = delayed.most / without.most;
check('the backlog comes later, and is as high', share > 0.9 && share < 1.1);

import {
  arrivals,
  check,
  Cloud,
  hours,
  plot,
  workers,
} from 'desired-capacity';

// Three workers, five seconds a job, a job every three seconds: busy
// just over half the time. One job in a hundred is poison. Whoever
// takes it works five seconds, and fails.
async function shift(maxReceiveCount?: number) {
  const cloud = new Cloud();
  const dead = cloud.sqs.createQueue('jobs-dlq');
  const jobs = cloud.sqs.createQueue('jobs');
  if (maxReceiveCount) {
    const redrivePolicy = { deadLetterTargetArn: dead.arn, maxReceiveCount };
    jobs.setQueueAttributes({ redrivePolicy });
  }
  let [poison, wait] = [0, 0];
  arrivals(cloud, { rate: 1 / 3 }, () => {
    const bad = cloud.random('kinds').bernoulli(0.01);
    if (bad) poison += 1;
    jobs.sendMessage(bad ? 'poison' : `${cloud.now}`);
  });
  const pool = workers(cloud, jobs, {
    count: 3,
    serviceTime: 5,
    failureProbability: ({ body }) => (body === 'poison' ? 1 : 0),
    onStart: ({ body }) => {
      if (body !== 'poison') wait = cloud.now - Number(body);
    },
  });
  const waits = cloud.record(() => wait, { every: 60 });
  await cloud.run(hours(6));
  const queues = maxReceiveCount ? 'with a dead-letter queue' : 'without';
  const failures = pool.failed.toLocaleString('en');
  console.log(`${queues}: ${poison} poison messages, ${failures} failures`);
  const longest = Math.max(...waits.map(([, wait]) => wait));
  const aside = dead.approximateNumberOfMessages;
  return { waits, longest, poison, failed: pool.failed, aside };
}

const without = await shift();
const using = await shift(3);
plot({
  title: 'How long a good job waits',
  description:
    'Without a dead-letter queue a good job waits longer and longer. With one it hardly waits at all.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Wait', unit: 's' },
  series: [
    { name: 'without a dead-letter queue', points: without.waits },
    { name: 'with one', points: using.waits },
  ],
});
check(
  'without a dead-letter queue good jobs wait for minutes',
  without.longest > 120,
);
check('with one they wait for seconds at most', using.longest < 20);
check(
  'each poison message is tried three times at most',
  using.failed <= 3 * using.poison,
);
check(
  'the dead-letter queue holds the poison',
  using.aside >= using.poison - 3,
);
check(
  'without one, some 70 messages fail 5,000 times',
  Math.abs(without.poison - 72) < 25 &&
    Math.abs(without.failed / 5000 - 1) < 0.5,
);

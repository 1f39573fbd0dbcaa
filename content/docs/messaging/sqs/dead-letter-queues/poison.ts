import {
  arrivals,
  check,
  Cloud,
  hours,
  plot,
  seconds,
  table,
  workers,
} from 'desired-capacity';

// Three workers, five seconds a job, a job every three seconds or so: the pool is busy just over half the time.
// One job in a hundred is poison: whoever takes it works for five seconds, and fails.
async function shift(withDeadLetterQueue: boolean) {
  const cloud = new Cloud();
  const deadLetters = cloud.sqs.createQueue('jobs-dlq');
  const redrivePolicy = {
    deadLetterTargetArn: deadLetters.arn,
    maxReceiveCount: 3,
  };
  const jobs = cloud.sqs.createQueue(
    'jobs',
    withDeadLetterQueue ? { redrivePolicy } : {},
  );
  const kinds = cloud.random('kinds');
  let poison = 0;
  let wait = 0;

  arrivals(cloud, { rate: 1 / 3 }, () => {
    const poisonous = kinds.bernoulli(0.01);
    if (poisonous) poison += 1;
    jobs.sendMessage(poisonous ? 'poison' : String(cloud.now));
  });
  const pool = workers(cloud, jobs, {
    count: 3,
    serviceTime: seconds(5),
    failureProbability: ({ body }) => (body === 'poison' ? 1 : 0),
    onStart: ({ body }) => {
      if (body !== 'poison') wait = cloud.now - Number(body);
    },
  });
  const waits = cloud.record(() => wait, { every: 60 });
  await cloud.run(hours(6));
  return {
    waits,
    poison,
    failures: pool.failed,
    dead: deadLetters.approximateNumberOfMessages,
  };
}

const without = await shift(false);
const using = await shift(true);
const longest = ({ waits }: typeof using) =>
  Math.max(...waits.map(([, wait]) => wait));
plot({
  title: 'How long a good job waits',
  description:
    'Without a dead-letter queue a good job waits longer and longer, for four minutes after six hours. With one it hardly waits at all.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Wait', unit: 's' },
  series: [
    { name: 'without a dead-letter queue', points: without.waits },
    { name: 'with one', points: using.waits },
  ],
});
table('Six hours', {
  columns: ['Dead-letter queue', 'Poison messages', 'Failed attempts'],
  rows: [
    ['none', without.poison, without.failures],
    ['after 3 receives', using.poison, using.failures],
  ],
});
check(
  'without a dead-letter queue, good jobs come to wait for minutes',
  longest(without) > 120,
);
check('with one, they wait for seconds at most', longest(using) < 20);
check(
  'each poison message is tried three times at most',
  using.failures <= 3 * using.poison,
);
check(
  'the dead-letter queue holds the poison',
  using.dead > 0 && using.dead >= using.poison - 3,
);

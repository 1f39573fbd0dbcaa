import {
  arrivals,
  check,
  Cloud,
  hours,
  plot,
  Tally,
  workers,
} from 'desired-capacity';

// The same jobs. One attempt in twenty ends in a crash: the worker is
// gone, the message hidden.
const crashes = 0.05; // knob attempts that crash: 0.05..0.5 step 0.05

async function shift(visibilityTimeout: number) {
  const cloud = new Cloud();
  const jobs = cloud.sqs.createQueue('jobs', { visibilityTimeout });
  const crashedAt = new Map<string, number>();
  const stranded = new Tally();

  arrivals(cloud, { rate: 0.1 }, (number) =>
    jobs.sendMessage(`job ${number}`),
  );
  workers(cloud, jobs, {
    count: 10,
    serviceTime: (random) => random.erlang(4, 20),
    failureProbability: crashes,
    // #region how long a job lies
    onEnd: ({ body: job }, worker, failed) => {
      if (failed) crashedAt.set(job, cloud.now);
    },
    onStart: ({ body: job }) => {
      const since = crashedAt.get(job);
      if (since !== undefined) stranded.add(cloud.now - since);
      crashedAt.delete(job);
    },
    // #endregion
  });
  await cloud.run(hours(8));
  return stranded.mean;
}

// #region the plot and the checks
const points: [timeout: number, wait: number][] = [];
for (const timeout of [60, 120, 180, 300, 600, 900])
  points.push([timeout, await shift(timeout)]);
plot({
  title: 'How long a job lies after a crash',
  description:
    'The longer the visibility timeout, the longer a job lies before somebody takes it again, nearly in proportion.',
  x: { label: 'Visibility timeout', unit: 's' },
  y: { label: 'Time until the next attempt', unit: 's' },
  series: [{ name: 'mean over all crashes', points }],
});
const wait = new Map(points);
check(
  'with a timeout of one minute, it lies for less than one',
  wait.get(60)! < 60,
);
check(
  'with one of fifteen minutes, for more than fourteen',
  wait.get(900)! > 840,
);
// #endregion

import {
  arrivals,
  check,
  Cloud,
  hours,
  plot,
  seconds,
  workers,
} from 'desired-capacity';

// A job takes 20 s on average, and one in a hundred more than 50 s.
const average = seconds(20); // knob average job: 5..60 step 5
async function shift(visibilityTimeout: number) {
  const cloud = new Cloud();
  const jobs = cloud.sqs.createQueue('jobs', { visibilityTimeout });
  const timesDone = new Map<string, number>();

  arrivals(cloud, { rate: 0.1 }, (number) =>
    jobs.sendMessage(`job ${number}`),
  );
  workers(cloud, jobs, {
    count: 10,
    serviceTime: (random) => random.erlang(4, average),
    onEnd: ({ body: job }) =>
      timesDone.set(job, (timesDone.get(job) ?? 0) + 1),
  });
  await cloud.run(hours(8));

  // #region the share
  const repeated = [...timesDone.values()].filter(
    (times) => times > 1,
  ).length;
  return (100 * repeated) / timesDone.size;
  // #endregion
}

// #region the plot and the checks
const points: [timeout: number, percent: number][] = [];
for (const timeout of [5, 10, 15, 20, 25, 30, 35, 40, 50, 60, 80, 100, 120]) {
  points.push([timeout, await shift(timeout)]);
}
plot({
  title: 'Jobs done more than once',
  description:
    'The longer the visibility timeout, the smaller the share of jobs that are done more than once: nearly all with a very short one, hardly any with a long one.',
  x: { label: 'Visibility timeout', unit: 's' },
  y: { label: 'Jobs', unit: '%' },
  series: [{ name: 'done more than once', points }],
  marks: [
    { x: average, label: 'average job' },
    { x: 30, label: 'default' },
  ],
});
const percent = new Map(points);
check(
  'at the length of the average job, more than a third is repeated',
  percent.get(20)! > 33,
);
check(
  'at the default of 30 s, one in seven',
  percent.get(30)! > 100 / 8 && percent.get(30)! < 100 / 5.5,
);
check('at six times the average, none', percent.get(120) === 0);
// #endregion

import {
  arrivals,
  check,
  Cloud,
  hours,
  plot,
  Tally,
  workers,
} from 'desired-capacity';

// A job takes 20 s on average, one in a hundred more than 50 s. One attempt in twenty ends in a crash.
async function shift(visibilityTimeout: number) {
  const cloud = new Cloud();
  const jobs = cloud.sqs.createQueue('jobs', { visibilityTimeout });
  const timesDone = new Map<string, number>();
  const crashedAt = new Map<string, number>();
  const stranded = new Tally();

  arrivals(cloud, { rate: 0.1 }, (number) => jobs.sendMessage(`job ${number}`));
  workers(cloud, jobs, {
    count: 10,
    serviceTime: (random) => random.erlang(4, 20),
    failureProbability: 0.05,
    onStart: ({ body }) => {
      const crashed = crashedAt.get(body);
      if (crashed !== undefined) stranded.add(cloud.now - crashed);
      crashedAt.delete(body);
    },
    onEnd: ({ body }, worker, failed) => {
      if (failed) crashedAt.set(body, cloud.now);
      else timesDone.set(body, (timesDone.get(body) ?? 0) + 1);
    },
  });
  await cloud.run(hours(8));

  const repeated = [...timesDone.values()].filter((times) => times > 1).length;
  return {
    visibilityTimeout,
    repeated: (100 * repeated) / timesDone.size,
    stranded: stranded.mean,
  };
}

const shifts = await Promise.all(
  [5, 10, 15, 20, 25, 30, 40, 50, 60, 90, 120, 180, 240, 300].map(shift),
);
const at = (timeout: number) =>
  shifts.find((shift) => shift.visibilityTimeout === timeout)!;
const timeout = { label: 'Visibility timeout', unit: 's' };
const marks = [{ x: 30, label: 'default' }];
plot({
  title: 'Too short: jobs done more than once',
  description:
    'With a visibility timeout of 5 s nine jobs in ten are done more than once; with the default of 30 s one in seven; with 50 s one in a hundred; with 120 s none.',
  x: timeout,
  y: { label: 'Jobs', unit: '%' },
  series: [
    {
      name: 'done more than once',
      points: shifts.map((s) => [s.visibilityTimeout, s.repeated]),
    },
  ],
  marks,
});
plot({
  title: 'Too long: jobs stranded by a crash',
  description:
    'The longer the visibility timeout, the longer a job waits for its next attempt after a crash: 14 s with the default of 30 s, 279 s with 300 s.',
  x: timeout,
  y: { label: 'Wait after a crash', unit: 's' },
  series: [
    { name: 'mean', points: shifts.map((s) => [s.visibilityTimeout, s.stranded]) },
  ],
  marks,
});
check(
  'with the default of 30 s, more than one job in ten is done again',
  at(30).repeated > 10,
);
check('with six times the mean service time, none is', at(120).repeated === 0);
check(
  'the longer the timeout, the longer a crash strands a job',
  at(300).stranded > 10 * at(30).stranded,
);

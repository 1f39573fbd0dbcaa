import { check, Cloud, hours, minutes, plot } from 'desired-capacity';

const cloud = new Cloud();
const events = 400;
const oldest = hours(6); // knob maximum event age: 1..6
let done = 0;
cloud.lambda.createFunction({
  functionName: 'import',
  timeout: 60,
  code: { duration: 20, load: () => () => (done += 1) },
});
cloud.lambda.putFunctionEventInvokeConfig({
  functionName: 'import',
  maximumEventAgeInSeconds: oldest,
});
// For two hours nothing may run: somebody has set it to 0, or to too little.
const limit = (reservedConcurrentExecutions: number) =>
  cloud.lambda.putFunctionConcurrency({
    functionName: 'import',
    reservedConcurrentExecutions,
  });
limit(1);
for (let i = 0; i < events; i += 1) cloud.lambda.submit('import', { row: i });
cloud.simulation.schedule(hours(2), () => void limit(50));
// #region the events done so far, the plot and the checks
const tries: number[] = [];
const points: [number, number][] = [];
for (let minute = 0; minute <= 150; minute += 2) {
  points.push([minute, done]);
  tries.push(done);
  await cloud.run(minutes(2));
}

plot({
  title: 'Events that are done',
  description:
    'With one execution the events are worked on slowly for two hours, since each waits up to five minutes between two attempts. When the limit is raised, all that are left are done within a few minutes.',
  x: { label: 'Time', unit: 'min' },
  y: { label: 'Events done' },
  series: [{ name: 'done', style: 'step', points }],
  marks: [{ x: 120, label: 'limit raised' }],
});
check('throttled events are not lost', done === events);
check('before the limit is raised only some are done', tries[60]! < events);
check(
  'afterwards the rest takes a few minutes',
  points.find(([, count]) => count === events)![0] <= 130,
);
// #endregion

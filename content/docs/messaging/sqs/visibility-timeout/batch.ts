import {
  check,
  Cloud,
  hours,
  seconds,
  table,
  workers,
} from 'desired-capacity';

// Ten workers, and a thousand jobs of about five seconds. A message is
// hidden for 30 s, six times as long.
async function run(maxNumberOfMessages: number) {
  const cloud = new Cloud();
  const jobs = cloud.sqs.createQueue('jobs', {
    visibilityTimeout: seconds(30), // knob 10..120 step 5
  });
  for (let i = 0; i < 1000; i += 1) jobs.sendMessage(`job ${i}`);

  let started = 0;
  workers(cloud, jobs, {
    count: 10,
    serviceTime: (random) => random.uniform(4, 6),
    maxNumberOfMessages,
    onStart: () => (started += 1),
  });
  await cloud.run(hours(1));
  return { 'messages at once': maxNumberOfMessages, 'jobs started': started };
}

const one = await run(1);
const five = await run(5);
const ten = await run(10);
// #region the table and the checks
table('A thousand jobs', [one, five, ten]);
check(
  'one at a time, each job is started once',
  one['jobs started'] === 1000,
);
check(
  'so it is with five, which take 30 s at most',
  five['jobs started'] === 1000,
);
check(
  'of ten, the last come back before their turn: some 200 a thousand',
  ten['jobs started'] > 1100 && ten['jobs started'] < 1350,
);
// #endregion

import {
  arrivals,
  check,
  Cloud,
  minutes,
  plot,
  table,
  workers,
} from 'desired-capacity';

// Ten tenants share a queue and fifty workers. Nine send two messages a
// second together. In minute 2 the tenth sends 2,000 at once.
async function run(queueIs: string, fair: boolean) {
  const cloud = new Cloud();
  const jobs = cloud.sqs.createQueue('jobs');
  const send = (tenant: string) =>
    jobs.sendMessage(`${tenant} ${cloud.now}`, {
      messageGroupId: fair ? tenant : undefined,
    });
  arrivals(cloud, { rate: 2, lasting: minutes(12) }, (n) =>
    send(`quiet-${n % 9}`),
  );
  cloud.process(function* flood() {
    yield minutes(2);
    for (let i = 0; i < 2000; i += 1) send('noisy');
  });
  const waits = { quiet: [] as [number, number][], noisy: [] as number[] };
  const pool = workers(cloud, jobs, {
    count: 50,
    serviceTime: 5,
    onStart: ({ body }) => {
      const [tenant, sent] = body.split(' ') as [string, string];
      const wait = cloud.now - Number(sent);
      if (tenant === 'noisy') waits.noisy.push(wait);
      else waits.quiet.push([Number(sent), wait]);
    },
  });
  await cloud.run(minutes(13));
  const longest = (waits: number[]) => Math.round(Math.max(...waits));
  const mean = (waits: number[]) =>
    Math.round(waits.reduce((sum, wait) => sum + wait, 0) / waits.length);
  const quiet = waits.quiet.map(([, wait]) => wait);
  return {
    points: waits.quiet,
    row: {
      queue: queueIs,
      'quiet, longest wait (s)': longest(quiet),
      'noisy, mean wait (s)': mean(waits.noisy),
      'all done': pool.processed,
    },
  };
}

const without = await run('without groups', false);
const fair = await run('fair', true);
plot({
  title: 'How long messages of the quiet nine wait',
  description:
    'Without groups, what the quiet tenants send after the flood waits for minutes; with groups it hardly waits.',
  x: { label: 'Sent at', unit: 's' },
  y: { label: 'Wait', unit: 's' },
  series: [
    { name: 'without groups', points: without.points },
    { name: 'a group for each tenant', points: fair.points },
  ],
  marks: [{ x: 120, label: '2,000 messages' }],
});
table('A flood from one of ten', [without.row, fair.row]);
const wait = (run: typeof fair) => run.row['quiet, longest wait (s)'];
const own = (run: typeof fair) => run.row['noisy, mean wait (s)'];
check('without groups the quiet wait for three minutes', wait(without) > 180);
check('with a group each, for a few seconds', wait(fair) <= 5);
check(
  'the noisy one pays: its wait is a quarter longer',
  Math.abs(own(fair) / own(without) - 1.25) < 0.1,
);
check('nothing is lost', fair.row['all done'] === without.row['all done']);

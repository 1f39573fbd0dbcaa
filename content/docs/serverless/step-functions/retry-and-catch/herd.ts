import { check, Cloud, plot, table } from 'desired-capacity';

const callers = 200; // knob executions: 40..400 step 20

async function run(JitterStrategy: 'NONE' | 'FULL') {
  // #region a service that takes twenty calls at once, each for a second
  const cloud = new Cloud();
  const perSecond = new Map<number, number>();
  let inside = 0;
  cloud.lambda.createFunction({
    functionName: 'service',
    code: () =>
      function* () {
        const second = Math.floor(cloud.now);
        perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
        if (inside >= 20) {
          const error = new Error('too many at once');
          error.name = 'Busy';
          throw error;
        }
        inside += 1;
        yield 1;
        inside -= 1;
      },
  });
  // #endregion
  const Retry = [
    {
      ErrorEquals: ['Busy'],
      IntervalSeconds: 1,
      BackoffRate: 2,
      MaxDelaySeconds: 20,
      MaxAttempts: 30,
      JitterStrategy,
    },
  ];
  // #region executions that call it, until all are done
  const machine = cloud.sfn.machine('caller', {
    StartAt: 'Call',
    States: {
      Call: {
        Type: 'Task',
        Resource: 'arn:aws:lambda:us-east-1:123456789012:function:service',
        Retry,
        End: true,
      },
    },
  });
  const runs = Array.from({ length: callers }, () => machine.start());
  await cloud.run(600);
  const seconds = Math.max(...runs.map(({ duration }) => duration));
  const last = Math.max(...perSecond.keys());
  const points = Array.from(
    { length: last + 1 },
    (_, i): [number, number] => [i, perSecond.get(i) ?? 0],
  );
  const calls = points.reduce((sum, [, count]) => sum + count, 0);
  return {
    points,
    calls,
    seconds,
    done: runs.every(({ status }) => status === 'SUCCEEDED'),
  };
  // #endregion
}
// #region both, the plot, the table and the checks
const none = await run('NONE');
const full = await run('FULL');
plot({
  title: 'Calls of the service',
  description:
    'Without jitter the calls come in peaks with silence between them, for minutes. With full jitter they are spread and end early.',
  x: { label: 'Seconds' },
  y: { label: 'Calls in each second' },
  series: [
    { name: 'without jitter', points: none.points },
    { name: 'full jitter', points: full.points },
  ],
});
table('Until all have succeeded', [
  { jitter: 'NONE', calls: none.calls, seconds: Math.round(none.seconds) },
  { jitter: 'FULL', calls: full.calls, seconds: Math.round(full.seconds) },
]);
check('all are done in the end', none.done && full.done);
check(
  'with jitter in less than half of the time',
  full.seconds < none.seconds / 2,
);
check('and with fewer calls', full.calls < none.calls);
// #endregion

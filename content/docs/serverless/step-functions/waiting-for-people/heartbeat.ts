import { check, Cloud, hours, minutes, table } from 'desired-capacity';

const beat = 10; // knob heartbeat expected every: 2..120 unit minutes

async function run(HeartbeatSeconds: number | undefined) {
  const cloud = new Cloud();
  const { activityArn } = cloud.sfn.createActivity({ name: 'check-papers' });
  const machine = cloud.sfn.machine('papers', {
    StartAt: 'Check papers',
    States: {
      'Check papers': {
        Type: 'Task',
        Resource: activityArn,
        ...(HeartbeatSeconds && { HeartbeatSeconds }),
        TimeoutSeconds: hours(24),
        Retry: [{ ErrorEquals: ['States.Timeout'] }],
        End: true,
      },
    },
  });
  // #region two clerks, half an hour for each paper; the first goes home after eleven minutes
  const clerk = (workerName: string, leavesAfter: number) =>
    cloud.process(function* () {
      while (cloud.now < leavesAfter) {
        const poll = { activityArn, workerName };
        const { taskToken } = yield* cloud.sfn.getActivityTask(poll);
        if (!taskToken) continue;
        for (let i = 0; i < 30; i += 1) {
          yield minutes(1);
          if (cloud.now > leavesAfter) return;
          cloud.sfn.sendTaskHeartbeat({ taskToken });
        }
        cloud.sfn.sendTaskSuccess({ taskToken, output: `"${workerName}"` });
      }
    });
  clerk('the first clerk', minutes(11));
  const execution = machine.start();
  await cloud.run(1);
  clerk('the second clerk', hours(48));
  await cloud.run(hours(40));
  return execution;
  // #endregion
}
// #region both, the table and the checks
const without = await run(undefined);
const withBeat = await run(minutes(beat));
const row = ({ output, duration, events }: typeof without) => ({
  'done by': String(output),
  'after (minutes)': Math.round(duration / 60),
  attempts: events.filter(({ type }) => type === 'ActivityScheduled').length,
});
table('The first clerk goes home', [
  { heartbeat: 'none', ...row(without) },
  { heartbeat: `every ${beat} minutes`, ...row(withBeat) },
]);
check(
  'both are done by the second clerk in the end',
  without.output === 'the second clerk' &&
    withBeat.output === 'the second clerk',
);
check('without a heartbeat a day is lost', without.duration > hours(24));
check('with one, less than an hour', withBeat.duration < hours(1));
// #endregion

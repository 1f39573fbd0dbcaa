import { check, Cloud, minutes, seconds, table } from 'desired-capacity';
import type { Program } from 'desired-capacity/kinesisanalyticsv2';

const crashAt = 250; // knob 70..290 step 10 unit seconds

// A point a second. The job fails once: what does each kind of sink get?
async function run(name: string, checkpointing: boolean, exactly: boolean) {
  // #region a cloud, a stream, and a list of what came out
  const cloud = new Cloud();
  const points = cloud.kinesis.stream('points');
  const got: string[] = [];
  // #endregion
  const program: Program = (env) =>
    env
      .fromSource<number>(points, { from: 'TRIM_HORIZON' })
      .keyBy(() => 'all')
      .process<number, number>(
        () => 0,
        (sum, point, out) => {
          out.collect(sum + point);
          return sum + point;
        },
      )
      .sinkTo(
        (sum) => got.push(String(sum)),
        exactly ? 'exactly-once' : 'at-least-once',
      );
  const options = { program, checkpointing };
  const app = cloud.kinesisanalyticsv2.application('sum', options);
  // #region 300 points, the failure, and what came out
  cloud.process(function* game() {
    for (let n = 0; n < 300; n += 1) {
      points.putRecord('game', '1');
      yield seconds(1);
    }
  });
  await cloud.run(crashAt);
  app.crash();
  await cloud.run(minutes(10));
  return {
    sink: name,
    'sums delivered': got.length,
    'different ones': new Set(got).size,
    'last sum': Number(got.at(-1)),
    checkpoints: app.checkpoints,
  };
  // #endregion
}
// #region the three jobs, the table and the checks
const rows = [
  await run('plain', true, false),
  await run('with the checkpoint', true, true),
  await run('plain, no checkpoints', false, false),
];
table('300 points and one failure', rows);
const [plain, committed, without] = rows;
check(
  'the state counts each point once, whatever the sink',
  plain!['last sum'] === 300 && committed!['last sum'] === 300,
);
check(
  'a plain sink gets again what it got since the checkpoint',
  plain!['sums delivered'] > 300 && plain!['different ones'] === 300,
);
check(
  'a sink that commits with checkpoints gets each sum once',
  committed!['sums delivered'] === 300,
);
check(
  'without checkpoints the job begins again at the start',
  without!['sums delivered'] > plain!['sums delivered'],
);
// #endregion

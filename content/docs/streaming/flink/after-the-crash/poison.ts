import { check, Cloud, minutes, seconds, table } from 'desired-capacity';

const broken = 99; // knob 10..400 step 1

// #region a cloud, a stream, and counters
const cloud = new Cloud();
const clicks = cloud.kinesis.stream('clicks');
const seen = { naive: 0, careful: 0, errors: 0 };
const flink = cloud.kinesisanalyticsv2;
// #endregion
const naive = flink.application('naive', {
  program: (env) =>
    env
      .fromSource<{ n: number }>(clicks)
      .sinkTo(({ n }) => (seen.naive = Math.max(seen.naive, n))),
});
const careful = flink.application('careful', {
  program: (env) => {
    const parsed = env
      .fromSource<string>(clicks, { read: (text) => text })
      .process<number>((text, out) => {
        try {
          out.collect((JSON.parse(text) as { n: number }).n);
        } catch {
          out.output('errors', text);
        }
      });
    parsed.sinkTo((n) => (seen.careful = n));
    parsed.sideOutput<string>('errors').sinkTo(() => (seen.errors += 1));
  },
});
// #region the clicks, the table and the checks
cloud.process(function* website() {
  yield seconds(2);
  for (let n = 0; n < 500; n += 1) {
    clicks.putRecord(
      'page',
      n === broken ? 'no JSON' : JSON.stringify({ n }),
    );
    yield seconds(1);
  }
});
await cloud.run(minutes(10));
const statusOf = (app: typeof naive) => ({
  status: app.status,
  restarts: app.restarts,
});
table('Ten minutes of clicks, one of them broken', [
  { job: 'naive', ...statusOf(naive), 'last click': seen.naive },
  { job: 'careful', ...statusOf(careful), 'last click': seen.careful },
]);
check(
  'the naive job never gets past the broken click',
  seen.naive === broken - 1,
);
check('it restarts, and says RUNNING', naive.restarts > 10);
check(
  'a side output takes the broken click, and the job goes on',
  seen.careful === 499 && seen.errors === 1 && careful.restarts === 0,
);
// #endregion

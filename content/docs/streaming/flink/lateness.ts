import { check, Cloud, minutes, plot, table } from 'desired-capacity';

// Measurements come up to two minutes late: how long shall a window wait?
async function run(outOfOrderness: number) {
  const cloud = new Cloud({ seed: 4 });
  const meters = cloud.kinesis.stream('meters');
  const delays: number[] = [];
  cloud.kinesisanalyticsv2.application('average', {
    program: (env) => {
      const windows = env
        .fromSource<{ at: number }>(meters, {
          time: ({ at }) => at,
          outOfOrderness,
        })
        .keyBy(() => 'all')
        .window({ tumbling: minutes(1) })
        .count();
      windows.sinkTo(({ end }) => delays.push(epoch + cloud.now - end));
      windows.sideOutput('late').sinkTo(() => (late += 1));
    },
  });
  // #region the meters: a quarter of the measurements is late
  const epoch = Date.parse('2026-01-01T00:00:00Z') / 1000;
  const random = cloud.random('delays');
  let late = 0;
  cloud.process(function* source() {
    for (let n = 0; n < 900; n += 1) {
      const at = epoch + cloud.now;
      const delay = n % 4 === 0 ? Math.floor(120 * random.next()) : 0;
      cloud.simulation.schedule(delay, () =>
        meters.putRecord('meter', JSON.stringify({ at })),
      );
      yield 1;
    }
  });
  await cloud.run(minutes(20));
  const mean = delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
  return {
    'waits for (s)': outOfOrderness,
    'late of 900': late,
    'result after (s)': Math.round(mean),
  };
  // #endregion
}
const rows: Awaited<ReturnType<typeof run>>[] = [];
for (const wait of [0, 30, 60, 90, 120]) rows.push(await run(wait));
// #region the plot, the table and the checks
plot({
  title: 'What is lost, and how long one waits',
  description:
    'The longer a window waits, the fewer records are too late for it, and the later its result.',
  x: { label: 'Waits for', unit: 's' },
  y: { label: '', unit: '' },
  series: (['late of 900', 'result after (s)'] as const).map((name) => ({
    name,
    points: rows.map((row) => [row['waits for (s)'], row[name]]),
  })),
});
table('What is lost, and how long one waits', rows);
check('who does not wait loses records', rows[0]!['late of 900'] > 50);
check(
  'who waits as long as the longest delay loses none',
  rows[4]!['late of 900'] === 0,
);
check(
  'and has its results that much later',
  rows[4]!['result after (s)'] > rows[0]!['result after (s)'] + 100,
);
// #endregion

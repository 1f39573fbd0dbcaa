import {
  check,
  Cloud,
  hours,
  minutes,
  playback,
  recordFleet,
  table,
} from 'desired-capacity';

// The load jumps ninefold. Newcomers count once they have warmed up.
async function jump(warmup: number) {
  const cloud = new Cloud();
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 2,
    maxSize: 60,
    defaultInstanceWarmup: warmup,
  });
  web.trackCpu(50);
  await cloud.run(minutes(15));
  const fleet = recordFleet(cloud, web, { name: `${warmup} s`, every: 30 });
  const load = web.load(() => (cloud.now < minutes(20) ? 80 : 700), {
    capacity: 100,
  });
  await cloud.run(hours(1));
  // #region a row of the table
  const most = Math.max(...sizes(web));
  films.push(fleet);
  return {
    'warm-up, s': warmup,
    'largest fleet': most,
    'needed at 50 %': 14,
    'requests lost': Math.round(load.lost),
  };
}
// #endregion
// #region the sizes that the group has wanted
function sizes({ activities }: ReturnType<Cloud['autoscaling']['group']>) {
  return activities.map(({ cause = '' }) =>
    Number(/from \d+ to (\d+)/.exec(cause)?.[1] ?? 0),
  );
}
// #endregion
const films: ReturnType<typeof recordFleet>[] = [];
const rows = [];
for (const warmup of [0, 60, 120, 180, 300, 600]) {
  rows.push(await jump(warmup));
}
// #region the table and the checks
table('One jump, six warm-ups', rows);
playback({
  title: 'One minute of warm-up, and five',
  description:
    'The same jump of the load twice. One fleet orders again before the metric shows what its last order does, grows to twice its need, and has to shrink. The other one orders, waits, and orders what is still missing.',
  scenes: [films[1]!, films[4]!],
});
const fleet = rows.map((row) => row['largest fleet']);
const lost = rows.map((row) => row['requests lost']);
check('without one the group grows far beyond its need', fleet[0]! > 25);
check('with enough of it, to what it needs', fleet[4]! <= 16);
check('with too much of it, requests are lost', lost[5]! > lost[3]! * 1.3);
// #endregion

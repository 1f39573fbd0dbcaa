import {
  backoff,
  type BackoffOptions,
  check,
  Cloud,
  plot,
  standardRetries,
  table,
} from 'desired-capacity';

const callers = 200; // knob workers: 20..400 step 20
const spread = 'full'; // knob jitter: 'full' | 'equal'

// A database takes 20 calls a second and refuses the rest. 200 workers
// call it at once; who is refused waits, and calls again.
async function herd(way: string, jitter: BackoffOptions['jitter']) {
  // #region the database
  const cloud = new Cloud();
  const calls: number[] = [];
  let [second, taken, done] = [0, 0, 0];
  function call() {
    calls.push(cloud.now);
    if (Math.floor(cloud.now) > second) taken = 0;
    second = Math.floor(cloud.now);
    taken += 1;
    return taken <= 20;
  }
  // #endregion
  for (let i = 0; i < callers; i += 1) {
    // As the AWS SDKs wait: one second, doubled up to twenty.
    const base = standardRetries.throttlingBase;
    const random = cloud.random(`worker ${i}`);
    const wait = backoff(random, { base, jitter });
    cloud.process(function* worker() {
      for (let retry = 0; !call(); retry += 1) yield wait(retry);
      done += 1;
    });
  }
  // #region two minutes, and the calls in each second
  await cloud.run(120);
  const perSecond = new Map<number, number>();
  for (const at of calls) {
    const x = Math.floor(at);
    perSecond.set(x, (perSecond.get(x) ?? 0) + 1);
  }
  const points = Array.from(
    { length: 120 },
    (_, x) => [x, perSecond.get(x) ?? 0] as const,
  );
  const last = Math.round(calls.at(-1)!);
  return { way, points, calls: calls.length, done, last };
  // #endregion
}

const plain = await herd('without jitter', 'none');
const jittered = await herd('with jitter', spread);
// #region the plot, the table and the checks
plot({
  title: 'Calls to the database',
  description:
    'Without jitter all who were refused call again in the same second: peaks that fall slowly, with nothing between. With full jitter the calls spread out, and all is done much sooner.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Calls a second' },
  series: [plain, jittered].map(({ way, points }) => ({
    name: way,
    style: 'step',
    points,
  })),
  marks: [{ y: 20, label: 'what it takes' }],
});
table(
  `${callers} workers`,
  [plain, jittered].map(({ way, calls, done, last }) => ({
    way,
    calls,
    done,
    'last call (s)': last,
  })),
);
const busy = plain.points.filter(([, calls]) => calls > 0);
check('without jitter they come ten times, as herds', busy.length === 10);
check('the second time all 180 at once', busy[1]![1] === 180);
check('and 160 the third time', busy[2]![1] === 160);
check('the last is served after 111 s', plain.last === 111);
check('with jitter within half a minute', jittered.last < 35);
const saved = 1 - jittered.calls / plain.calls;
check('and with a quarter fewer calls', Math.abs(saved - 0.25) < 0.05);
// #endregion

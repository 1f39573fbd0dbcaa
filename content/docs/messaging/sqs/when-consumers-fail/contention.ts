import {
  backoff,
  check,
  Cloud,
  plot,
  table,
  type BackoffOptions,
} from 'desired-capacity';

const cap = 2; // knob longest wait: 0.5..4 step 0.5 unit s

// Workers update one row of a table: read its version, then write, if
// the version is still the same. Each hop takes ten milliseconds or so.
async function writes(workers: number, options: BackoffOptions) {
  // #region the row, and the way to it
  const cloud = new Cloud();
  const network = cloud.random('network');
  const hop = () => Math.abs(network.normal(0.01, 0.002));
  let [version, writes] = [0, 0];
  // #endregion
  for (let i = 0; i < workers; i += 1) {
    const wait = backoff(cloud.random(`worker ${i}`), options);
    cloud.process(function* worker() {
      for (let retry = 1; ; retry += 1) {
        yield hop();
        const read = version;
        yield hop() + hop();
        writes += 1;
        const written = version === read;
        if (written) version += 1;
        yield hop();
        if (written) return;
        yield wait(retry);
      }
    });
  }
  // #region the run
  await cloud.run();
  return { writes, seconds: cloud.now };
  // #endregion
}
// #region three ways, the plot, the table and the checks
const ways: [name: string, options: BackoffOptions][] = [
  ['at once', { base: 0 }],
  ['backoff', { base: 0.005, cap, jitter: 'none' }],
  ['backoff with jitter', { base: 0.005, cap, jitter: 'full' }],
];
const counts = [10, 20, 40, 60, 80, 100];
const curves = [];
for (const [name, options] of ways) {
  const points: [workers: number, writes: number][] = [];
  let seconds = 0;
  for (const count of counts) {
    const run = await writes(count, options);
    points.push([count, run.writes]);
    seconds = Math.round(run.seconds);
  }
  curves.push({ name, points, writes: points.at(-1)![1], seconds });
}
plot({
  title: 'Writes until every worker has written once',
  description:
    'The more workers, the more steeply the number of writes rises: most when they try again at once, less with backoff, and far less with backoff and jitter.',
  x: { label: 'Workers' },
  y: { label: 'Writes' },
  series: curves,
});
table(
  'A hundred workers',
  curves.map(({ name, writes, seconds }) => ({
    retry: name,
    writes,
    'all done after (s)': seconds,
  })),
);
const [atOnce, plain, jittered] = curves.map(({ writes }) => writes);
check(
  'at once, a hundred workers need 2,400',
  Math.abs(atOnce! / 2400 - 1) < 0.1,
);
check('with backoff alone 1,800', Math.abs(plain! / 1800 - 1) < 0.15);
check('with jitter 800', Math.abs(jittered! / 800 - 1) < 0.1);
check(
  'backoff alone needs twice as many as with jitter',
  plain! > 2 * jittered!,
);
check('and backoff alone takes a minute', curves[1]!.seconds > 45);
// #endregion

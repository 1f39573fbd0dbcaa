import { check, Cloud, plot } from 'desired-capacity';

const interval = 30; // knob 10 | 30
const servers = 10; // knob servers that die: 5..40 step 5

// Servers die all at once, and come back. When does a check of each see it?
async function seen(threshold: number) {
  const cloud = new Cloud();
  const { route53 } = cloud;
  const all = Array.from({ length: servers }, (_, i) => {
    const ipAddress = `192.0.2.${i + 1}`;
    const server = route53.endpoints.listen(`${ipAddress}:80`, () => ({
      status: 200,
    }));
    const health = route53.healthCheck({
      ipAddress,
      requestInterval: interval,
      failureThreshold: threshold,
    });
    return { server, health };
  });
  await cloud.run(60);
  // #region dead for a while, then back; the means of both times
  const down = cloud.now;
  for (const { server } of all) server.condition = { kind: 'refuse' };
  await cloud.run(interval * (threshold + 1));
  const up = cloud.now;
  for (const { server } of all) server.condition = { kind: 'accept' };
  await cloud.run(interval * (threshold + 1));
  const mean = (nth: 0 | 1, since: number) =>
    all.reduce(
      (sum, { health }) => sum + health.changes[nth]!.at - since,
      0,
    ) / servers;
  return { threshold, down: mean(0, down), up: mean(1, up) };
  // #endregion
}

const rows: Awaited<ReturnType<typeof seen>>[] = [];
for (const threshold of [1, 2, 3, 5, 7, 10]) rows.push(await seen(threshold));
// #region the formula, the picture and the checks
// 14 of 16 checkers must have changed their mind, or 3 of them.
const expected = (threshold: number, checkers: number) =>
  interval * (threshold - 1) + (interval * checkers) / 17;
type Points = [number, number][];
const measured = (what: 'down' | 'up') =>
  rows.map((row) => [row.threshold, row[what]]) as Points;
const theory = (checkers: number) =>
  rows.map(({ threshold }) => [
    threshold,
    expected(threshold, checkers),
  ]) as Points;
plot({
  title: 'Until it is seen',
  description:
    'Both lines rise by an interval for each failure more that counts. The line of the way down lies above that of the way up, everywhere by the same distance.',
  x: { label: 'Failure threshold' },
  y: { label: 'Mean time', unit: 's' },
  series: [
    { name: 'down', style: 'points', points: measured('down') },
    { name: 'I(k − 1) + 14I/17', points: theory(14) },
    { name: 'up', style: 'points', points: measured('up') },
    { name: 'I(k − 1) + 3I/17', points: theory(3) },
  ],
});
const three = rows.find(({ threshold }) => threshold === 3)!;
console.log(`Threshold 3: ${three.down.toFixed(1)} s down, ${three.up.toFixed(1)} s up.`); // prettier-ignore
const near = (a: number, b: number) => Math.abs(a - b) < interval / 8;
check(
  'down: two intervals and fourteen seventeenths',
  near(three.down, expected(3, 14)),
);
check(
  'up: two intervals and three seventeenths',
  near(three.up, expected(3, 3)),
);
check(
  'failing over takes longer than coming back, with any threshold',
  rows.every(({ down, up }) => down > up),
);
// #endregion

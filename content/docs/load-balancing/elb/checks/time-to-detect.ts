import { check, Cloud, table } from 'desired-capacity';

const interval = 30; // knob seconds between checks: 5 | 10 | 30
const threshold = 2; // knob failures in a row: 2 | 3 | 5

// Twelve targets, two nodes. Each target hangs at a moment of its own.
async function detect(every: number, failures: number) {
  const cloud = new Cloud();
  const fleet = cloud.ec2.launch({ count: 12, application: {} });
  const web = cloud.elasticloadbalancingv2.balancer('web', {
    targets: fleet,
    healthCheck: {
      interval: every,
      timeout: 4,
      unhealthyThreshold: failures,
    },
  });
  await web.until('healthy');
  // #region for each node and target: from the failure to unhealthy
  const took: number[] = [];
  const random = cloud.random('failures');
  for (const one of fleet) {
    const at = random.uniform(0, 60);
    cloud.simulation.schedule(at, () => {
      const since = cloud.now;
      one.host!.hang();
      for (const node of web.nodes)
        node.group(web.targetGroup).onHealth.push(({ target, view }) => {
          const gone = view.state === 'unhealthy' && target.id === one.id;
          if (gone) took.push(cloud.now - since);
        });
    });
  }
  await cloud.run(60 + every * (failures + 2));
  return took;
  // #endregion
}

const settings = [
  [30, 2],
  [10, 2],
  [5, 2],
  [interval, threshold],
] as const;
// #region a run for each, the table and the checks
const rows = [];
for (const [every, failures] of settings) {
  const took = await detect(every, failures);
  const mean = took.reduce((sum, n) => sum + n, 0) / took.length;
  const [least, most] = [Math.min(...took), Math.max(...took)];
  rows.push({ every, failures, least, mean, most, count: took.length });
}
const rounded = (n: number) => Math.round(10 * n) / 10;
table(
  'Seconds from the failure until a node knows',
  rows.map(({ every, failures, least, mean, most }, i) => ({
    checks: `${i === 3 ? 'yours: ' : ''}every ${every} s, ${failures} failures`,
    least: rounded(least),
    mean: rounded(mean),
    most: rounded(most),
    'at most, by formula': every * failures + 4,
  })),
);
for (const { every, failures, least, most, count } of rows) {
  const name = `every ${every} s, ${failures} failures`;
  check(`${name}: all are found`, count === 24);
  check(
    `${name}: within interval × threshold + timeout`,
    most <= every * failures + 4.1,
  );
  check(
    `${name}: no sooner than one interval less`,
    least >= every * (failures - 1) + 3.9,
  );
  if (every === interval && failures === threshold) break;
}
// #endregion

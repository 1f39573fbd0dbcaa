import { check, Cloud, HttpClient, table } from 'desired-capacity';

const keepAlive = 20; // knob seconds that the server keeps an idle connection: 10..90 step 10

// Visitors come now and then: the balancer's connection to the server idles.
// Gaps of about the server's keep-alive, each a little longer than the last.
async function visits(seconds: number) {
  const cloud = new Cloud();
  const fleet = cloud.ec2.launch({
    application: { keepAlive: seconds, demand: () => 1e-6 },
  });
  // #region a balancer, and a client that keeps no connection
  const web = cloud.elasticloadbalancingv2.balancer('web', {
    targets: fleet,
  });
  await web.until('healthy');
  const client = new HttpClient(cloud, {
    maxIdlePerHost: 0,
    dns: { rotate: false, keep: 'forever' },
  });
  // #endregion
  const middle = Math.min(keepAlive, 60);
  for (let i = -40; i < 40; i += 1) {
    await client.request({ host: web.dnsName });
    await cloud.run(middle + i * 0.0002);
  }
  const [reason = ''] = [...web.answers.keys()].filter((why) =>
    why.startsWith('502'),
  );
  return { seconds, failed: client.outcomes.statuses.get(502) ?? 0, reason };
}

const short = await visits(keepAlive);
const long = await visits(65);
// #region the table and the checks
table(
  'Eighty visits, twenty seconds apart',
  [short, long].map(({ seconds, failed }, i) => ({
    server:
      i === 0 ? 'shorter than the balancer' : 'longer than the balancer',
    'keeps connections (s)': seconds,
    'answered with 502': failed,
  })),
);
console.log(`The reason: ${short.reason.slice(4) || 'none'}.`);
check(
  'a server that hangs up first gives a 502 now and then',
  short.failed > 0,
);
check(
  'a server that waits longer than the balancer gives none',
  long.failed === 0,
);
// #endregion

import { check, Cloud, HttpClient, table } from 'desired-capacity';

const silence = 400; // knob seconds between two messages: 300..400 step 10

async function talk(pings: boolean) {
  const cloud = new Cloud();
  const fleet = cloud.ec2.launch({
    count: 2,
    application: { keepAlive: 9999 },
  });
  const flows = cloud.elasticloadbalancingv2.balancer('flows', {
    type: 'network',
    targets: fleet,
  });
  await flows.until('healthy');
  const client = new HttpClient(cloud, { idleTimeout: 9999 });
  const ask = () => client.request({ host: flows.dnsName });
  await ask();
  for (let left = silence; left > 0; left -= 100) {
    await cloud.run(Math.min(left, 100));
    if (pings && left > 100) await ask();
  }
  const outcome = await ask();
  const resets = flows.counters.totals.get('TCP_ELB_Reset_Count') ?? 0;
  const said = outcome.kind === 'error' ? outcome.error.failure : 'an answer';
  return { said, resets };
}

const silent = await talk(false);
const alive = await talk(true);
table(`After ${silence} seconds`, [
  {
    client: 'says nothing meanwhile',
    gets: silent.said,
    resets: silent.resets,
  },
  {
    client: 'sends something every 100 s',
    gets: alive.said,
    resets: alive.resets,
  },
]);
check(
  'a flow that idles longer than 350 s is forgotten',
  (silent.said === 'reset') === silence >= 350,
);
check('one that is kept alive is not', alive.said === 'an answer');

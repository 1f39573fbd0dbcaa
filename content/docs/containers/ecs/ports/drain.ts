import { arrivals, check, Cloud, HttpClient, minutes, table } from 'desired-capacity'; // prettier-ignore

const seconds = 8; // knob seconds of a request: 1..20

// A deployment amid requests. Only the deregistration delay differs.
async function deploy(delay: number) {
  const cloud = new Cloud();
  const web = cloud.elasticloadbalancingv2.balancer('web', {
    targetType: 'ip',
    healthCheck: { interval: 30, timeout: 25 },
    group: { 'deregistration_delay.timeout_seconds': delay },
  });
  // #region a service, its visitors, a new version
  cloud.ecs.program('shop', { serviceTime: seconds });
  const taskDefinition = cloud.ecs.define('shop', {
    fargate: true,
    port: 80,
  });
  const shop = cloud.ecs.service('shop', {
    taskDefinition,
    launchType: 'FARGATE',
    desiredCount: 3,
    targetGroup: web.targetGroup,
    availabilityZoneRebalancing: 'DISABLED',
  });
  await shop.until('steady');
  await web.until('healthy');
  const client = new HttpClient(cloud, { maxPerHost: 500 });
  arrivals(cloud, { rate: 3, lasting: minutes(6) }, () =>
    client.request({ host: web.dnsName }),
  );
  await cloud.run(30);
  const [old] = shop.running;
  cloud.ecs.updateService({ service: 'shop', forceNewDeployment: true });
  const start = cloud.now;
  await shop.until('deployed');
  const took = cloud.now - start;
  await cloud.run(minutes(6));
  const { calls, statuses } = client.outcomes;
  const at = old!.times;
  return { delay, 'requests cut': calls - (statuses.get(200) ?? 0), 'told to SIGTERM, s': (at.get('STOPPING') ?? 0) - (at.get('DEACTIVATING') ?? at.get('STOPPING')!), 'deployment, s': Math.round(took) }; // prettier-ignore
  // #endregion
}
const rows = [await deploy(0), await deploy(10), await deploy(300)];

// #region the table and the checks
table('A deployment by deregistration delay', rows);
const cut = 'requests cut';
check('without a delay requests are cut', rows[0]![cut] > 0);
check('with ten seconds none is', rows[1]![cut] === 0);
check('SIGTERM comes when the delay is over', rows.every((row) => row['told to SIGTERM, s'] === row.delay)); // prettier-ignore
check('the default makes each deployment five minutes longer', rows[2]!['deployment, s'] > rows[1]!['deployment, s'] + 240); // prettier-ignore
// #endregion

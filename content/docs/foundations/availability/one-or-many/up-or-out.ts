import { arrivals, check, Cloud, HttpClient, table } from 'desired-capacity';
import type { LoadBalancer } from 'desired-capacity/elasticloadbalancingv2';

const rate = 16; // knob visits a second: 10..18 step 2

// A server of two vCPUs can do 20 visits a second. It has to grow.
async function grow(how: string) {
  const cloud = new Cloud();
  // #region one server behind a balancer, and its visitors
  const { elasticloadbalancingv2: elb } = cloud;
  const [subnetId] = elb.defaults().subnets;
  const application = { serviceTime: 0.1, concurrency: 2000, startup: 10 };
  const given = { instanceType: 'm7g.large', subnetId, application };
  const fleet = cloud.ec2.launch(given);
  const web = elb.balancer('web', {
    targets: fleet,
    healthCheck: { interval: 5, timeout: 2 },
  });
  await web.until('healthy');
  const client = new HttpClient(cloud, { maxPerHost: 500 });
  const visits = arrivals(cloud, { rate }, () =>
    client.request({ host: web.dnsName }),
  );
  await cloud.run(30);
  client.outcomes.reset();
  // #endregion
  const [server] = fleet;
  if (how === 'up: a larger type') {
    await server!.stop();
    const instanceType = { value: 'm7g.xlarge' };
    await cloud.ec2.modifyInstanceAttribute({ instanceId: server!.id, instanceType }); // prettier-ignore
    await server!.start();
  } else {
    const [second] = cloud.ec2.launch(given);
    await second!.until('serving');
    await register(cloud, web, second!.id);
  }
  // #region a minute and a half, then what it can do
  await cloud.run(90);
  const failed = client.outcomes.calls - client.outcomes.good;
  client.outcomes.reset();
  await cloud.run(60);
  visits.stop();
  const { instances } = cloud.ec2;
  const vcpus = instances.reduce((sum, { type }) => sum + type.vcpus, 0);
  const servers = [...web.targetGroup.targets.values()].filter(({ sent }) => sent > 0).length; // prettier-ignore
  const mean = Math.round(1000 * client.outcomes.latency.mean);
  return {
    how,
    failed,
    'servers at work': servers,
    vcpus,
    'mean afterwards (ms)': mean,
  };
  // #endregion
}

// #region registers a server with the balancer
function register(cloud: Cloud, web: LoadBalancer, id: string) {
  const { arn: targetGroupArn } = web.targetGroup;
  return cloud.elasticloadbalancingv2.registerTargets({
    targetGroupArn,
    targets: [{ id }],
  });
}
// #endregion

const rows = [
  await grow('up: a larger type'),
  await grow('out: one more server'),
];
// #region the table and the checks
table('Twice the capacity', rows);
const [up, out] = rows;
check('up is one machine with twice the power', up!.vcpus === 4 && up!['servers at work'] === 1); // prettier-ignore
check('out is one machine more', out!.vcpus === 4 && out!['servers at work'] === 2); // prettier-ignore
check('both ways a visit is quicker than 200 ms afterwards', rows.every((row) => row['mean afterwards (ms)'] < 200)); // prettier-ignore
check('a server that grows is away meanwhile', up!.failed > 500);
check('nobody notices when one more comes', out!.failed === 0);
// #endregion

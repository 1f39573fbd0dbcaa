import { arrivals, check, Cloud, HttpClient, table } from 'desired-capacity';
import { inPrivateSubnets } from './private-subnets.ts';

const replicas = 1; // knob 1..6 unit pods
const port = 30080; // opened on every node by a service of Kubernetes

// Three nodes in private subnets, and a load balancer with nodes as targets.
const cloud = new Cloud();
const { shop, subnetIds } = await inPrivateSubnets(cloud, 3);
const web = shop.deploy('web', { replicas });
await cloud.run(60);
const nodes = [...shop.nodes.values()];
// #region each node hands what comes to its port to a pod, wherever it runs
const random = cloud.random('pods');
for (const { name } of nodes)
  cloud.ec2.endpoints.listen(`${name}:${port}`, function* () {
    yield 0.01;
    const { ready } = web;
    const pod = ready[Math.floor(random.next() * ready.length)];
    return { status: pod ? 200 : 503 };
  });
// #endregion
const balancer = cloud.elasticloadbalancingv2.balancer('web', {
  targets: nodes.map(({ name: id }) => ({ id })),
  port,
});
await balancer.until('healthy');
// #region thirty seconds of users, a table and the checks
const users = new HttpClient(cloud, {
  maxIdlePerHost: 0,
  dns: { keep: 'none' },
});
arrivals(cloud, { rate: 100, limit: 3000 }, () =>
  users.request({ host: balancer.dnsName }),
);
await cloud.run(60);
const rows = nodes.map((node) => {
  const instance = cloud.ec2.instance(node.instanceId!);
  const requests = balancer.targetGroup.sent[node.name] ?? 0;
  return {
    zone: node.zone,
    'public address': instance.publicAddress ?? 'none',
    pods: node.pods.length,
    requests,
    subnet: subnetOf(node.instanceId!),
  };
});
table(
  'Three nodes',
  rows.map(({ subnet: _, ...row }) => row),
);
check(
  'each zone has a private subnet, and a node in it',
  rows.every((row) => row['public address'] === 'none') &&
    subnetIds.every((id) => rows.some(({ subnet }) => subnet === id)),
);
check(
  'the balancer spreads the requests evenly over the nodes',
  rows.every(({ requests }) => Math.abs(requests - 1000) < 20),
);
const answered = users.outcomes.statuses.get(200) === 3000;
check('all are answered, whichever node they came to', answered);
web.scale(replicas + 3);
await cloud.run(60);
check(
  'behind a load balancer, and scaled by Kubernetes',
  answered && web.ready.length === replicas + 3,
);
function subnetOf(id: string) {
  const { reservations } = cloud.ec2.describeInstances({ instanceIds: [id] });
  return reservations![0]!.instances![0]!.subnetId!;
}
// #endregion

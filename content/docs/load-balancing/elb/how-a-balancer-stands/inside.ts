import { check, Cloud, HttpClient, table } from 'desired-capacity';

const scheme: 'internal' | 'internet-facing' = 'internal'; // knob scheme: 'internal' | 'internet-facing'

const cloud = new Cloud();
const elb = cloud.elasticloadbalancingv2;
// #region a security group that lets anybody in: what holds is the scheme
const { vpcId } = elb.defaults();
const own = elb.defaults().groups[0]!;
const { groupId } = cloud.ec2.createSecurityGroup({
  groupName: 'open',
  description: 'anybody',
  vpcId,
});
cloud.ec2.authorizeSecurityGroupIngress({
  ...{ groupId: groupId!, ipProtocol: 'tcp', fromPort: 80, toPort: 80 },
  cidrIp: '0.0.0.0/0',
});
// #endregion
const [server, caller] = cloud.ec2.launch({ count: 2, application: {} });
const stock = elb.balancer('stock', {
  scheme,
  targets: [server!],
  securityGroups: [groupId!, own],
});
await stock.until('healthy');
// #region who gets an answer
const ask = async (place: string) => {
  const client = new HttpClient(cloud, { place, connectTimeout: 3 });
  const outcome = await client.request({ host: stock.dnsName });
  if (outcome.kind === 'response') return String(outcome.response.status);
  return outcome.kind === 'error' ? outcome.error.failure : 'nothing';
};
const inside = await ask(caller!.id);
const outside = await ask('198.51.100.7');
// #endregion
// #region the tables and the checks
table(
  'The nodes',
  stock.nodes.map(({ zone, network }) => ({
    zone,
    'private address': network.privateAddress,
    'public address': network.publicAddress ?? 'none',
  })),
);
table('Who gets an answer', [
  { asks: 'a server of the VPC', gets: inside },
  { asks: 'a client on the internet', gets: outside },
]);
check(
  'its nodes have private addresses only',
  stock.nodes.every(({ network }) => network.publicAddress === undefined),
);
check('a server of the VPC gets an answer', inside === '200');
check('a client on the internet gets none', outside !== '200');
// #endregion

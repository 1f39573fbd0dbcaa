import { check, Cloud, HttpClient, table } from 'desired-capacity';

const rule: string = 'the balancer’s group'; // knob who may reach the servers: 'the balancer’s group' | 'nobody' | 'everybody'

const cloud = new Cloud();
const { ec2 } = cloud;
const elb = cloud.elasticloadbalancingv2;
// #region two security groups, and a rule for everybody
const { vpcId } = elb.defaults();
const group = (groupName: string) =>
  ec2.createSecurityGroup({ groupName, description: groupName, vpcId })
    .groupId!;
const [front, back] = [group('front'), group('back')];
const web80 = { ipProtocol: 'tcp', fromPort: 80, toPort: 80 };
const everybody = { ...web80, ipRanges: [{ cidrIp: '0.0.0.0/0' }] };
// #endregion
const balancerOnly = { ...web80, userIdGroupPairs: [{ groupId: front }] };
ec2.authorizeSecurityGroupIngress({
  groupId: front,
  ipPermissions: [everybody],
});
if (rule !== 'nobody')
  ec2.authorizeSecurityGroupIngress({
    groupId: back,
    ipPermissions: [rule === 'everybody' ? everybody : balancerOnly],
  });
const fleet = ec2.launch({
  count: 2,
  securityGroupIds: [back],
  application: {},
});
const web = elb.balancer('web', { targets: fleet, securityGroups: [front] });
await cloud.run(300);

// #region a client on the internet asks the balancer, and a server itself
const client = new HttpClient(cloud, {
  place: '198.51.100.7',
  connectTimeout: 3,
  readTimeout: 15,
});
const ask = async (host: string) => {
  const outcome = await client.request({ host });
  if (outcome.kind === 'response') return String(outcome.response.status);
  return outcome.kind === 'error' ? outcome.error.failure : 'nothing';
};
const through = await ask(web.dnsName);
const past = await ask(`${fleet[0]!.publicAddress}:80`);
const { state = '–', reason = '–' } =
  web.targetGroup.health()[0]!.targetHealth!;
table('A client on the internet', [
  { asks: 'the balancer', gets: through },
  { asks: 'a server itself', gets: past },
]);
table('What the balancer says of a server', [{ state, reason }]);
check('through the balancer it gets an answer', through === '200');
check('past the balancer it does not', past === 'connect timeout');
check('the health checks get through too', state === 'healthy');
// #endregion

import { check, Cloud, table } from 'desired-capacity';

const sent = 'none'; // knob X-Forwarded-For of the client: 'none' | '6.6.6.6'

const cloud = new Cloud();
const [server] = cloud.ec2.launch();
// The server notes who connects to it, and what it is told.
let from = '';
let told: ReadonlyMap<string, string> = new Map();
cloud.ec2.endpoints.listen(`${server!.id}:80`, ({ headers }, who) => {
  from = who;
  if (headers?.get('user-agent')?.startsWith('ELB') !== true) told = headers!;
  return { status: 200 };
});
// #region a balancer that anybody may reach
const elb = cloud.elasticloadbalancingv2;
const { vpcId } = elb.defaults();
const { groupId } = cloud.ec2.createSecurityGroup({
  groupName: 'front',
  description: 'anybody',
  vpcId,
});
cloud.ec2.authorizeSecurityGroupIngress({
  ...{ groupId: groupId!, ipProtocol: 'tcp', fromPort: 80, toPort: 80 },
  cidrIp: '0.0.0.0/0',
});
const [own] = elb.defaults().groups;
const web = elb.balancer('web', {
  targets: [server!],
  securityGroups: [groupId!, own!],
});
await web.until('healthy');
// #endregion
const client = '198.51.100.7';
const headers = new Map(sent === 'none' ? [] : [['x-forwarded-for', sent]]);
await web.request({ path: '/', headers }, { from: client });
// #region the table and the checks
const nodes = web.nodes.map(({ network }) => network.id);
table('What the server knows of a client at 198.51.100.7', [
  {
    what: 'who connects',
    value: nodes.includes(from) ? 'a node of the balancer' : from,
  },
  ...['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-port'].map(
    (name) => ({ what: name, value: told.get(name) ?? 'nothing' }),
  ),
]);
check('the connection comes from a node', nodes.includes(from));
check(
  'the client is the last in X-Forwarded-For',
  told.get('x-forwarded-for')!.endsWith(client),
);
check(
  'the port and the protocol are those that the client used',
  told.get('x-forwarded-port') === '80' &&
    told.get('x-forwarded-proto') === 'http',
);
// #endregion

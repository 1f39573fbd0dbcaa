import { check, Cloud, table } from 'desired-capacity';

const letIn = true; // knob the balancer’s security group lets the link in: true | false

// A web server in a VPC, behind a balancer that only the VPC reaches.
const cloud = new Cloud();
const [web] = cloud.ec2.launch({
  application: { respond: () => ({ status: 200, body: 'three cats' }) },
});
const elb = cloud.elasticloadbalancingv2;
const balancer = elb.balancer('web', { scheme: 'internal', targets: [web!] });
await balancer.until('healthy');
const { vpcId, subnets, groups } = elb.defaults();
// #region another security group, and the listener's ARN
const { groupId: stranger } = cloud.ec2.createSecurityGroup({
  groupName: 'stranger',
  description: 'belongs to nobody',
  vpcId,
});
const { listeners } = elb.describeListeners({
  loadBalancerArn: balancer.arn,
});
const listener = listeners![0]!.listenerArn!;
// #endregion
const { vpcLinkId } = cloud.apigatewayv2.createVpcLink({
  name: 'into the VPC',
  subnetIds: subnets.slice(0, 2),
  securityGroupIds: letIn ? groups : [stranger!],
});
const api = cloud.apigatewayv2.build('shop', {
  'GET /cats': { http: listener, link: vpcLinkId! },
});

// #region three requests, the table and the checks
const rows: { when: string; status: number; seconds: number }[] = [];
async function note(when: string) {
  const began = cloud.now;
  const { status } = await api.request({ path: '/cats' });
  rows.push({ when, status, seconds: Math.round(cloud.now - began) });
}
await note('at once');
await cloud.run(180);
await note('three minutes later');
cloud.apigatewayv2.deleteVpcLink({ vpcLinkId: vpcLinkId! });
await note('the link is gone');
table('A public API asks for a private back end', rows);
const [soon, later, gone] = rows;
check('a link takes minutes until it is there', soon!.status === 503);
check(
  'by a VPC link a public API reaches what only the VPC reaches',
  !letIn || later!.status === 200,
);
check(
  'a balancer that drops the link is a 503 after 30 seconds',
  letIn || (later!.status === 503 && later!.seconds === 30),
);
check('without the link there is no way in', gone!.status === 503);
// #endregion

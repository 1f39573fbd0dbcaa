import { check, Cloud, HttpClient, table } from 'desired-capacity';

const cloud = new Cloud();
const elb = cloud.elasticloadbalancingv2;
const [server, other] = cloud.ec2.launch({ count: 2, application: {} });
await cloud.run(120);
// #region a security group that lets anybody in
const own = elb.defaults().groups[0]!;
const { groupId } = cloud.ec2.createSecurityGroup({
  groupName: 'open',
  description: 'anybody',
  vpcId: elb.defaults().vpcId,
});
cloud.ec2.authorizeSecurityGroupIngress({
  ...{ groupId: groupId!, ipProtocol: 'tcp', fromPort: 80, toPort: 80 },
  cidrIp: '0.0.0.0/0',
});
const securityGroups = [groupId!, own];
// #endregion
// A balancer with rules stands behind one with addresses that stay.
const rules = elb.balancer('rules', { securityGroups, targets: [server!] });
await rules.until('healthy');
const options = { type: 'network', zones: 6, securityGroups } as const;
const fixed = elb.balancer('fixed', { ...options, targets: [rules.arn] });
const plain = elb.balancer('plain', { ...options, targets: [server!] });
const far = elb.balancer('far', {
  ...options,
  targets: [other!.privateAddress],
});
await cloud.run(300);
// #region a request to each, and what is refused
const ask = async (host: string) => {
  const outcome = await new HttpClient(cloud).request({ host });
  return outcome.kind === 'response' ? outcome.response.status : outcome.kind;
};
const answers = {
  'an Application Load Balancer': await ask(fixed.dnsName),
  'an instance': await ask(plain.dnsName),
  'a private address': await ask(far.dnsName),
};
const refusal = (name: string, target: string) => {
  try {
    elb.group(name, { protocol: 'TCP', targetType: 'ip', targets: [target] });
    return 'taken';
  } catch (error) {
    return (error as Error).message;
  }
};
const stranger = refusal('stranger', '203.0.113.7');
// #endregion
table(
  'Behind a Network Load Balancer',
  Object.entries(answers).map(([target, answer]) => ({ target, answer })),
);
console.log(stranger);
// #region the checks
const answered = (target: keyof typeof answers) => answers[target] === 200;
check('a balancer is the target of another', answered('an Application Load Balancer')); // prettier-ignore
check('an instance answers over TCP', answered('an instance'));
check('a private address answers', answered('a private address'));
check('a public address is refused', stranger.includes('no private range'));
// #endregion

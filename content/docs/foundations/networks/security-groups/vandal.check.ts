import { check, Cloud, minutes } from 'desired-capacity';
import { guard } from './acl.ts';
import { rules } from './vandal.starter.ts';

const cloud = new Cloud();
const { ec2 } = cloud;
const [web] = ec2.launch({ application: { port: 80 } });
await cloud.run(minutes(5));
const [group] = ec2.describeSecurityGroups({}).securityGroups!;
ec2.authorizeSecurityGroupIngress({
  ...{ groupId: group!.groupId!, ipProtocol: 'tcp' },
  ...{ cidrIp: '0.0.0.0/0', fromPort: 0, toPort: 65535 },
});
guard(cloud, web!.id, rules);

const knock = (from: string, port = 80) =>
  ec2.reach(from, web!.id, 'tcp', port);
check('a customer gets an answer', knock('198.51.100.9').verdict === 'open');
const vandal = knock('203.0.113.7');
const last = vandal.gates.at(-1)!;
check(
  'a vandal is stopped at the door, by a rule',
  last.way === 'there' &&
    last.kind === 'network ACL' &&
    !last.reason.includes('*'),
);
check(
  'nobody gets to another port',
  knock('198.51.100.9', 8080).verdict === 'dropped',
);

import { check, Cloud, minutes, table } from 'desired-capacity';
import { guard } from './acl.ts';

const answers = 80; // knob lowest port out: 80 | 1024
const highest = answers === 80 ? 80 : 65535;

// The group allows port 80 in, and nothing at all out. So does the
// network ACL, but for one rule out.
const cloud = new Cloud();
const { ec2 } = cloud;
const [web] = ec2.launch({ application: { port: 80 } });
await cloud.run(minutes(5));
// #region the group
const [group] = ec2.describeSecurityGroups({}).securityGroups!;
const groupId = group!.groupId!;
const everywhere = '0.0.0.0/0';
ec2.authorizeSecurityGroupIngress({
  ...{ groupId, ipProtocol: 'tcp', cidrIp: everywhere },
  ...{ fromPort: 80, toPort: 80 },
});
ec2.revokeSecurityGroupEgress({
  groupId,
  ipPermissions: [{ ipProtocol: '-1', ipRanges: [{ cidrIp: everywhere }] }],
});
// #endregion
const before = ec2.reach('203.0.113.7', web!.id, 'tcp', 80);
const asks = ec2.reach(web!.id, '203.0.113.7', 'tcp', 443);
const rule = { number: 100, action: 'allow', cidr: everywhere } as const;
guard(cloud, web!.id, [
  { ...rule, way: 'in', ports: [80, 80] },
  { ...rule, way: 'out', ports: [answers, highest] },
]);
const after = ec2.reach('203.0.113.7', web!.id, 'tcp', 80);

// #region a table of the gates, and the checks
table('The verdict', [
  { network: 'the group alone', verdict: before.verdict },
  { network: 'and the network ACL', verdict: after.verdict },
]);
table(
  'The gates',
  after.gates.map(({ way, kind, direction = '', passes, reason }, i) => ({
    gate: i + 1,
    way,
    kind: `${kind} ${direction}`.trim(),
    passes,
    why: reason.replaceAll(web!.network.id, 'the server'),
  })),
);
const last = after.gates.at(-1)!;
check(
  'a group lets the answer out without a rule',
  before.verdict === 'open',
);
check(
  'without an outbound rule the server itself asks nobody',
  asks.verdict === 'dropped' &&
    asks.gates.at(-1)!.kind === 'security group' &&
    asks.gates.at(-1)!.direction === 'out',
);
check(
  'a network ACL stops the answer for which it has no rule',
  after.verdict === 'dropped' &&
    last.kind === 'network ACL' &&
    last.way === 'back',
);
// #endregion

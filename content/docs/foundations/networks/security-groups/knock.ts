import { check, Cloud, minutes, table } from 'desired-capacity';

const cloud = new Cloud();
const { ec2 } = cloud;
const group = (groupName: string) =>
  ec2.createSecurityGroup({ groupName, description: groupName }).groupId!;
const [shop, ssh] = [group('shop'), group('ssh')];
const ipProtocol = 'tcp';
const [office, stranger] = ['198.51.100.20', '203.0.113.7'];
const allow = (groupId: string, port: number, cidrIp: string) =>
  ec2.authorizeSecurityGroupIngress({
    ...{ groupId, ipProtocol, cidrIp },
    ...{ fromPort: port, toPort: port },
  });
allow(shop, 80, '0.0.0.0/0');
allow(shop, 443, '0.0.0.0/0');
allow(ssh, 22, `${office}/32`);

// A shop that answers at port 80 alone, and a host that one logs in to.
const launch = (port: number, securityGroupIds: string[]) =>
  ec2.launch({ application: { port }, securityGroupIds })[0]!.id;
const [web, host] = [launch(80, [shop]), launch(22, [ssh])];
await cloud.run(minutes(5));

// #region five knocks, a table and the checks
const knock = (from: string, to: string, port: number) =>
  ec2.reach(from, to, 'tcp', port).verdict;
const verdicts = {
  'stranger, shop, port 80': knock(stranger, web, 80),
  'stranger, shop, port 443': knock(stranger, web, 443),
  'stranger, shop, port 8080': knock(stranger, web, 8080),
  'stranger, SSH': knock(stranger, host, 22),
  'office, SSH': knock(office, host, 22),
};
table(
  'Who knocks where',
  Object.entries(verdicts).map(([who, verdict]) => ({ who, verdict })),
);
check(
  'what a rule allows comes in',
  verdicts['stranger, shop, port 80'] === 'open',
);
check(
  'an address that is authorised on port 22 gets in',
  verdicts['office, SSH'] === 'open',
);
check(
  'an address that no rule names gets silence',
  verdicts['stranger, SSH'] === 'dropped' &&
    verdicts['stranger, shop, port 8080'] === 'dropped',
);
check(
  'where nobody listens behind an open port there is a refusal',
  verdicts['stranger, shop, port 443'] === 'refused',
);
check(
  'all may go out by the default rule',
  [22, 80, 443, 8080, 65_535].every(
    (port) => knock(web, stranger, port) === 'open',
  ),
);
// #endregion

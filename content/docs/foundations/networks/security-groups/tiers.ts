import { check, Cloud, minutes, table } from 'desired-capacity';

const cloud = new Cloud();
const { ec2 } = cloud;
const group = (groupName: string) =>
  ec2.createSecurityGroup({ groupName, description: groupName }).groupId!;
const [webs, monitors, batch, apps] = ['web', 'monitor', 'batch', 'app'].map(group) as [string, string, string, string]; // prettier-ignore

// Whoever is in the group `web` may ask whoever is in the group `app`, and
// whoever is in the group `monitor` may, too.
ec2.authorizeSecurityGroupIngress({
  groupId: apps,
  ipPermissions: [
    {
      ...{ ipProtocol: 'tcp', fromPort: 80, toPort: 80 },
      userIdGroupPairs: [{ groupId: webs }, { groupId: monitors }],
    },
  ],
});
const launch = (groupId: string) =>
  ec2.launch({
    application: { port: 80 },
    securityGroupIds: [groupId],
  })[0]!;
const [web, job, app] = [launch(webs), launch(batch), launch(apps)];
await cloud.run(minutes(5));

// #region a newcomer, a probe, a table and the checks
const [newcomer, probe] = [launch(webs), launch(monitors)];
await cloud.run(minutes(5));
const ask = (from: { id: string }, to: string) =>
  ec2.reach(from.id, to, 'tcp', 80).verdict;
const { privateAddress, publicAddress } = app;
const verdicts = {
  'a web server': ask(web, privateAddress),
  'a web server that came later': ask(newcomer, privateAddress),
  'a web server, by the public address': ask(web, publicAddress!),
  'a probe': ask(probe, privateAddress),
  'a batch job': ask(job, privateAddress),
};
table(
  'Who reaches the app server',
  Object.entries(verdicts).map(([who, verdict]) => ({ who, verdict })),
);
check(
  'a rule can name a group, and no address',
  verdicts['a web server'] === 'open' &&
    verdicts['a batch job'] === 'dropped',
);
check(
  'members of either of two named groups may ask',
  verdicts['a web server'] === 'open' && verdicts['a probe'] === 'open',
);
check(
  'a member that comes later, with another address, needs no new rule',
  newcomer.privateAddress !== web.privateAddress &&
    verdicts['a web server that came later'] === 'open',
);
check(
  'by a public address a member is a stranger',
  verdicts['a web server, by the public address'] === 'dropped',
);
// #endregion

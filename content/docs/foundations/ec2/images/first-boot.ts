import { check, Cloud, table } from 'desired-capacity';

const seconds = 90; // knob seconds that the script takes: 0..300 step 10

const cloud = new Cloud();
const { ec2 } = cloud;
ec2.model.sigma = 0;
ec2.model.userData = seconds;
const script = `#!/bin/bash
dnf install -y httpd
systemctl enable --now httpd
echo "<h1>Hello from $(hostname -f)</h1>" > /var/www/html/index.html`;

const [web] = ec2.launch({ userData: btoa(script), application: {} });
const rows: { what: string; 'system up, s': number; 'page there, s': number }[] = []; // prettier-ignore
// #region how long it takes from running on
async function measure(what: string) {
  await web!.until('running');
  const since = cloud.now;
  await web!.until('ready');
  const ready = cloud.now - since;
  await web!.until('serving');
  rows.push({ what, 'system up, s': ready, 'page there, s': cloud.now - since }); // prettier-ignore
}
// #endregion
await measure('first boot');
await web!.stop();
void web!.start();
await measure('a stop and a start');

// #region what else is known of it, a table and the checks
const open = (address: string) => ec2.reach(address, web!.id, 'tcp', 80).verdict; // prettier-ignore
const before = open('198.51.100.9');
const groupId = web!.network.groups[0]!;
const http = { ipProtocol: 'tcp', fromPort: 80, toPort: 80 };
ec2.authorizeSecurityGroupIngress({
  groupId,
  ipPermissions: [{ ...http, ipRanges: [{ cidrIp: '0.0.0.0/0' }] }],
});
const after = open('198.51.100.9');
const { userData } = ec2.describeInstanceAttribute({ instanceId: web!.id, attribute: 'userData' }); // prettier-ignore
table('From `running` on', rows);
table('A visitor asks for the page', [{ 'port 80': 'not allowed yet', verdict: before }, { 'port 80': 'allowed', verdict: after }]); // prettier-ignore
const [first, later] = rows;
check('the script runs at the first boot', first!['page there, s'] === first!['system up, s'] + seconds); // prettier-ignore
check('it does not run at later boots', later!['page there, s'] === later!['system up, s']); // prettier-ignore
check('what you give is what the instance gets', atob(userData!.value!) === script); // prettier-ignore
check('without port 80 in the security group nobody sees the page', before === 'dropped'); // prettier-ignore
check('with it they do', after === 'open');
let refused = '';
try {
  ec2.launch({ userData: btoa('#'.repeat(16_385)) });
} catch (error) {
  refused = (error as Error).name;
}
check('16 KB is all', refused !== '');
// #endregion

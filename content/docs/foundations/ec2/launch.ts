import { check, Cloud, table } from 'desired-capacity';

const allowed = '203.0.113.7/32'; // knob '203.0.113.7/32' | '0.0.0.0/0'

const cloud = new Cloud();
const { ec2 } = cloud;
const { groupId } = ec2.createSecurityGroup({
  groupName: 'ssh',
  description: 'SSH from my own address',
});
const ssh = { ipProtocol: 'tcp', fromPort: 22, toPort: 22 };
ec2.authorizeSecurityGroupIngress({
  groupId: groupId!,
  ipPermissions: [{ ...ssh, ipRanges: [{ cidrIp: allowed }] }],
});
const [web] = ec2.launch({
  imageId: ec2.image(), // Amazon Linux 2023
  instanceType: 't3.micro',
  keyName: 'laptop',
  securityGroupIds: [groupId!],
  tagSpecifications: [
    { resourceType: 'instance', tags: [{ key: 'Name', value: 'web' }] },
  ],
  application: { port: 22 }, // The SSH server.
});
await web!.until('serving');

// #region two tables and the checks
const [reservation] = ec2.describeInstances().reservations!;
const [one] = reservation!.instances!;
const { vcpus, memory } = web!.type;
table('The list of instances', [
  {
    name: one!.tags!.find(({ key }) => key === 'Name')?.value ?? null,
    state: one!.state!.name!,
    type: one!.instanceType!,
    vCPUs: vcpus,
    'memory, GiB': memory / 1024,
    'key pair': one!.keyName ?? null,
    'public address': one!.publicIpAddress ?? null,
  },
]);
const callers = { 'you, 203.0.113.7': '203.0.113.7', 'a stranger, 198.51.100.9': '198.51.100.9' }; // prettier-ignore
const calls = Object.entries(callers).map(([who, address]) => ({
  who,
  verdict: ec2.reach(address, web!.id, 'tcp', 22).verdict,
}));
table('Who gets to port 22', calls);
check('a name is a tag of the instance', one!.tags![0]?.value === 'web');
check('the machine is in the list, running', one!.state!.name === 'running');
check('it has the type that was asked for', one!.instanceType === 't3.micro');
check('with the key pair that was named', one!.keyName === 'laptop');
check('it has a public address to connect to', one!.publicIpAddress !== undefined); // prettier-ignore
check('your own address gets in', calls[0]!.verdict === 'open');
check('a stranger meets silence', calls[1]!.verdict === 'dropped');
// #endregion

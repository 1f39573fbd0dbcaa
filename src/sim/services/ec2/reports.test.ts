import { expect, test } from 'vitest';
import { refusal } from '../../../testing/refusal.ts';
import { Cloud, minutes } from '../../index.ts';

/* What users reported of other implementations of EC2, or asked about the real one. */

/** A VPC with one subnet. */
function network(cloud: Cloud) {
  const vpcId = cloud.ec2.createVpc({ cidrBlock: '10.1.0.0/16' }).vpc!.vpcId!;
  return { vpcId, subnetId: cloud.ec2.createSubnet({ vpcId, cidrBlock: '10.1.0.0/24' }).subnet!.subnetId! };
}

// https://github.com/localstack/localstack/issues/6076
test('a terminated instance is still described when its subnet is gone', async () => {
  const cloud = new Cloud();
  const { ec2 } = cloud;
  const { vpcId, subnetId } = network(cloud);
  const [one] = ec2.launch({ subnetId });
  await cloud.run(60);
  ec2.terminateInstances({ instanceIds: [one!.id] });
  await cloud.run(minutes(3));
  ec2.deleteSubnet({ subnetId });
  ec2.deleteVpc({ vpcId });
  const [{ instances }] = ec2.describeInstances().reservations as [{ instances: { state: unknown; subnetId?: string }[] }]; // prettier-ignore
  expect(instances[0]!.state).toEqual({ code: 48, name: 'terminated' });
  expect(instances[0]!.subnetId).toBeUndefined();
  await cloud.run(3600);
  expect(ec2.describeInstances().reservations).toEqual([]);
});

// https://github.com/getmoto/moto/issues/697
test('TerminateInstances of nothing is refused', () => {
  expect(refusal(() => new Cloud().ec2.terminateInstances({ instanceIds: [] })).name).toBe(
    'MissingParameter',
  );
});

// https://github.com/getmoto/moto/issues/4903
test('of several instances that are not there, each is named', () => {
  const instanceIds = ['i-0f5d8ccc56c69fae4', 'i-0eecca434287a1a33'];
  expect(refusal(() => new Cloud().ec2.terminateInstances({ instanceIds }))).toMatchObject({
    name: 'InvalidInstanceID.NotFound',
    message: "The instance IDs 'i-0f5d8ccc56c69fae4, i-0eecca434287a1a33' do not exist",
  });
});

// https://github.com/getmoto/moto/issues/1522
test('a rule of a security group needs no list of permissions', () => {
  const { ec2 } = new Cloud();
  const groupId = ec2.createSecurityGroup({ groupName: 'test', description: 'test' }).groupId!;
  ec2.authorizeSecurityGroupIngress({
    groupId,
    cidrIp: '192.168.0.1/32',
    fromPort: 22,
    toPort: 22,
    ipProtocol: 'tcp',
  });
  const [{ ipPermissions }] = ec2.describeSecurityGroups({ groupIds: [groupId] }).securityGroups as [{ ipPermissions?: unknown }]; // prettier-ignore
  expect(ipPermissions).toMatchObject([
    { ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipRanges: [{ cidrIp: '192.168.0.1/32' }] },
  ]);
});

// https://github.com/hashicorp/terraform-provider-aws/issues/2587, https://github.com/lucidsoftware/cumulus/issues/101
test('a rule that is there already, or twice in one request, is refused, each in its words', () => {
  const { ec2 } = new Cloud();
  const groupId = ec2.createSecurityGroup({ groupName: 'test', description: 'test' }).groupId!;
  const range = { cidrIp: '10.0.0.0/8' };
  const permission = { ipProtocol: 'tcp', fromPort: 443, toPort: 443, ipRanges: [range] };
  const twice = { ...permission, ipRanges: [range, range] };
  expect(refusal(() => ec2.authorizeSecurityGroupIngress({ groupId, ipPermissions: [twice] }))).toMatchObject(
    {
      name: 'InvalidParameterValue',
      message: 'The same permission must not appear multiple times',
    },
  );
  ec2.authorizeSecurityGroupIngress({ groupId, ipPermissions: [permission] });
  expect(
    refusal(() => ec2.authorizeSecurityGroupIngress({ groupId, ipPermissions: [permission] })),
  ).toMatchObject({
    name: 'InvalidPermission.Duplicate',
    message: 'the specified rule "peer: 10.0.0.0/8, TCP, from port: 443, to port: 443, ALLOW" already exists',
  });
  // Every group lets everything out from its beginning.
  const all = { ipProtocol: '-1', ipRanges: [{ cidrIp: '0.0.0.0/0' }] };
  expect(refusal(() => ec2.authorizeSecurityGroupEgress({ groupId, ipPermissions: [all] }))).toMatchObject({
    name: 'InvalidPermission.Duplicate',
    message: 'the specified rule "peer: 0.0.0.0/0, ALL, ALLOW" already exists',
  });
});

// https://github.com/getmoto/moto/pull/7815, https://github.com/getmoto/moto/pull/9791, https://github.com/localstack/moto/pull/131
test.each([
  [undefined, '1'],
  ['$Default', '1'],
  ['$Latest', '3'],
  ['2', '2'],
])('of a launch template, version %s is version %s, as a tag says', (version, number) => {
  const { ec2 } = new Cloud();
  const launchTemplateData = { imageId: ec2.image(), instanceType: 't3.micro' };
  const id = ec2.createLaunchTemplate({ launchTemplateName: 'test', launchTemplateData }).launchTemplate!.launchTemplateId!; // prettier-ignore
  for (const _ of '23') ec2.createLaunchTemplateVersion({ launchTemplateId: id, launchTemplateData });
  const launchTemplate = { launchTemplateId: id, ...(version !== undefined && { version }) };
  const [one] = ec2.runInstances({ launchTemplate, minCount: 1, maxCount: 1 }).instances!;
  expect(one!.tags).toEqual([
    { key: 'aws:ec2launchtemplate:id', value: id },
    { key: 'aws:ec2launchtemplate:version', value: number },
  ]);
});

// https://github.com/getmoto/moto/pull/9858
test('an instance has what its template says, where the request says nothing else', () => {
  const { ec2 } = new Cloud();
  const group = ec2.createSecurityGroup({ groupName: 'test', description: 'test' }).groupId!;
  const launchTemplateName = 'test';
  const launchTemplateData = { imageId: ec2.image(), instanceType: 'm5.large', keyName: 'mine', securityGroupIds: [group], userData: 'IyEvYmluL2Jhc2g=' }; // prettier-ignore
  ec2.createLaunchTemplate({ launchTemplateName, launchTemplateData });
  const [one] = ec2.runInstances({ launchTemplate: { launchTemplateName }, instanceType: 'c5.large', minCount: 1, maxCount: 1 }).instances!; // prettier-ignore
  expect(one).toMatchObject({
    instanceType: 'c5.large',
    keyName: 'mine',
    securityGroups: [{ groupId: group }],
  });
  const { userData } = ec2.describeInstanceAttribute({ instanceId: one!.instanceId!, attribute: 'userData' });
  expect(userData).toEqual({ value: 'IyEvYmluL2Jhc2g=' });
});

// https://github.com/localstack/localstack/issues/8226
test('filters hold for images that are named, too', () => {
  const { ec2 } = new Cloud();
  const filters = [{ name: 'tag:Branch', values: ['main'] }];
  expect(ec2.describeImages({ imageIds: [ec2.image()], filters }).images).toEqual([]);
});

// https://github.com/localstack/localstack/issues/2150
test('the credit mode of an instance is described, and changes while it runs', async () => {
  const cloud = new Cloud();
  const { ec2 } = cloud;
  const [one] = ec2.launch({ instanceType: 't3.micro' });
  await cloud.run(60);
  const instanceIds = [one!.id];
  const mode = () => ec2.describeInstanceCreditSpecifications({ instanceIds }).instanceCreditSpecifications![0]!.cpuCredits; // prettier-ignore
  expect(mode()).toBe('unlimited');
  ec2.modifyInstanceCreditSpecification({ instanceCreditSpecifications: [{ instanceId: one!.id, cpuCredits: 'standard' }] }); // prettier-ignore
  expect(mode()).toBe('standard');
});

// https://github.com/getmoto/moto/issues/2370
test('a terminated instance leaves the running ones, and its volume with it', async () => {
  const cloud = new Cloud();
  const { ec2 } = cloud;
  const [one, two] = ec2.launch({ count: 2 });
  await cloud.run(60);
  ec2.terminateInstances({ instanceIds: [one!.id] });
  await cloud.run(minutes(3));
  const filters = [{ name: 'instance-state-name', values: ['running'] }];
  const running = ec2.describeInstances({ filters }).reservations!.flatMap(({ instances }) => instances!);
  expect(running.map(({ instanceId }) => instanceId)).toEqual([two!.id]);
  expect(ec2.describeVolumes().volumes!.map(({ attachments }) => attachments![0]!.instanceId)).toEqual([
    two!.id,
  ]);
});

import { expect, test } from 'vitest';
import { refusal as refusalOf } from '../../../testing/refusal.ts';
import { Cloud, minutes } from '../../index.ts';

const refusal = (call: () => unknown) => refusalOf(call).name;

/** A VPC with a public and a private subnet, a NAT gateway between, and an instance in each. */
async function build() {
  const cloud = new Cloud();
  const { ec2 } = cloud;
  const vpcId = ec2.createVpc({ cidrBlock: '10.0.0.0/16' }).vpc!.vpcId!;
  const subnet = (cidrBlock: string) =>
    ec2.createSubnet({ vpcId, cidrBlock, availabilityZone: 'us-east-1a' }).subnet!.subnetId!;
  const [front, back] = [subnet('10.0.1.0/24'), subnet('10.0.2.0/24')];
  const internetGatewayId = ec2.createInternetGateway({}).internetGateway!.internetGatewayId!;
  ec2.attachInternetGateway({ internetGatewayId, vpcId });
  const table = (subnetId: string) => {
    const routeTableId = ec2.createRouteTable({ vpcId }).routeTable!.routeTableId!;
    ec2.associateRouteTable({ routeTableId, subnetId });
    return routeTableId;
  };
  const [frontTable, backTable] = [table(front), table(back)];
  ec2.createRoute({
    routeTableId: frontTable,
    destinationCidrBlock: '0.0.0.0/0',
    gatewayId: internetGatewayId,
  });
  const allocationId = ec2.allocateAddress({}).allocationId!;
  const natGatewayId = ec2.createNatGateway({ subnetId: front, allocationId }).natGateway!.natGatewayId!;
  ec2.createRoute({ routeTableId: backTable, destinationCidrBlock: '0.0.0.0/0', natGatewayId });
  const group = (groupName: string) =>
    ec2.createSecurityGroup({ groupName, description: groupName, vpcId }).groupId!;
  const [webGroup, appGroup] = [group('web'), group('app')];
  const application = { port: 80 };
  const own = { deviceIndex: 0, associatePublicIpAddress: true, subnetId: front, groups: [webGroup] };
  const [web] = ec2.launch({ application, networkInterfaces: [own] });
  const [app] = ec2.launch({ application, subnetId: back, securityGroupIds: [appGroup] });
  await cloud.run(minutes(5));
  return {
    cloud,
    ec2,
    vpcId,
    front,
    back,
    frontTable,
    backTable,
    webGroup,
    appGroup,
    web: web!,
    app: app!,
    natGatewayId,
    allocationId,
    internetGatewayId,
  };
}

const OUTSIDE = '203.0.113.7';

test('a packet passes the gates that the calls have opened, and no other', async () => {
  const { ec2, web, app, webGroup, appGroup } = await build();
  const verdict = (from: string, to: string, port = 80) => ec2.reach(from, to, 'tcp', port).verdict;
  expect(verdict(OUTSIDE, web.id)).toBe('dropped');
  expect(ec2.reach(OUTSIDE, web.id, 'tcp', 80).gates.at(-1)).toMatchObject({
    kind: 'security group',
    passes: false,
  });
  ec2.authorizeSecurityGroupIngress({
    groupId: webGroup,
    ipProtocol: 'tcp',
    fromPort: 80,
    toPort: 81,
    cidrIp: '0.0.0.0/0',
  });
  expect(verdict(OUTSIDE, web.id)).toBe('open');
  expect(verdict(OUTSIDE, web.id, 81)).toBe('refused');
  expect(verdict(OUTSIDE, app.id)).toBe('dropped');
  expect(verdict(web.id, app.id)).toBe('dropped');
  const permission = {
    ipProtocol: 'tcp',
    fromPort: 80,
    toPort: 80,
    userIdGroupPairs: [{ groupId: webGroup }],
  };
  ec2.authorizeSecurityGroupIngress({ groupId: appGroup, ipPermissions: [permission] });
  expect(verdict(web.id, app.id)).toBe('open');
  expect(verdict(app.id, OUTSIDE, 443)).toBe('open');
});

test('without its NAT gateway a private subnet has a black hole, and nothing comes back', async () => {
  const { cloud, ec2, app, backTable, natGatewayId, allocationId } = await build();
  expect(refusal(() => ec2.releaseAddress({ allocationId }))).toBe('InvalidIPAddress.InUse');
  ec2.deleteNatGateway({ natGatewayId });
  expect(ec2.reach(app.id, OUTSIDE, 'tcp', 443).verdict).toBe('dropped');
  const { routes } = ec2.describeRouteTables({ routeTableIds: [backTable] }).routeTables![0]!;
  expect(routes!.map(({ state }) => state)).toEqual(['active', 'blackhole']);
  await cloud.run(minutes(2));
  expect(ec2.describeNatGateways({ natGatewayIds: [natGatewayId] }).natGateways![0]!.state).toBe('deleted');
  ec2.releaseAddress({ allocationId });
});

test('a network ACL forgets: an answer needs a rule of its own', async () => {
  const { ec2, vpcId, front, web, webGroup } = await build();
  ec2.authorizeSecurityGroupIngress({ groupId: webGroup, ipProtocol: '-1', cidrIp: '0.0.0.0/0' });
  const { networkAclId, associations } = ec2.describeNetworkAcls({
    filters: [{ name: 'vpc-id', values: [vpcId] }],
  }).networkAcls![0]!;
  const { networkAclAssociationId } = associations!.find(({ subnetId }) => subnetId === front)!;
  const own = ec2.createNetworkAcl({ vpcId }).networkAcl!.networkAclId!;
  ec2.replaceNetworkAclAssociation({ associationId: networkAclAssociationId!, networkAclId: own });
  const rule = {
    networkAclId: own,
    ruleNumber: 100,
    protocol: '6',
    ruleAction: 'allow' as const,
    cidrBlock: '0.0.0.0/0',
  };
  ec2.createNetworkAclEntry({ ...rule, egress: false, portRange: { from: 80, to: 80 } });
  expect(ec2.reach(OUTSIDE, web.id, 'tcp', 80).gates.at(-1)).toMatchObject({
    way: 'back',
    kind: 'network ACL',
    passes: false,
  });
  ec2.createNetworkAclEntry({ ...rule, egress: true, portRange: { from: 1024, to: 65_535 } });
  expect(ec2.reach(OUTSIDE, web.id, 'tcp', 80).verdict).toBe('open');
  expect(refusal(() => ec2.deleteNetworkAcl({ networkAclId: own }))).toBe('DependencyViolation');
  expect(refusal(() => ec2.deleteNetworkAcl({ networkAclId: networkAclId! }))).toBe('InvalidParameterValue');
});

test('clients meet what the network says: silence, a refusal, an answer', async () => {
  const { cloud, ec2, web, webGroup } = await build();
  const connect = async (from: string) => {
    const reply = cloud.ec2.endpoints.connect(from, `${web.publicAddress!}:80`);
    reply.subscribe({ wake() {} });
    await cloud.run(1);
    return !reply.settled ? 'silence' : reply.rejected ? 'refused' : 'open';
  };
  expect(await connect(OUTSIDE)).toBe('silence');
  ec2.authorizeSecurityGroupIngress({ groupId: webGroup, ipProtocol: '-1', cidrIp: '0.0.0.0/0' });
  expect(await connect(OUTSIDE)).toBe('open');
  web.host!.crash();
  expect(await connect(OUTSIDE)).toBe('refused');
});

test('an Elastic IP address stays over a stop, where Amazon’s own changes', async () => {
  const { cloud, ec2, web } = await build();
  const [private1, public1] = [web.privateAddress, web.publicAddress];
  await web.stop();
  expect(web.publicAddress).toBeUndefined();
  await web.start();
  expect(web.privateAddress).toBe(private1);
  expect(web.publicAddress).not.toBe(public1);
  const { allocationId, publicIp } = ec2.allocateAddress({});
  const { associationId } = ec2.associateAddress({ allocationId: allocationId!, instanceId: web.id });
  expect(web.publicAddress).toBe(publicIp);
  await web.stop();
  await web.start();
  expect(web.publicAddress).toBe(publicIp);
  ec2.disassociateAddress({ associationId: associationId! });
  expect(web.publicAddress).not.toBe(publicIp);
  await cloud.run(3600);
  expect(cloud.meter.bill().find(({ item }) => item === 'public IPv4 addresses')!.usd).toBeGreaterThan(
    2 * 0.005,
  );
});

test('an Elastic IP address costs from its allocation to its release, in use or not', async () => {
  const cloud = new Cloud();
  const usd = () => cloud.meter.bill().find(({ item }) => item === 'public IPv4 addresses')?.usd;
  const { allocationId } = cloud.ec2.allocateAddress({});
  await cloud.run(7200);
  expect(usd()).toBeCloseTo(2 * 0.005, 9);
  cloud.ec2.releaseAddress({ allocationId: allocationId! });
  await cloud.run(7200);
  expect(usd()).toBeCloseTo(2 * 0.005, 9);
});

test('what is in use is not deleted, and what is free is', async () => {
  const { cloud, ec2, vpcId, front, back, webGroup, appGroup, web, app, natGatewayId, internetGatewayId } =
    await build();
  expect(refusal(() => ec2.deleteVpc({ vpcId }))).toBe('DependencyViolation');
  expect(refusal(() => ec2.deleteSubnet({ subnetId: front }))).toBe('DependencyViolation');
  expect(refusal(() => ec2.deleteSecurityGroup({ groupId: webGroup }))).toBe('DependencyViolation');
  ec2.terminateInstances({ instanceIds: [web.id, app.id] });
  ec2.deleteNatGateway({ natGatewayId });
  await cloud.run(minutes(3));
  ec2.detachInternetGateway({ internetGatewayId, vpcId });
  ec2.deleteInternetGateway({ internetGatewayId });
  for (const subnetId of [front, back]) ec2.deleteSubnet({ subnetId });
  for (const groupId of [webGroup, appGroup]) ec2.deleteSecurityGroup({ groupId });
  for (const { routeTableId, associations } of ec2.describeRouteTables({
    filters: [{ name: 'vpc-id', values: [vpcId] }],
  }).routeTables!)
    if (!associations!.some(({ main }) => main)) ec2.deleteRouteTable({ routeTableId: routeTableId! });
  ec2.deleteVpc({ vpcId });
  expect(refusal(() => ec2.describeVpcs({ vpcIds: [vpcId] }))).toBe('InvalidVpcID.NotFound');
});

test.each([
  ['10.0.0.0/15', 'InvalidVpc.Range'],
  ['10.0.0.0/29', 'InvalidVpc.Range'],
  ['10.0.0.0', 'InvalidParameterValue'],
  ['ten', 'InvalidParameterValue'],
])('a VPC of %s is refused with %s', (cidrBlock, name) => {
  expect(refusal(() => new Cloud().ec2.createVpc({ cidrBlock }))).toBe(name);
});

test.each([
  ['10.1.0.0/24', 'InvalidSubnet.Range'],
  ['10.0.0.0/30', 'InvalidSubnet.Range'],
  ['10.0.1.128/25', 'InvalidSubnet.Conflict'],
])('a subnet of %s beside another is refused with %s', (cidrBlock, name) => {
  const { ec2 } = new Cloud();
  const vpcId = ec2.createVpc({ cidrBlock: '10.0.0.0/16' }).vpc!.vpcId!;
  ec2.createSubnet({ vpcId, cidrBlock: '10.0.1.0/24' });
  expect(refusal(() => ec2.createSubnet({ vpcId, cidrBlock }))).toBe(name);
});

test('a subnet keeps five addresses for itself, and says when the others are gone', () => {
  const { ec2 } = new Cloud();
  const vpcId = ec2.createVpc({ cidrBlock: '10.0.0.0/16' }).vpc!.vpcId!;
  const subnetId = ec2.createSubnet({ vpcId, cidrBlock: '10.0.0.0/28' }).subnet!.subnetId!;
  const free = () => ec2.describeSubnets({ subnetIds: [subnetId] }).subnets![0]!.availableIpAddressCount;
  expect(free()).toBe(11);
  ec2.launch({ subnetId, count: 11 });
  expect(free()).toBe(0);
  expect(refusal(() => ec2.launch({ subnetId }))).toBe('InsufficientFreeAddressesInSubnet');
});

test('the default VPC has a public subnet in each zone of the Region', () => {
  const { ec2 } = new Cloud({ region: 'eu-central-1' });
  const { vpcs } = ec2.describeVpcs({ filters: [{ name: 'is-default', values: ['true'] }] });
  expect(vpcs).toHaveLength(1);
  expect(vpcs![0]).toMatchObject({ cidrBlock: '172.31.0.0/16', state: 'available' });
  const { subnets } = ec2.describeSubnets();
  expect(
    subnets!.map(({ availabilityZone, cidrBlock, mapPublicIpOnLaunch }) => [
      availabilityZone,
      cidrBlock,
      mapPublicIpOnLaunch,
    ]),
  ).toEqual([
    ['eu-central-1a', '172.31.0.0/20', true],
    ['eu-central-1b', '172.31.16.0/20', true],
    ['eu-central-1c', '172.31.32.0/20', true],
  ]);
});

test('VPCs that are peers talk by their private addresses once both tables lead there', async () => {
  const cloud = new Cloud();
  const { ec2 } = cloud;
  const side = (cidrBlock: string) => {
    const vpcId = ec2.createVpc({ cidrBlock }).vpc!.vpcId!;
    const subnetId = ec2.createSubnet({ vpcId, cidrBlock }).subnet!.subnetId!;
    const { groupId } = ec2.describeSecurityGroups({ filters: [{ name: 'vpc-id', values: [vpcId] }] })
      .securityGroups![0]!;
    ec2.authorizeSecurityGroupIngress({
      groupId: groupId!,
      ipProtocol: 'tcp',
      fromPort: 80,
      toPort: 80,
      cidrIp: '10.0.0.0/8',
    });
    const [one] = ec2.launch({ subnetId, application: {} });
    const { routeTableId } = ec2.describeRouteTables({ filters: [{ name: 'vpc-id', values: [vpcId] }] })
      .routeTables![0]!;
    return { vpcId, one: one!, routeTableId: routeTableId!, cidrBlock };
  };
  const [a, b] = [side('10.1.0.0/24'), side('10.2.0.0/24')];
  await cloud.run(minutes(5));
  const { vpcPeeringConnectionId } = ec2.createVpcPeeringConnection({
    vpcId: a.vpcId,
    peerVpcId: b.vpcId,
  }).vpcPeeringConnection!;
  ec2.createRoute({
    routeTableId: a.routeTableId,
    destinationCidrBlock: b.cidrBlock,
    vpcPeeringConnectionId: vpcPeeringConnectionId!,
  });
  expect(ec2.reach(a.one.id, b.one.id, 'tcp', 80).verdict).toBe('dropped');
  ec2.createRoute({
    routeTableId: b.routeTableId,
    destinationCidrBlock: a.cidrBlock,
    vpcPeeringConnectionId: vpcPeeringConnectionId!,
  });
  ec2.acceptVpcPeeringConnection({ vpcPeeringConnectionId: vpcPeeringConnectionId! });
  expect(ec2.reach(a.one.id, b.one.id, 'tcp', 80).verdict).toBe('open');
});

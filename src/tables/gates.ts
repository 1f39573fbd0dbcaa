import { Cloud, minutes } from '../sim/index.ts';
import type { Gate } from '../sim/services/ec2/index.ts';
import type { Comparison, ComparisonRow } from './comparison.ts';

const OUTSIDE = '203.0.113.7';
const ANY = '0.0.0.0/0';

/** A VPC with a public subnet of two servers, a private one of one server, an internet gateway and a NAT gateway. */
async function network() {
  const cloud = new Cloud();
  const { ec2 } = cloud;
  const vpcId = ec2.createVpc({ cidrBlock: '10.0.0.0/16' }).vpc!.vpcId!;
  const gatewayId = ec2.createInternetGateway({}).internetGateway!.internetGatewayId!;
  ec2.attachInternetGateway({ internetGatewayId: gatewayId, vpcId });
  const subnet = (cidrBlock: string) => {
    const made = ec2.createSubnet({ vpcId, cidrBlock, availabilityZone: 'us-east-1a' });
    const subnetId = made.subnet!.subnetId!;
    const routeTableId = ec2.createRouteTable({ vpcId }).routeTable!.routeTableId!;
    ec2.associateRouteTable({ routeTableId, subnetId });
    return { subnetId, routeTableId };
  };
  const [front, back] = [subnet('10.0.1.0/24'), subnet('10.0.2.0/24')];
  const { allocationId } = ec2.allocateAddress({});
  const nat = ec2.createNatGateway({ subnetId: front.subnetId, allocationId: allocationId! });
  const natGatewayId = nat.natGateway!.natGatewayId!;
  ec2.createRoute({ routeTableId: front.routeTableId, destinationCidrBlock: ANY, gatewayId });
  ec2.createRoute({ routeTableId: back.routeTableId, destinationCidrBlock: ANY, natGatewayId });
  const groupId = ec2.createSecurityGroup({ groupName: 'web', description: 'web', vpcId }).groupId!;
  ec2.authorizeSecurityGroupIngress({ groupId, ipProtocol: 'tcp', fromPort: 80, toPort: 80, cidrIp: ANY });
  const launch = (subnetId: string, associatePublicIpAddress: boolean) =>
    ec2.launch({
      application: { port: 80 },
      networkInterfaces: [{ deviceIndex: 0, subnetId, associatePublicIpAddress, groups: [groupId] }],
    })[0]!.id;
  const web = launch(front.subnetId, true);
  const other = launch(front.subnetId, true);
  const app = launch(back.subnetId, false);
  await cloud.run(minutes(5));
  return { ec2, web, other, app };
}

type World = Awaited<ReturnType<typeof network>>;
type Way = (world: World) => readonly [from: string, to: string];

const row = (label: string, kind: Gate['kind'], page: string): ComparisonRow<Way> => ({
  label,
  source: `https://docs.aws.amazon.com/vpc/latest/userguide/${page}`,
  async cell(way) {
    const world = await network();
    const { verdict, gates } = world.ec2.reach(...way(world), 'tcp', 80);
    if (verdict !== 'open') throw new Error(`The way is ${verdict}.`);
    return gates.some((gate) => gate.kind === kind);
  },
});

/** Which gates a request or its answer meets, by the way. */
export const gates: Comparison<Way> = {
  caption: 'Gates that a request or its answer meets',
  rowsAre: 'Gate',
  columns: [
    { name: 'To a neighbour in the same subnet', subject: ({ web, other }) => [web, other] },
    { name: 'To another subnet', subject: ({ web, app }) => [web, app] },
    { name: 'From the internet to a public server', subject: ({ web }) => [OUTSIDE, web] },
    { name: 'From a public server to the internet', subject: ({ web }) => [web, OUTSIDE] },
    { name: 'From a private server to the internet', subject: ({ app }) => [app, OUTSIDE] },
  ],
  rows: [
    row('security group', 'security group', 'vpc-security-groups.html'),
    row('network ACL', 'network ACL', 'nacl-rules.html'),
    row('route table', 'route table', 'route-tables-priority.html'),
    row('NAT gateway', 'NAT gateway', 'vpc-nat-gateway.html'),
    row('internet gateway', 'internet gateway', 'VPC_Internet_Gateway.html'),
  ],
};

import { minutes, table, type Cloud } from 'desired-capacity';
import type { Gate, Reach } from 'desired-capacity/ec2';

/** A host on the internet, far from this cloud. */
export const SOMEWHERE = '203.0.113.7';

/** A VPC, a public and a private subnet in it, an instance in each. */
export async function buildNetwork(cloud: Cloud) {
  const { ec2 } = cloud;
  const vpcId = ec2.createVpc({ cidrBlock: '10.0.0.0/16' }).vpc!.vpcId!;
  const gatewayId = ec2.createInternetGateway({}).internetGateway!
    .internetGatewayId!;
  ec2.attachInternetGateway({ internetGatewayId: gatewayId, vpcId });
  const availabilityZone = 'us-east-1a';
  const subnet = (cidrBlock: string) => {
    const made = ec2.createSubnet({ vpcId, cidrBlock, availabilityZone });
    const subnetId = made.subnet!.subnetId!;
    const { routeTable } = ec2.createRouteTable({ vpcId });
    const routeTableId = routeTable!.routeTableId!;
    ec2.associateRouteTable({ routeTableId, subnetId });
    return { subnetId, routeTableId };
  };
  const [front, back] = [subnet('10.0.1.0/24'), subnet('10.0.2.0/24')];
  const destinationCidrBlock = '0.0.0.0/0';
  const { routeTableId } = front;
  ec2.createRoute({ routeTableId, destinationCidrBlock, gatewayId });
  const nat = (subnetId: string) => {
    const allocationId = ec2.allocateAddress({}).allocationId!;
    const made = ec2.createNatGateway({ subnetId, allocationId });
    return made.natGateway!.natGatewayId!;
  };
  const natGatewayId = nat(front.subnetId);
  ec2.createRoute({
    routeTableId: back.routeTableId,
    destinationCidrBlock,
    natGatewayId,
  });
  const launch = (subnetId: string, associatePublicIpAddress: boolean) =>
    ec2.launch({
      application: { port: 80 },
      networkInterfaces: [
        { deviceIndex: 0, subnetId, associatePublicIpAddress },
      ],
    })[0]!;
  const web = launch(front.subnetId, true);
  const app = launch(back.subnetId, false);
  await cloud.run(minutes(5));
  const network = { vpcId, gatewayId, front, back, natGatewayId, web, app };
  return { ...network, nat, launch };
}

/** Prints every gate of a way, each by a name in place of its id. */
export function printGates(
  title: string,
  { gates }: Reach,
  names: Record<string, string>,
): void {
  const named = (text: string) =>
    Object.entries(names).reduce(
      (done, [id, name]) => done.replaceAll(id, name),
      text,
    );
  table(
    title,
    gates.map(({ way, kind, direction = '', passes, reason }, i) => ({
      gate: i + 1,
      way,
      kind: `${kind} ${direction}`.trim(),
      passes,
      why: named(reason),
    })),
  );
}

/** The gate at which a packet was lost, in words. */
export function shutAt({ gates, verdict }: Reach): string {
  const last: Gate | undefined = gates.at(-1);
  return verdict === 'dropped' && last ? last.kind : 'none';
}

import { minutes, type Cloud } from 'desired-capacity';
import { buildNetwork } from './network.ts';

/** The VPC with its public and private subnet, and what is in them. */
export type Network = Awaited<ReturnType<typeof buildNetwork>>;

/** The same network, after somebody has worked on it: two gates are shut. */
export async function breakNetwork(cloud: Cloud): Promise<Network> {
  const network = await buildNetwork(cloud);
  const { front, back } = network;
  const destinationCidrBlock = '0.0.0.0/0';
  cloud.ec2.deleteRoute({
    routeTableId: front.routeTableId,
    destinationCidrBlock,
  });
  cloud.ec2.replaceRoute({
    routeTableId: back.routeTableId,
    destinationCidrBlock,
    natGatewayId: network.nat(back.subnetId),
  });
  await cloud.run(minutes(5));
  return network;
}

import type { Cloud } from 'desired-capacity';
import type { Network } from './broken.ts';

/** The private table leads to the NAT gateway, the public one out. */
export function mend({ ec2 }: Cloud, network: Network): void {
  const { front, back, gatewayId, natGatewayId } = network;
  const destinationCidrBlock = '0.0.0.0/0';
  ec2.replaceRoute({
    routeTableId: back.routeTableId,
    destinationCidrBlock,
    natGatewayId,
  });
  ec2.createRoute({
    routeTableId: front.routeTableId,
    destinationCidrBlock,
    gatewayId,
  });
}

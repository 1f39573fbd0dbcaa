import type { Cloud } from 'desired-capacity';
import type { Network } from './broken.ts';

/**
 * The private server asks for updates, and nothing comes back. A NAT gateway
 * stands in the public subnet; somebody has made another one elsewhere.
 */
export function mend({ ec2 }: Cloud, network: Network): void {
  const { front, back, gatewayId, natGatewayId } = network;
  // Which routes are missing or wrong?
  void [ec2, front, back, gatewayId, natGatewayId];
}

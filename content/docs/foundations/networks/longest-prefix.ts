import { check, Cloud, minutes, table } from 'desired-capacity';
import { buildNetwork } from './network.ts';

const cloud = new Cloud();
const { ec2 } = cloud;
const { web, app, front, nat } = await buildNetwork(cloud);

// Packets to a partner, 203.0.113.0/24, once went by a NAT gateway of
// their own. The NAT gateway is deleted, its route has been forgotten.
const natGatewayId = nat(front.subnetId);
const { routeTableId } = front;
const destinationCidrBlock = '203.0.113.0/24';
ec2.createRoute({ routeTableId, destinationCidrBlock, natGatewayId });
ec2.deleteNatGateway({ natGatewayId });
await cloud.run(minutes(5));

// #region three packets, a table and the checks
const routeOf = (to: string) => {
  const { gates, verdict } = ec2.reach(web.id, to, 'tcp', 80);
  const gate = gates.find(({ kind }) => kind === 'route table')!;
  return { route: gate.reason.split(' ')[1]!, verdict };
};
const packets = {
  'the private server': app.privateAddress,
  'anybody, 198.51.100.9': '198.51.100.9',
  'the partner, 203.0.113.7': '203.0.113.7',
};
const ways = Object.entries(packets).map(([to, address]) => ({
  to,
  ...routeOf(address),
}));
table('The public subnet’s route table decides', ways);
const [inside, anybody, partner] = ways;
check(
  'within the VPC the local route is taken',
  inside!.route === '10.0.0.0/16',
);
check(
  'what no other route covers takes the default route',
  anybody!.route === '0.0.0.0/0' && anybody!.verdict === 'open',
);
check(
  'the longest prefix wins, even where it leads nowhere',
  partner!.route === '203.0.113.0/24' && partner!.verdict === 'dropped',
);
// #endregion

import { check, Cloud, minutes, table } from 'desired-capacity';
import { buildNetwork, printGates, shutAt, SOMEWHERE } from './network.ts';

const missing: string = 'public address'; // knob 'public address' | 'route' | 'public subnet for NAT' | 'nothing'

const cloud = new Cloud();
const network = await buildNetwork(cloud);
const { ec2 } = cloud;
const { front, back, gatewayId } = network;

// #region what is missing
let from = network.web;
const destinationCidrBlock = '0.0.0.0/0';
if (missing === 'public address')
  from = network.launch(front.subnetId, false);
if (missing === 'route')
  ec2.deleteRoute({
    routeTableId: front.routeTableId,
    destinationCidrBlock,
  });
if (missing === 'public subnet for NAT') {
  from = network.app;
  ec2.replaceRoute({
    routeTableId: back.routeTableId,
    destinationCidrBlock,
    natGatewayId: network.nat(back.subnetId),
  });
}
await cloud.run(minutes(5));
// #endregion
const way = ec2.reach(from.id, SOMEWHERE, 'tcp', 443);

// #region two tables and the checks
const { natGateways } = ec2.describeNatGateways({});
const names = {
  ...Object.fromEntries(
    natGateways!.map(({ natGatewayId }) => [
      natGatewayId!,
      'the NAT gateway',
    ]),
  ),
  [gatewayId]: 'the internet gateway',
  [from.network.id]: 'it',
};
table('What came of it', [
  { asker: 'a server', verdict: way.verdict, 'shut at': shutAt(way) },
]);
printGates('The gates', way, names);
check('nothing comes back', way.verdict === 'dropped');
check(
  'the internet gateway needs a public address',
  shutAt(way) === 'internet gateway',
);
// #endregion

import { check, Cloud } from 'desired-capacity';
import { buildNetwork, printGates, SOMEWHERE } from './network.ts';

const cloud = new Cloud();
const network = await buildNetwork(cloud);
const { app, natGatewayId, gatewayId, front, back } = network;

// The server in the private subnet asks a web server somewhere.
const way = cloud.ec2.reach(app.id, SOMEWHERE, 'tcp', 443);

// #region the gates as a table, and the checks
printGates(`From 10.0.2.4 to ${SOMEWHERE}`, way, {
  [natGatewayId]: 'the NAT gateway',
  [gatewayId]: 'the internet gateway',
  [front.routeTableId]: 'the public table',
  [back.routeTableId]: 'the private table',
  [app.network.id]: 'the server',
});
const met = (kind: string) =>
  way.gates.filter((gate) => gate.kind === kind && gate.way === 'there')
    .length;
check(
  'a NAT gateway lets a private server ask, and brings the answer',
  way.verdict === 'open',
);
check(
  'two route tables, a NAT gateway and an internet gateway lead out',
  met('route table') === 2 &&
    met('NAT gateway') === 1 &&
    met('internet gateway') === 1,
);
const inwards = cloud.ec2.reach(SOMEWHERE, app.id, 'tcp', 80);
const [address] = cloud.ec2.describeNatGateways({}).natGateways![0]!
  .natGatewayAddresses!;
const toNat = cloud.ec2.reach(SOMEWHERE, address!.publicIp!, 'tcp', 80);
check(
  'nobody outside reaches the private server, nor the NAT gateway',
  inwards.verdict === 'dropped' && toNat.verdict === 'dropped',
);
const toPrivate = cloud.ec2.reach(SOMEWHERE, app.privateAddress, 'tcp', 80);
check(
  'the internet has no route to a private address',
  toPrivate.verdict === 'dropped' && toPrivate.gates[0]!.kind === 'address',
);
check(
  'the internet gateway puts one public address in place of one private',
  way.gates.some(
    ({ kind, reason }) =>
      kind === 'internet gateway' &&
      reason === `lets out as ${address!.publicIp!}`,
  ),
);
// #endregion

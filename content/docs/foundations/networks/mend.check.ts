import { check, Cloud } from 'desired-capacity';
import { breakNetwork } from './broken.ts';
import { mend } from './mend.starter.ts';
import { printGates, shutAt, SOMEWHERE } from './network.ts';

const cloud = new Cloud();
const network = await breakNetwork(cloud);
mend(cloud, network);
const { app, web, natGatewayId, gatewayId, front, back } = network;

const way = cloud.ec2.reach(app.id, SOMEWHERE, 'tcp', 443);
printGates(`From the private server to ${SOMEWHERE}`, way, {
  [natGatewayId]: 'the NAT gateway',
  [gatewayId]: 'the internet gateway',
  [front.routeTableId]: 'the public table',
  [back.routeTableId]: 'the private table',
  [app.network.id]: 'the server',
});
check(
  'the private server gets its updates',
  way.verdict === 'open',
  `shut at: ${shutAt(way)}`,
);
const reach = (from: string, to: string) =>
  cloud.ec2.reach(from, to, 'tcp', 443).verdict;
check('the web server asks others', reach(web.id, SOMEWHERE) === 'open');
check(
  'nobody outside reaches the private server',
  reach(SOMEWHERE, app.privateAddress) === 'dropped',
);

import { check, table } from 'desired-capacity';
import {
  applicationUnits,
  elbPrices,
  networkUnits,
} from 'desired-capacity/elasticloadbalancingv2';

const rules = 10; // knob rules that a request is compared with: 1..60

// Requests and new connections a second, open connections, GB an hour.
const traffics = {
  shop: { requests: 300, connections: 60, active: 4000, GB: 15 },
  devices: { requests: 20, connections: 10, active: 50_000, GB: 0.5 },
  downloads: { requests: 5, connections: 5, active: 500, GB: 200 },
  api: { requests: 500, connections: 500, active: 1000, GB: 4 },
};
// #region an hour, and the type of a traffic
const hour = 3600;
type Traffic = (typeof traffics)['shop'];
// #endregion
function units({ requests, connections, active, GB }: Traffic) {
  const bytes = GB * 1e9;
  const alb = applicationUnits({
    requests: requests * hour,
    newConnections: connections * hour,
    activeConnections: active,
    bytes,
    rules,
  });
  const TCP = { newFlows: connections * hour, activeFlows: active, bytes };
  const nlb = networkUnits({ TCP }).byProtocol.get('TCP')!;
  return { alb, nlb };
}
// #region the bill of an hour with each balancer
const usd = (price: { tiers: readonly { usd: number }[] }) =>
  price.tiers[0]!.usd;
function bill(traffic: Traffic) {
  const { alb, nlb } = units(traffic);
  const cost = (kind: 'application' | 'network', used: number) => {
    const hours = elbPrices[`${kind}Hours`];
    const each = elbPrices[`${kind}Units`];
    return Math.round(1000 * (usd(hours) + used * usd(each))) / 1000;
  };
  const albCost = cost('application', alb.units);
  const nlbCost = cost('network', nlb.units);
  return { alb, nlb, albCost, nlbCost };
}
// #endregion
// #region the table and the checks
const shop = bill(traffics.shop);
const devices = bill(traffics.devices);
const downloads = bill(traffics.downloads);
const api = bill(traffics.api);
const rows = [
  { traffic: 'a web shop: 300 requests a second', ...shop },
  {
    traffic: 'devices: 50,000 open connections, hardly a word',
    ...devices,
  },
  { traffic: 'downloads: 200 GB an hour', ...downloads },
  {
    traffic: 'an API: a connection for each of 500 calls a second',
    ...api,
  },
];
table(
  'One hour (USD)',
  rows.map(({ traffic, alb, nlb, albCost, nlbCost }) => ({
    traffic,
    application: albCost,
    'decided by': alb.by,
    network: nlbCost,
    'decided by ': nlb.by,
  })),
);
check(
  'a Network Load Balancer is never dearer here',
  rows.every(({ albCost, nlbCost }) => nlbCost <= albCost),
);
check(
  'open connections make the difference for devices',
  devices.alb.by === 'active connections' &&
    devices.albCost > 4 * devices.nlbCost,
);
check('bytes are bytes', downloads.alb.units === downloads.nlb.units);
check(
  'new connections are dear at an Application Load Balancer',
  api.alb.by === 'new connections a second',
);
check(
  'up to ten rules are free',
  rules > 10 || shop.alb.by !== 'rule evaluations a second',
);
// #endregion

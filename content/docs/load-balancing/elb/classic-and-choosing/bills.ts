import { check, table } from 'desired-capacity';
import {
  applicationUnits,
  elbPrices,
  networkUnits,
} from 'desired-capacity/elasticloadbalancingv2';

const rules = 10; // knob rules that a request is compared with: 1..60

// Four kinds of traffic, as one hour of it.
const hour = 3600;
const GB = 1e9;
const traffics = {
  'a web shop: 300 requests a second': {
    requests: 300 * hour,
    connections: 60 * hour,
    active: 4000,
    bytes: 15 * GB,
  },
  'devices: 50,000 open connections, hardly a word': {
    requests: 20 * hour,
    connections: 10 * hour,
    active: 50_000,
    bytes: 0.5 * GB,
  },
  'downloads: 200 GB an hour': {
    requests: 5 * hour,
    connections: 5 * hour,
    active: 500,
    bytes: 200 * GB,
  },
  'an API: a connection for each of 500 calls a second': {
    requests: 500 * hour,
    connections: 500 * hour,
    active: 1000,
    bytes: 4 * GB,
  },
};
// #region the bill of an hour with each balancer
const usd = (price: { tiers: readonly { usd: number }[] }) =>
  price.tiers[0]!.usd;
const rows = Object.entries(traffics).map(
  ([traffic, { requests, connections, active, bytes }]) => {
    const alb = applicationUnits({
      newConnections: connections,
      activeConnections: active,
      bytes,
      requests,
      rules,
    });
    const nlb = networkUnits({
      TCP: { newFlows: connections, activeFlows: active, bytes },
    });
    const tcp = nlb.byProtocol.get('TCP')!;
    const cost = (hours: number, units: number, each: number) =>
      Math.round(1000 * (hours + units * each)) / 1000;
    return {
      traffic,
      alb,
      nlb: tcp,
      albCost: cost(
        usd(elbPrices.applicationHours),
        alb.units,
        usd(elbPrices.applicationUnits),
      ),
      nlbCost: cost(
        usd(elbPrices.networkHours),
        nlb.units,
        usd(elbPrices.networkUnits),
      ),
    };
  },
);
// #endregion
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
const [shop, devices, downloads, api] = rows;
check(
  'a Network Load Balancer is never dearer here',
  rows.every(({ albCost, nlbCost }) => nlbCost <= albCost),
);
check(
  'open connections make the difference for devices',
  devices!.alb.by === 'active connections' &&
    devices!.albCost > 4 * devices!.nlbCost,
);
check('bytes are bytes', downloads!.alb.units === downloads!.nlb.units);
check(
  'new connections are dear at an Application Load Balancer',
  api!.alb.by === 'new connections a second',
);
check(
  'up to ten rules are free',
  rules > 10 || shop!.alb.by !== 'rule evaluations a second',
);

import type { Price } from '../../cloud/index.ts';
import { SURPLUS_PRICE } from './credits/break-even.ts';
import { RESOURCE_PRICES } from './lifecycle/bill.ts';
import { INSTANCE_TYPES, PRICED_ON } from './types/instance-types.ts';

const EC2 = 'https://aws.amazon.com/ec2/pricing/on-demand/';

const hourly = (
  item: string,
  usd: number,
  source: string,
  service = 'Amazon EC2',
  unit = 'hours',
): Price => ({
  service,
  item,
  unit,
  tiers: [{ usd, per: 1 }],
  region: 'us-east-1',
  asOf: PRICED_ON,
  source,
});

/**
 * What Amazon EC2 and Amazon VPC charge besides instance hours: prices of us-east-1, looked up again on 2026-11-28 in
 * transcripts of AWS's price list of September 2026 (NAT gateways, endpoints, addresses, gp3), in the EBS user guide (snapshots)
 * and in the example of CloudWatch's page: seven metrics of each instance at USD 0.30 a month. That of gp2 is the text of the
 * price list, of which no transcript of 2026 was found. Of io2, io1, st1 and sc1 none was found on a page of AWS's, and they
 * are not billed. Surplus credits of T3: the table of burstable-performance-instances-unlimited-mode-concepts in the user guide;
 * of T4g: not found on a page of AWS's.
 */
export const ec2Prices = {
  publicIpv4: hourly('public IPv4 addresses', RESOURCE_PRICES.publicIpv4, 'https://aws.amazon.com/vpc/pricing/', 'Amazon VPC'), // prettier-ignore
  natGateway: hourly('NAT gateways', 0.045, 'https://aws.amazon.com/vpc/pricing/', 'Amazon VPC'),
  endpoint: hourly('interface endpoints', 0.01, 'https://aws.amazon.com/privatelink/pricing/', 'Amazon VPC'),
  gp3: hourly('gp3 storage', RESOURCE_PRICES.gp3, 'https://aws.amazon.com/ebs/pricing/', 'Amazon EBS', 'GB-months'), // prettier-ignore
  gp2: hourly('gp2 storage', 0.1, 'https://aws.amazon.com/ebs/pricing/', 'Amazon EBS', 'GB-months'),
  snapshots: hourly('snapshots', 0.05, 'https://docs.aws.amazon.com/ebs/latest/userguide/snapshot-archive-pricing.html', 'Amazon EBS', 'GB-months'), // prettier-ignore
  surplusCredits: hourly('CPU credits, T2, T3 and T3a', SURPLUS_PRICE.linux, EC2, 'Amazon EC2', 'vCPU-hours'),
  surplusCreditsT4g: hourly('CPU credits, T4g', SURPLUS_PRICE.t4g, EC2, 'Amazon EC2', 'vCPU-hours'),
  detailedMonitoring: hourly('detailed monitoring', 0.3 / 730, 'https://aws.amazon.com/cloudwatch/pricing/', 'Amazon CloudWatch', 'metric-hours'), // prettier-ignore
} as const satisfies Record<string, Price>;

/** The metrics that detailed monitoring of an instance is billed for, at most: AWS counts those that it sends. */
export const DETAILED_METRICS = 7;

/** Seconds of a month as AWS reckons storage: 30 days. */
export const STORAGE_MONTH = 30 * 24 * 3600;

const instances = new Map<string, Price>();

/** What an hour of an instance type costs On-Demand: Linux, shared tenancy. Undefined for a type that is sold as a host only. */
export function onDemandPrice(type: string): Price | undefined {
  const usd = INSTANCE_TYPES.get(type)?.price;
  if (usd === undefined) return undefined;
  let price = instances.get(type);
  if (!price) instances.set(type, (price = hourly(`${type} On-Demand`, usd, EC2)));
  return price;
}

const spot = new Map<string, Price>();

/** The line of the bill for Spot Instances of a type: counted in US dollars, since the price moves. */
export function spotPrice(type: string): Price {
  let price = spot.get(type);
  if (!price) spot.set(type, (price = hourly(`${type} Spot`, 1, 'https://aws.amazon.com/ec2/spot/pricing/', 'Amazon EC2', 'US dollars'))); // prettier-ignore
  return price;
}

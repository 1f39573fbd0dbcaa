import type { Price } from '../../cloud/index.ts';

const price = (item: string, unit: string, usd: number): Price => ({
  service: 'Elastic Load Balancing',
  region: 'us-east-1',
  asOf: '2026-11-28',
  source: 'https://aws.amazon.com/elasticloadbalancing/pricing/',
  item,
  unit,
  tiers: [{ usd, per: 1 }],
});

/**
 * What Elastic Load Balancing charges: by the hour, part of an hour or not, and by capacity unit. The figures are those of the
 * page's examples for us-east-1, read in a transcript of 2026-09-20; the hour of a Network Load Balancer was not found on a page
 * of AWS's. The transcript has the hour of a Gateway Load Balancer for each Availability Zone, AWS's price list for each
 * balancer, as it is charged here.
 */
export const elbPrices = {
  applicationHours: price('Application Load Balancers', 'hours', 0.0225),
  applicationUnits: price('LCUs of Application Load Balancers', 'LCU-hours', 0.008),
  networkHours: price('Network Load Balancers', 'hours', 0.0225),
  networkUnits: price('NLCUs of Network Load Balancers', 'NLCU-hours', 0.006),
  gatewayHours: price('Gateway Load Balancers', 'hours', 0.0125),
  gatewayUnits: price('GLCUs of Gateway Load Balancers', 'GLCU-hours', 0.004),
} as const satisfies Record<string, Price>;

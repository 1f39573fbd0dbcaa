import type { Price } from '../../cloud/index.ts';

const PRICING = 'https://aws.amazon.com/route53/pricing/';

const price = (item: string, unit: string, tiers: Price['tiers']): Price => ({
  service: 'Amazon Route 53',
  item,
  unit,
  tiers,
  region: 'us-east-1',
  asOf: '2026-11-28',
  source: PRICING,
});

/**
 * What Route 53 charges: the same everywhere. Answers from aliases to AWS resources are free.
 * https://aws.amazon.com/route53/pricing/, as transcribed on 2026-09-20 by
 * https://github.com/api-evangelist/amazon-route53-resolver (checked 2026-11-28).
 */
export const route53Prices = {
  hostedZones: price('hosted zones', 'zone-months', [
    { upTo: 25, usd: 0.5, per: 1 },
    { usd: 0.1, per: 1 },
  ]),
  queries: price('standard queries', 'queries', [
    { upTo: 1e9, usd: 0.4, per: 1e6 },
    { usd: 0.2, per: 1e6 },
  ]),
  latencyQueries: price('latency based routing queries', 'queries', [
    { upTo: 1e9, usd: 0.6, per: 1e6 },
    { usd: 0.3, per: 1e6 },
  ]),
  geoQueries: price('Geo DNS and geoproximity queries', 'queries', [
    { upTo: 1e9, usd: 0.7, per: 1e6 },
    { usd: 0.35, per: 1e6 },
  ]),
  ipQueries: price('IP-based routing queries', 'queries', [
    { upTo: 1e9, usd: 0.8, per: 1e6 },
    { usd: 0.4, per: 1e6 },
  ]),
} as const satisfies Record<string, Price>;

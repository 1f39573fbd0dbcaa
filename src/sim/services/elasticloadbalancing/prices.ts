import type { Price } from '../../cloud/index.ts';

/** What a Classic Load Balancer charges, by the hour: the figure of the page, read in a transcript of 2026-09-20. */
export const classicPrices = {
  hours: {
    service: 'Elastic Load Balancing',
    region: 'us-east-1',
    asOf: '2026-11-28',
    source: 'https://aws.amazon.com/elasticloadbalancing/pricing/',
    item: 'Classic Load Balancers',
    unit: 'hours',
    tiers: [{ usd: 0.025, per: 1 }],
  },
} as const satisfies Record<string, Price>;

import type { Price } from '../../cloud/index.ts';

const common = {
  service: 'AWS Glue',
  region: 'us-east-1',
  asOf: '2026-11-28',
  source: 'https://aws.amazon.com/glue/pricing/',
  unit: 'DPU hours',
};

/**
 * What AWS Glue charges, by the second. The page fills its tables by script: the amount for jobs is that of its examples;
 * that for crawlers is AWS's Price List as others have read it. Not modelled: what the catalogue holds beyond the first
 * million of objects.
 */
export const gluePrices = {
  jobs: { ...common, item: 'jobs', tiers: [{ usd: 0.44, per: 1 }] },
  crawlers: { ...common, item: 'crawlers', tiers: [{ usd: 0.44, per: 1 }] },
} as const satisfies Record<string, Price>;

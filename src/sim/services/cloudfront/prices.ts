import type { Price } from '../../cloud/index.ts';

const price = (item: string, unit: string, tiers: Price['tiers'], free?: Price['free']): Price => ({
  service: 'Amazon CloudFront',
  item,
  unit,
  tiers,
  ...(free && { free }),
  region: 'us-east-1',
  asOf: '2026-11-28',
  source: 'https://aws.amazon.com/cloudfront/pricing/',
});

/**
 * What CloudFront charges, pay-as-you-go, for viewers in the United States, Mexico, Canada. Flat-rate plans are not here.
 * Data to viewers and what is free: https://aws.amazon.com/cloudfront/pricing/. Invalidation paths:
 * https://docs.aws.amazon.com/whitepapers/latest/how-aws-pricing-works/cloudfront.html. Both checked 2026-11-28. Requests
 * and data to the origin were not found on a page of AWS's: they are as others quote AWS's price list.
 */
export const cloudFrontPrices = {
  data: price(
    'data to viewers',
    'GB',
    [
      { upTo: 10_240, usd: 0.085, per: 1 },
      { upTo: 51_200, usd: 0.08, per: 1 },
      { upTo: 153_600, usd: 0.06, per: 1 },
      { upTo: 512_000, usd: 0.04, per: 1 },
      { upTo: 1_048_576, usd: 0.03, per: 1 },
      { upTo: 5_242_880, usd: 0.025, per: 1 },
      { usd: 0.02, per: 1 },
    ],
    { pool: 'CloudFront data', quantity: 1024 },
  ),
  http: price('HTTP requests', 'requests', [{ usd: 0.0075, per: 10_000 }], { pool: 'CloudFront requests', quantity: 10_000_000 }), // prettier-ignore
  https: price('HTTPS requests', 'requests', [{ usd: 0.01, per: 10_000 }], { pool: 'CloudFront requests', quantity: 10_000_000 }), // prettier-ignore
  toOrigin: price('data to the origin', 'GB', [{ usd: 0.02, per: 1 }]),
  invalidations: price('invalidation paths', 'paths', [{ usd: 0.005, per: 1 }], { pool: 'CloudFront invalidation paths', quantity: 1000 }), // prettier-ignore
} as const satisfies Record<string, Price>;

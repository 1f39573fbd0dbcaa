import type { Price } from '../../cloud/index.ts';

/**
 * What Amazon ECR charges for private repositories. What is pulled within a Region costs nothing. The number is that of AWS's
 * price list of September 2026, as public copies have it. Checked 2026-11-28.
 * https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonECR/current/us-east-1/index.csv
 */
export const ecrPrices = {
  storage: {
    service: 'Amazon ECR',
    region: 'us-east-1',
    asOf: '2026-11-28',
    source: 'https://aws.amazon.com/ecr/pricing/',
    item: 'storage of images',
    unit: 'GB-months',
    tiers: [{ usd: 0.1, per: 1 }],
  },
} as const satisfies Record<string, Price>;

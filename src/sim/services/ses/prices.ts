import type { Price } from '../../cloud/index.ts';

/**
 * What Amazon SES charges for sending, without a pricing plan. A message counts once for each recipient. The plans, of
 * July 2026, have prices of their own; which one an account is on is its setting:
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutAccountPricingAttributes.html (checked 2026-11-28). The
 * number is that of AWS's price list of 2026-07-22 (offers/v1.0/aws/AmazonSES/20260722172054), as others have read it:
 * https://github.com/api-evangelist/amazon-ses/blob/main/plans/amazon-ses-plans-pricing.yml (checked 2026-11-28)
 */
export const sesPrices = {
  sent: {
    service: 'Amazon SES',
    region: 'us-east-1',
    asOf: '2026-11-28',
    source: 'https://aws.amazon.com/ses/pricing/',
    item: 'messages sent',
    unit: 'recipients',
    tiers: [{ usd: 0.1, per: 1000 }],
  },
} as const satisfies Record<string, Price>;

import type { Price } from '../../cloud/index.ts';

/** What Amazon SES charges for sending. A message counts once for each recipient. */
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

import type { Price } from '../../cloud/index.ts';

/**
 * What Amazon API Gateway charges for HTTP APIs, without the first year's free requests: each begun 512 KB is one. The same
 * tiers stand in
 * https://docs.aws.amazon.com/whitepapers/latest/best-practices-api-gateway-private-apis-integration/cost-optimization.html.
 * Checked on 2026-11-28.
 */
export const apiGatewayV2Prices = {
  requests: {
    service: 'Amazon API Gateway',
    region: 'us-east-1',
    asOf: '2026-11-28',
    source: 'https://aws.amazon.com/api-gateway/pricing/',
    item: 'requests to HTTP APIs',
    unit: 'requests',
    tiers: [
      { upTo: 300e6, usd: 1, per: 1e6 },
      { usd: 0.9, per: 1e6 },
    ],
  },
} as const satisfies Record<string, Price>;

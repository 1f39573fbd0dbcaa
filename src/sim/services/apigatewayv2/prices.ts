import type { Price } from '../../cloud/index.ts';

const SOURCE = {
  service: 'Amazon API Gateway',
  region: 'us-east-1',
  asOf: '2026-11-28',
  source: 'https://aws.amazon.com/api-gateway/pricing/',
} as const;

/**
 * What Amazon API Gateway charges for HTTP and WebSocket APIs, without the first year's free tier: of HTTP APIs each begun 512 KB
 * is a request, of WebSocket APIs each begun 32 KB is a message, in both directions. The same
 * tiers stand in
 * https://docs.aws.amazon.com/whitepapers/latest/best-practices-api-gateway-private-apis-integration/cost-optimization.html.
 * Checked on 2026-11-28.
 */
export const apiGatewayV2Prices = {
  requests: {
    ...SOURCE,
    item: 'requests to HTTP APIs',
    unit: 'requests',
    tiers: [
      { upTo: 300e6, usd: 1, per: 1e6 },
      { usd: 0.9, per: 1e6 },
    ],
  },
  messages: {
    ...SOURCE,
    item: 'messages of WebSocket APIs',
    unit: 'messages',
    tiers: [
      { upTo: 1e9, usd: 1, per: 1e6 },
      { usd: 0.8, per: 1e6 },
    ],
  },
  connectionMinutes: {
    ...SOURCE,
    item: 'connections of WebSocket APIs',
    unit: 'minutes',
    tiers: [{ usd: 0.25, per: 1e6 }],
  },
} as const satisfies Record<string, Price>;

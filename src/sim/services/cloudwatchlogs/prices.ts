import type { Price } from '../../cloud/index.ts';

/**
 * What CloudWatch Logs charges for what it takes in, in the class Standard. Not modelled: the smaller price of Lambda's own
 * logs beyond 10 TB a month, and storage (0.03 a GB-month, of compressed data). The page fills its tables by script; AWS
 * names both amounts in
 * https://github.com/aws/agent-toolkit-for-aws/blob/main/skills/specialized-skills/analytics-skills/developing-applications-on-managed-service-for-apache-flink/references/logging-configuration.md
 */
export const logsPrices = {
  ingestion: {
    service: 'Amazon CloudWatch Logs',
    item: 'data taken in',
    region: 'us-east-1',
    unit: 'GB',
    asOf: '2026-11-28',
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
    tiers: [{ usd: 0.5, per: 1 }],
  },
} as const satisfies Record<string, Price>;

import type { Price } from '../../cloud/index.ts';

const common = {
  service: 'Amazon Managed Service for Apache Flink',
  region: 'us-east-1',
  asOf: '2026-11-28',
  source: 'https://docs.aws.amazon.com/managed-flink/latest/java/how-pricing.html',
};

/**
 * What Amazon Managed Service for Apache Flink charges, by the second and ten minutes at least. Each application has one
 * KPU more on the bill than it runs on, without storage. Not modelled: durable backups (0.023 a GB-month).
 */
export const flinkPrices = {
  kpuHours: { ...common, item: 'applications', unit: 'KPU hours', tiers: [{ usd: 0.11, per: 1 }] },
  storage: {
    ...common,
    item: 'running application storage',
    unit: 'GB months',
    tiers: [{ usd: 0.1, per: 1 }],
  },
} as const satisfies Record<string, Price>;

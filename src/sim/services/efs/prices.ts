import type { Price } from '../../cloud/index.ts';

const price = (item: string, usd: number, unit = 'GB-months') =>
  ({
    service: 'Amazon EFS',
    item,
    unit,
    tiers: [{ usd, per: 1 }],
    region: 'us-east-1',
    asOf: '2026-11-28',
    source: 'https://aws.amazon.com/efs/pricing/',
  }) as const satisfies Price;

/**
 * What Amazon EFS charges. The page fills its tables by script; the figures are those of AWS's own data behind it (b0.p.awsstatic.com,
 * published 2025-09-25), as others have read it. Regional and One Zone file systems pay the same for throughput and for access.
 */
export const efsPrices = {
  standard: price('storage, Standard', 0.3),
  infrequent: price('storage, Infrequent Access', 0.025),
  infrequentElastic: price('storage, Infrequent Access, elastic throughput', 0.016),
  archive: price('storage, Archive', 0.008),
  oneZone: price('storage, One Zone', 0.16),
  oneZoneInfrequent: price('storage, One Zone, Infrequent Access', 0.0133),
  reads: price('reads, elastic throughput', 0.03, 'GB'),
  writes: price('writes, elastic throughput', 0.06, 'GB'),
  infrequentAccess: price('access to Infrequent Access', 0.01, 'GB'),
  archiveAccess: price('access to Archive', 0.03, 'GB'),
  provisioned: price('provisioned throughput', 6, 'MiBps-months'),
} as const;

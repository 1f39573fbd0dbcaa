import type { Cloud } from 'desired-capacity';
import type { RecordOptions } from 'desired-capacity/route53';

const www = { name: 'www', ttl: 60 };

/** The shop at 192.0.2.1, and a copy at 192.0.2.2. */
export function records(cloud: Cloud): RecordOptions[] {
  const shop = cloud.route53.healthCheck({
    ipAddress: '192.0.2.1',
    requestInterval: 10,
  });
  return [
    {
      ...www,
      values: '192.0.2.1',
      setIdentifier: 'shop',
      failover: 'PRIMARY',
      healthCheckId: shop.id,
    },
    {
      ...www,
      values: '192.0.2.2',
      setIdentifier: 'copy',
      failover: 'SECONDARY',
    },
  ];
}

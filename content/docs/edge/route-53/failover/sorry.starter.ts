import type { Cloud } from 'desired-capacity';
import type { RecordOptions } from 'desired-capacity/route53';

const www = { name: 'www', ttl: 300 };

/** The shop at 192.0.2.1, and a copy at 192.0.2.2. */
export function records(_cloud: Cloud): RecordOptions[] {
  return [
    {
      ...www,
      values: '192.0.2.1',
      setIdentifier: 'shop',
      failover: 'PRIMARY',
    },
    {
      ...www,
      values: '192.0.2.2',
      setIdentifier: 'copy',
      failover: 'SECONDARY',
    },
  ];
}

import type { RecordOptions } from 'desired-capacity/route53';

/** The records of www: the shop, and a page that says sorry. */
export function records(shopCheck: string): RecordOptions[] {
  return [
    {
      name: 'www',
      ttl: 60,
      values: '192.0.2.1',
      setIdentifier: 'shop',
      weight: 99,
      healthCheckId: shopCheck,
    },
    {
      name: 'www',
      ttl: 60,
      values: '192.0.2.9',
      setIdentifier: 'sorry',
      weight: 1,
    },
  ];
}

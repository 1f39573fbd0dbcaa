import type { RecordOptions } from 'desired-capacity/route53';

const www = { name: 'www', ttl: 60 };

/** The German shop at 192.0.2.49, the European one at 192.0.2.2, the American one at 192.0.2.1. */
export const records: RecordOptions[] = [
  {
    ...www,
    values: '192.0.2.49',
    setIdentifier: 'Germany',
    geoLocation: { countryCode: 'DE' },
  },
  {
    ...www,
    values: '192.0.2.2',
    setIdentifier: 'Europe',
    geoLocation: { continentCode: 'EU' },
  },
  {
    ...www,
    values: '192.0.2.1',
    setIdentifier: 'everybody else',
    geoLocation: { countryCode: '*' },
  },
];

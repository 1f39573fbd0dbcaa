import type { DistributionOptions } from 'desired-capacity/cloudfront';

/** The shop at a.example.com, and a copy of it at b.example.com. */
export const options: DistributionOptions = {
  origin: [
    {
      domainName: 'a.example.com',
      connectionAttempts: 1,
      connectionTimeout: 2,
    },
    { domainName: 'b.example.com' },
  ],
  failoverCodes: [500, 502, 503, 504],
  cachePolicy: { minTTL: 0, defaultTTL: 60 },
};

import type { DistributionOptions } from 'desired-capacity/cloudfront';

/** The shop at a.example.com, and a copy of it at b.example.com. */
export const options: DistributionOptions = {
  origin: 'a.example.com',
  cachePolicy: { minTTL: 0, defaultTTL: 60 },
};

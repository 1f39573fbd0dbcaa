import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const GUIDE = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/';
const QUOTAS = `${GUIDE}cloudfront-limits.html`;
const ORIGIN = `${GUIDE}DownloadDistValuesOrigin.html`;
const ERRORS = `${GUIDE}HTTPStatusCodes.html`;
const POLICY =
  'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudfront-cachepolicy-cachepolicyconfig.html';

/** What Amazon CloudFront allows. Checked on 2026-11-28. */
export const cloudFrontLimits = {
  distributions: row('Distributions of an account', 'distributions', QUOTAS, { max: 500 }, true),
  behaviors: row('Cache behaviors of a distribution', 'cache behaviors', QUOTAS, { max: 75 }, true),
  origins: row('Origins of a distribution', 'origins', QUOTAS, { max: 100 }, true),
  originGroups: row('Origin groups of a distribution', 'origin groups', QUOTAS, { max: 10 }, true),
  aliases: row('Alternate domain names of a distribution', 'domain names', QUOTAS, { max: 100 }, true),
  cachePolicies: row('Custom cache policies of an account', 'policies', QUOTAS, { max: 20 }, true),
  originRequestPolicies: row('Custom origin request policies of an account', 'policies', QUOTAS, { max: 20 }, true), // prettier-ignore
  invalidatedFiles: row('Files in active invalidations of a distribution', 'files', QUOTAS, { max: 3000 }),
  invalidatedWildcards: row('Active wildcard invalidations of a distribution', 'invalidations', QUOTAS, {
    max: 15,
  }),
  invalidationPath: row(
    'Path of an invalidation',
    'characters',
    `${GUIDE}invalidation-specifying-objects.html`,
    { max: 4000 },
  ),
  connectionAttempts: row('Connection attempts to an origin', 'attempts', ORIGIN, {
    default: 3,
    min: 1,
    max: 3,
  }),
  connectionTimeout: row('Connection timeout of an origin', 'seconds', ORIGIN, {
    default: 10,
    min: 1,
    max: 10,
  }),
  originReadTimeout: row('Response timeout of an origin', 'seconds', ORIGIN, { default: 30, min: 1, max: 120 }, true), // prettier-ignore
  errorCachingMinTtl: row('Error caching minimum TTL', 'seconds', ERRORS, { default: 10, min: 0 }),
  s3ErrorCachingMinTtl: row(
    'Error caching minimum TTL of an S3 origin',
    'seconds',
    `${GUIDE}custom-error-pages-expiration.html`,
    { min: 1 },
  ),
  // That the console offers 1 for a new policy was not found on a page of AWS's: this is CachingOptimized's.
  minTtl: row('Minimum TTL of CachingOptimized, the default cache policy here', 'seconds', `${GUIDE}using-managed-cache-policies.html`, { default: 1, min: 0 }), // prettier-ignore
  defaultTtl: row('Default TTL of a cache policy', 'seconds', POLICY, { default: 86_400, min: 0 }), // prettier-ignore
  maxTtl: row('Maximum TTL of a cache policy', 'seconds', POLICY, { default: 31_536_000, min: 0 }), // prettier-ignore
  tags: row('Tags of a distribution', 'tags', QUOTAS, { max: 50 }, true),
  tagKey: row('Key of a tag', 'characters', `${GUIDE}tagging.html`, { min: 1, max: 128 }),
  tagValue: row('Value of a tag', 'characters', `${GUIDE}tagging.html`, { min: 0, max: 256 }),
} as const satisfies Record<string, Limit>;

import type { CachePolicy } from './cache-policy.ts';
import type { MANAGED_POLICIES } from './cache-policy.ts';
import { cloudFrontError } from './errors.ts';
import type { MANAGED_ORIGIN_REQUEST_POLICIES } from './origin-request.ts';
import { type OriginRequestPolicy } from './origin-request.ts';
import type { Selection } from './cache-policy.ts';
import type * as aws from './schema.ts';
import type { Model } from './schema.ts';

/** Something that is kept under an id and told by a version: CloudFront's ETag. */
export interface Kept<C> {
  readonly id: string;
  etag: string;
  modified: Date;
  config: C;
  /** Of a policy: AWS's own. */
  readonly managed?: boolean;
}

/** The ids of AWS's cache policies. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html (checked 2026-11-28) */
export const CACHE_POLICY_IDS = {
  CachingOptimized: '658327ea-f89d-4fab-a63d-7e88639e58f6',
  CachingOptimizedForUncompressedObjects: 'b2884449-e4de-46a7-ac36-70bc7f1ddd6d',
  CachingDisabled: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  UseOriginCacheControlHeaders: '83da9c7e-98b4-4e11-a168-04f0df8e2c65',
  'UseOriginCacheControlHeaders-QueryStrings': '4cc15a8a-d715-48a4-82b8-cc0b614638fe',
} as const satisfies Record<keyof typeof MANAGED_POLICIES, string>;

/** The ids of AWS's origin request policies. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html (checked 2026-11-28) */
export const ORIGIN_REQUEST_POLICY_IDS = {
  AllViewer: '216adef6-5c7f-47e4-b989-5492eafa07d3',
  AllViewerExceptHostHeader: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
  'CORS-S3Origin': '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf',
  'CORS-CustomOrigin': '59781a5b-3903-41f3-afcb-af62929ccde1',
  UserAgentRefererHeaders: 'acba4595-bd28-49b8-b9fe-13317c0390fa',
} as const satisfies Record<keyof typeof MANAGED_ORIGIN_REQUEST_POLICIES, string>;

/** A cache policy as the API has it. */
export function cachePolicyConfig(name: string, policy: CachePolicy): Model<aws.CachePolicyConfig> {
  const { minTTL, defaultTTL, maxTTL, enableAcceptEncodingGzip, enableAcceptEncodingBrotli } = policy;
  return {
    name,
    minTTL,
    defaultTTL,
    maxTTL,
    parametersInCacheKeyAndForwardedToOrigin: {
      enableAcceptEncodingGzip,
      enableAcceptEncodingBrotli,
      headersConfig: { headerBehavior: policy.headers.behavior as aws.CachePolicyHeaderBehavior, ...named('headers', policy.headers) }, // prettier-ignore
      cookiesConfig: { cookieBehavior: policy.cookies.behavior, ...named('cookies', policy.cookies) },
      queryStringsConfig: { queryStringBehavior: policy.queryStrings.behavior, ...named('queryStrings', policy.queryStrings) }, // prettier-ignore
    },
  };
}

/** An origin request policy as the API has it. */
export function originRequestPolicyConfig(
  name: string,
  policy: OriginRequestPolicy,
): Model<aws.OriginRequestPolicyConfig> {
  // prettier-ignore
  const header = policy.headers.behavior === 'all' ? 'allViewer' : policy.headers.behavior;
  return {
    name,
    headersConfig: { headerBehavior: header, ...named('headers', policy.headers) },
    cookiesConfig: { cookieBehavior: policy.cookies.behavior, ...named('cookies', policy.cookies) },
    queryStringsConfig: { queryStringBehavior: policy.queryStrings.behavior, ...named('queryStrings', policy.queryStrings) }, // prettier-ignore
  };
}

function named<K extends string>(
  key: K,
  { items }: Selection,
): Partial<Record<K, { quantity: number; items: string[] }>> {
  // prettier-ignore
  if (!items) return {};
  return { [key]: { quantity: items.length, items: [...items] } } as Record<K, { quantity: number; items: string[] }>; // prettier-ignore
}

/** Throws unless the caller names the version that is there, as UpdateDistribution and all deletions want it. */
export function checkVersion(kept: { readonly etag: string }, ifMatch: string | undefined): void {
  if (ifMatch === undefined) throw cloudFrontError('InvalidIfMatchVersion', 'The If-Match version is missing or not valid for the resource.'); // prettier-ignore
  if (ifMatch !== kept.etag) throw cloudFrontError('PreconditionFailed', 'The request failed because it didn\'t meet the preconditions in one or more request-header fields.'); // prettier-ignore
}

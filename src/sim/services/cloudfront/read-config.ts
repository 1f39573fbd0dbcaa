import type { Behavior } from './behaviors.ts';
import type { CachePolicy, Selection } from './cache-policy.ts';
import type { ErrorCaching } from './error-caching.ts';
import { cloudFrontError } from './errors.ts';
import { cloudFrontLimits as limits } from './limits.ts';
import { checkFailoverCodes } from './origin-group.ts';
import type { OriginRequestPolicy } from './origin-request.ts';
import type * as aws from './schema.ts';
import type { Model } from './schema.ts';

/** A distribution's configuration, in the model's names. */
export type DistributionConfig = Model<aws.DistributionConfig>;
/** An origin of a configuration. */
export type OriginConfig = Model<aws.Origin>;
type BehaviorConfig = Omit<Model<aws.CacheBehavior>, 'pathPattern'> & { readonly pathPattern?: string };

/** The policies that a configuration names by their ids. */
export interface PolicyShelf {
  cachePolicy(id: string): CachePolicy;
  originRequestPolicy(id: string): OriginRequestPolicy;
}

/** A behavior with what is asked of viewers. */
export interface ReadBehavior extends Behavior {
  readonly viewerProtocolPolicy: string;
  /** Key groups whose signatures are taken; none: no signature is needed. */
  readonly keyGroups: readonly string[];
}

/** Checks a configuration as a whole. */
export function checkConfig(config: DistributionConfig): void {
  const { origins, cacheBehaviors, originGroups, customErrorResponses, aliases } = config;
  for (const list of [origins, cacheBehaviors, originGroups, customErrorResponses, aliases, config.restrictions?.geoRestriction]) // prettier-ignore
    if (list && list.quantity !== (list.items?.length ?? 0))
      throw cloudFrontError('InconsistentQuantities', 'The value of Quantity and the size of Items do not match.'); // prettier-ignore
  const ids = [...origins.items, ...(originGroups?.items ?? [])].map(({ id }) => id);
  if (origins.items.length === 0) throw invalid('A distribution needs an origin.');
  if (new Set(ids).size < ids.length) throw invalid('Two origins have the same id.');
  for (const {
    id,
    domainName,
    connectionAttempts,
    connectionTimeout,
    customOriginConfig,
    s3OriginConfig,
  } of origins.items) {
    // prettier-ignore
    for (const [name, value, row] of [
      ['ConnectionAttempts', connectionAttempts, limits.connectionAttempts],
      ['ConnectionTimeout', connectionTimeout, limits.connectionTimeout],
    ] as const)
      if (value !== undefined && !(value >= row.min && value <= row.max))
        throw invalid(`The parameter ${name} must be a whole number from ${row.min} to ${row.max}.`);
    const { min, max } = limits.originReadTimeout;
    const read = customOriginConfig?.originReadTimeout ?? s3OriginConfig?.originReadTimeout;
    if (read !== undefined && !(read >= min && read <= max))
      throw cloudFrontError('InvalidOriginReadTimeout', `The parameter OriginReadTimeout must be a whole number from ${min} to ${max}.`); // prettier-ignore
    if ((customOriginConfig === undefined) === (s3OriginConfig === undefined))
      throw cloudFrontError('InvalidOrigin', `The origin ${id} needs either S3OriginConfig or CustomOriginConfig.`); // prettier-ignore
    if (/[:/]/.test(domainName))
      throw cloudFrontError('InvalidOrigin', `${domainName} is no domain name of an origin.`);
  }
  for (const { failoverCriteria, members } of originGroups?.items ?? []) {
    checkFailoverCodes(failoverCriteria.statusCodes.items);
    for (const { originId } of members.items) if (!ids.includes(originId)) throw noOrigin();
  }
  const counts = [
    ['TooManyOrigins', origins.items.length, limits.origins],
    ['TooManyOriginGroupsPerDistribution', originGroups?.items?.length ?? 0, limits.originGroups],
    ['TooManyCacheBehaviors', cacheBehaviors?.items?.length ?? 0, limits.behaviors],
    ['TooManyDistributionCNAMEs', aliases?.items?.length ?? 0, limits.aliases],
  ] as const;
  for (const [name, count, { max, unit }] of counts)
    if (count > max) throw cloudFrontError(name, `A distribution can have ${max} ${unit} at most.`);
  for (const behavior of behaviorsOf(config)) {
    if (!ids.includes(behavior.targetOriginId)) throw noOrigin();
    if (behavior.cachePolicyId === undefined && behavior.forwardedValues === undefined)
      throw invalid('The parameter ForwardedValues or CachePolicyId is required.');
  }
}

/** The behaviors in their order, the default one at the end. */
export function behaviorsOf(config: DistributionConfig): BehaviorConfig[] {
  return [...(config.cacheBehaviors?.items ?? []), config.defaultCacheBehavior];
}

/** Reads a behavior with its policies. */
export function readBehavior(config: BehaviorConfig, shelf: PolicyShelf): ReadBehavior {
  const {
    pathPattern = '*',
    targetOriginId,
    viewerProtocolPolicy,
    allowedMethods,
    trustedKeyGroups,
  } = config;
  const { cachePolicyId, originRequestPolicyId } = config;
  return {
    pathPattern,
    targetOriginId,
    viewerProtocolPolicy,
    keyGroups: trustedKeyGroups?.enabled ? (trustedKeyGroups.items ?? []) : [],
    policy: cachePolicyId === undefined ? legacyPolicy(config) : shelf.cachePolicy(cachePolicyId),
    originRequest: originRequestPolicyId === undefined ? undefined : shelf.originRequestPolicy(originRequestPolicyId), // prettier-ignore
    ...(allowedMethods && { allowedMethods: allowedMethods.items }),
    cachesOptions: allowedMethods?.cachedMethods?.items.includes('OPTIONS') ?? false,
  };
}

/** A cache policy as its API has it. */
export function readCachePolicy(config: Model<aws.CachePolicyConfig>): CachePolicy {
  const { minTTL, defaultTTL = limits.defaultTtl.default, maxTTL = limits.maxTtl.default } = config;
  const keyed = config.parametersInCacheKeyAndForwardedToOrigin;
  // Absent values follow the minimum upward.
  const least = Math.max(minTTL, config.defaultTTL ?? Math.max(minTTL, defaultTTL));
  const most = config.maxTTL ?? Math.max(least, maxTTL);
  if (!(minTTL >= 0 && minTTL <= least && least <= most) || (config.defaultTTL ?? minTTL) < minTTL)
    throw invalid('MinTTL must not exceed DefaultTTL, nor DefaultTTL MaxTTL.');
  // Where nothing is kept there is no key. AWS's words: https://github.com/sladg/nextjs-lambda/pull/89
  const named = {
    HeaderBehavior: keyed?.headersConfig.headerBehavior,
    CookieBehavior: keyed?.cookiesConfig.cookieBehavior,
    QueryStringBehavior: keyed?.queryStringsConfig.queryStringBehavior,
  };
  for (const [parameter, behavior = 'none'] of Object.entries(named))
    if (most === 0 && behavior !== 'none')
      throw invalid(`The parameter ${parameter} is invalid for policy with caching disabled.`);
  return {
    minTTL,
    defaultTTL: least,
    maxTTL: most,
    headers: selection(keyed?.headersConfig.headerBehavior, keyed?.headersConfig.headers?.items),
    cookies: selection(keyed?.cookiesConfig.cookieBehavior, keyed?.cookiesConfig.cookies?.items),
    queryStrings: selection(keyed?.queryStringsConfig.queryStringBehavior, keyed?.queryStringsConfig.queryStrings?.items), // prettier-ignore
    enableAcceptEncodingGzip: keyed?.enableAcceptEncodingGzip ?? false,
    enableAcceptEncodingBrotli: keyed?.enableAcceptEncodingBrotli ?? false,
  };
}

/** An origin request policy as its API has it. */
export function readOriginRequestPolicy(config: Model<aws.OriginRequestPolicyConfig>): OriginRequestPolicy {
  const { headersConfig, cookiesConfig, queryStringsConfig } = config;
  const header = headersConfig.headerBehavior;
  // Only a cache key or all of the viewer's headers take it along, so that a copy is for whoever may see it.
  // https://repost.aws/knowledge-center/cloudfront-authorization-header
  if (header === 'whitelist' && headersConfig.headers?.items?.some((name) => /^authorization$/i.test(name)))
    throw invalid('The parameter Headers contains Authorization that is not allowed');
  return {
    headers: selection(header.startsWith('allViewer') ? 'all' : header, headersConfig.headers?.items),
    cookies: selection(cookiesConfig.cookieBehavior, cookiesConfig.cookies?.items),
    queryStrings: selection(queryStringsConfig.queryStringBehavior, queryStringsConfig.queryStrings?.items),
  };
}

/** How long errors are kept. */
export function readErrors({ customErrorResponses }: DistributionConfig, isS3: boolean): ErrorCaching {
  const minTtl = new Map<number, number>();
  for (const { errorCode, errorCachingMinTTL } of customErrorResponses?.items ?? [])
    if (errorCachingMinTTL !== undefined) minTtl.set(errorCode, errorCachingMinTTL);
  return { minTtl, isS3 };
}

/** The settings that a behavior had before there were policies. */
function legacyPolicy({
  forwardedValues,
  minTTL = 0,
  defaultTTL = limits.defaultTtl.default,
  maxTTL = limits.maxTtl.default,
}: BehaviorConfig): CachePolicy {
  // prettier-ignore
  const { queryString = false, cookies, headers, queryStringCacheKeys } = forwardedValues ?? {};
  const names = headers?.items ?? [];
  const keys = queryStringCacheKeys?.items ?? [];
  return {
    minTTL,
    defaultTTL,
    maxTTL: names.includes('*') ? 0 : maxTTL,
    headers: names.length === 0 ? selection('none') : selection('whitelist', names),
    cookies: selection(cookies?.forward, cookies?.whitelistedNames?.items),
    queryStrings: !queryString ? selection('none') : keys.length > 0 ? selection('whitelist', keys) : selection('all'), // prettier-ignore
    enableAcceptEncodingGzip: true,
    enableAcceptEncodingBrotli: false,
  };
}

function selection(behavior: string = 'none', items?: readonly string[]): Selection {
  return { behavior: behavior as Selection['behavior'], ...(items && { items }) };
}

function invalid(message: string) {
  return cloudFrontError('InvalidArgument', message);
}

function noOrigin() {
  return cloudFrontError('NoSuchOrigin', 'One or more of your origins or origin groups do not exist.');
}

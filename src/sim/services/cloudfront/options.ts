import type { OriginConfig, DistributionConfig } from './read-config.ts';
import type * as aws from './schema.ts';
import type { Model } from './schema.ts';
import { CACHE_POLICY_IDS, ORIGIN_REQUEST_POLICY_IDS } from './shelf.ts';

type CachePolicyConfig = Model<aws.CachePolicyConfig>;
type Behavior = DistributionConfig['defaultCacheBehavior'];

/** A cache policy in short: times in seconds, and what is in the cache key. */
export interface CachePolicyOptions {
  /** Default 0. */
  readonly minTTL?: number;
  /** Default 86,400. */
  readonly defaultTTL?: number;
  /** Default 31,536,000. */
  readonly maxTTL?: number;
  /** Headers in the key. Default none. */
  readonly headers?: readonly string[];
  /** Cookies in the key: some, or all. Default none. */
  readonly cookies?: readonly string[] | 'all';
  /** Query strings in the key: some, or all. Default none. */
  readonly queryStrings?: readonly string[] | 'all';
}

/** What a path pattern's requests get. */
export interface BehaviorOptions {
  /** A managed policy by name, or one of your own. Default CachingOptimized. */
  readonly cachePolicy?: keyof typeof CACHE_POLICY_IDS | CachePolicyOptions;
  /** A managed policy by name. Default: none. */
  readonly originRequestPolicy?: keyof typeof ORIGIN_REQUEST_POLICY_IDS;
  /** The origin's or origin group's id. Default: the first. */
  readonly to?: string;
  /** Default allow-all. */
  readonly viewerProtocolPolicy?: 'allow-all' | 'https-only' | 'redirect-to-https';
  /** Default GET and HEAD. */
  readonly allowedMethods?: readonly aws.Method[];
  /** Key groups whose signatures are wanted. Default: none is. */
  readonly keyGroups?: readonly string[];
}

/** An origin in short: a domain name, or with settings. */
export interface OriginOptions extends Partial<Omit<OriginConfig, 'domainName' | 'originShield'>> {
  /** Its name: something listens there, or it is one of AWS's own. */
  readonly domainName: string;
  /** The Region of an Origin Shield. Default: none. */
  readonly shield?: string;
  /** Seconds to wait for a response. Default 30. */
  readonly originReadTimeout?: number;
}

/** What `distribution` takes; the rest is as AWS has it by default. */
export interface DistributionOptions extends BehaviorOptions {
  /** The origin, or several. An S3 bucket by its name: `site.s3.eu-west-1.amazonaws.com`. */
  readonly origin: string | OriginOptions | readonly (string | OriginOptions)[];
  /** The codes at which the second origin is asked in place of the first. Default: no failover. */
  readonly failoverCodes?: readonly number[];
  /** By path pattern, in their order. */
  readonly behaviors?: Readonly<Record<string, BehaviorOptions>>;
  /** Seconds for which errors are kept, by status code. Default 10 each. */
  readonly errorCaching?: Readonly<Record<number, number>>;
  /** Alternate domain names. */
  readonly aliases?: readonly string[];
  /** What `/` stands for: `index.html`. */
  readonly defaultRootObject?: string;
  /** Countries that get something, or that get nothing. */
  readonly countries?: { readonly only?: readonly string[]; readonly except?: readonly string[] };
  /** Which points of presence. Default: all. */
  readonly priceClass?: 'PriceClass_100' | 'PriceClass_200' | 'PriceClass_All';
}

const listed = <T>(items: readonly T[]): { quantity: number; items: T[] } => ({ quantity: items.length, items: [...items] }); // prettier-ignore

/** The configuration as the API takes it. `policy` makes a cache policy and tells its id. */
export function configOf(
  options: DistributionOptions,
  reference: string,
  policy: (config: CachePolicyConfig) => string,
): DistributionConfig {
  // prettier-ignore
  const { failoverCodes, behaviors = {}, errorCaching, aliases, defaultRootObject, countries, priceClass } = options;
  const given = Array.isArray(options.origin) ? (options.origin as readonly (string | OriginOptions)[]) : [options.origin as string | OriginOptions]; // prettier-ignore
  const origins = given.map((one, i) => originOf(typeof one === 'string' ? { domainName: one } : one, i));
  const groups = failoverCodes && [
    {
      id: 'group',
      failoverCriteria: { statusCodes: listed(failoverCodes) },
      members: listed(origins.slice(0, 2).map(({ id }) => ({ originId: id }))),
    },
  ];
  const first = groups ? 'group' : origins[0]!.id;
  let made = 0;
  const behaviorOf = (one: BehaviorOptions): Behavior => {
    const { cachePolicy = 'CachingOptimized', originRequestPolicy, to = first, viewerProtocolPolicy = 'allow-all', allowedMethods, keyGroups } = one; // prettier-ignore
    return {
      targetOriginId: to,
      viewerProtocolPolicy,
      cachePolicyId: typeof cachePolicy === 'string' ? CACHE_POLICY_IDS[cachePolicy] : policy(policyOf(`${reference}-${made++}`, cachePolicy)), // prettier-ignore
      ...(originRequestPolicy && { originRequestPolicyId: ORIGIN_REQUEST_POLICY_IDS[originRequestPolicy] }),
      ...(allowedMethods && { allowedMethods: listed(allowedMethods) }),
      ...(keyGroups && { trustedKeyGroups: { enabled: true, ...listed(keyGroups) } }),
    };
  };
  const paths = Object.entries(behaviors).map(([pathPattern, one]) => ({ pathPattern, ...behaviorOf(one) }));
  const [restrictionType, items] = countries?.only ? (['whitelist', countries.only] as const) : (['blacklist', countries?.except ?? []] as const); // prettier-ignore
  return {
    callerReference: reference,
    comment: '',
    enabled: true,
    origins: listed(origins),
    defaultCacheBehavior: behaviorOf(options),
    ...(groups && { originGroups: listed(groups) }),
    ...(paths.length > 0 && { cacheBehaviors: listed(paths) }),
    ...(errorCaching && { customErrorResponses: listed(Object.entries(errorCaching).map(([code, ttl]) => ({ errorCode: Number(code), errorCachingMinTTL: ttl }))) }), // prettier-ignore
    ...(aliases && { aliases: listed(aliases) }),
    ...(defaultRootObject !== undefined && { defaultRootObject }),
    ...(countries && { restrictions: { geoRestriction: { restrictionType, ...listed(items) } } }),
    ...(priceClass && { priceClass }),
  };
}

function originOf(
  { id, domainName, shield, originReadTimeout, ...more }: OriginOptions,
  i: number,
): OriginConfig {
  const isS3 = /\.s3[.-].*\.amazonaws\.com$/.test(domainName);
  const read = originReadTimeout === undefined ? {} : { originReadTimeout };
  return {
    id: id ?? `origin-${i + 1}`,
    domainName,
    ...(isS3
      ? { s3OriginConfig: { originAccessIdentity: '', ...read } }
      : { customOriginConfig: { httpPort: 80, httpsPort: 443, originProtocolPolicy: 'http-only' as const, ...read } }), // prettier-ignore
    ...(shield !== undefined && { originShield: { enabled: true, originShieldRegion: shield } }),
    ...more,
  };
}

function policyOf(
  name: string,
  { minTTL = 0, defaultTTL, maxTTL, headers = [], cookies = [], queryStrings = [] }: CachePolicyOptions,
): CachePolicyConfig {
  // prettier-ignore
  const choice = (items: readonly string[] | 'all') => (items === 'all' ? 'all' : items.length > 0 ? 'whitelist' : 'none'); // prettier-ignore
  const names = (items: readonly string[] | 'all') => (items === 'all' || items.length === 0 ? undefined : listed(items)); // prettier-ignore
  const [c, q] = [names(cookies), names(queryStrings)];
  return {
    name,
    minTTL,
    ...(defaultTTL !== undefined && { defaultTTL }),
    ...(maxTTL !== undefined && { maxTTL }),
    parametersInCacheKeyAndForwardedToOrigin: {
      enableAcceptEncodingGzip: false,
      headersConfig: headers.length > 0 ? { headerBehavior: 'whitelist', headers: listed(headers) } : { headerBehavior: 'none' }, // prettier-ignore
      cookiesConfig: { cookieBehavior: choice(cookies), ...(c && { cookies: c }) },
      queryStringsConfig: { queryStringBehavior: choice(queryStrings), ...(q && { queryStrings: q }) },
    },
  };
}

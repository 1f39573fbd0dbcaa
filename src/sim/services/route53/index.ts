/** Amazon Route 53: from a name to an address, by policy and by health. */
export { edgeCity, regionData } from '../../cloud/places/index.ts';
export { DnsResolver, type Lookup, type ResolverOptions, type Whereabouts } from './dns-resolver.ts';
export { ZoneHandle } from './handles.ts';
export { HealthCheck } from './health-check.ts';
export { Checker, detection } from './health/index.ts';
export { checkerPlace } from './health/prober.ts';
export { route53Limits } from './limits.ts';
export { route53Metrics } from './metrics.ts';
export type { Route53Model } from './model.ts';
export type { GeoCodes } from './policies/index.ts';
export { biased } from './policies/index.ts';
export { route53Prices } from './prices.ts';
export type { Step } from './recursion.ts';
export type { RecordType, ResourceRecordSet, RoutingPolicy } from './records/index.ts';
export { hitRatio, HONOURS, JVM, onOldAnswer, PINNED, type CacheSettings } from './resolver/index.ts';
export { Route53, type HealthCheckOptions } from './route-53.ts';
export type { RecordOptions } from './zone.ts';

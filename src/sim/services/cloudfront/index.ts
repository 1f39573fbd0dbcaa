/** Amazon CloudFront: copies of content near viewers, for as long as they are good. */
export { edgeCity, regionData } from '../../cloud/places/index.ts';
export { CloudFront } from './cloudfront.ts';
export { Distribution, type ViewerOptions, type ViewerResponse } from './distribution.ts';
export { popPlace, regionalPlace } from './edge-network.ts';
export { cloudFrontLimits } from './limits.ts';
export { cloudFrontMetrics } from './metrics.ts';
export type { CloudFrontModel } from './model.ts';
export type { BehaviorOptions, CachePolicyOptions, DistributionOptions, OriginOptions } from './options.ts';
export { cloudFrontPrices } from './prices.ts';
export type { SignOptions } from './signatures.ts';
export { lifetimeOf, type Lifetime, type TtlSettings } from './ttl.ts';

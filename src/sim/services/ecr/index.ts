/** Amazon Elastic Container Registry: images by digest and tag, and rules that clean them up. */
export { Ecr } from './ecr.ts';
export { ecrLimits } from './limits.ts';
export type { LifecycleRule } from './lifecycle-policy.ts';
export type { Finding, EcrModel } from './model.ts';
export { ecrPrices } from './prices.ts';
export type { KeptImage, Repository } from './repository.ts';

/** Classic Load Balancers: the previous generation of Elastic Load Balancing. */
export type { ClassicLoadBalancer } from './classic-load-balancer.ts';
export { ElasticLoadBalancing } from './elastic-load-balancing.ts';
export { elasticLoadBalancingLimits } from './limits.ts';
export { classicPrices } from './prices.ts';

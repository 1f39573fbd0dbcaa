/** Elastic Load Balancing: Application, Network and Gateway Load Balancers. */
export {
  accessLogFields,
  readAccessLog,
  type AccessLogField,
  type AccessLogLine,
} from './access-log/line.ts';
export { answer, type Answer } from './answers/answer.ts';
export type { Facts, TargetFacts } from './answers/facts.ts';
export {
  applicationUnits,
  gatewayUnits,
  networkUnits,
  type CapacityUnits,
} from './capacity/capacity-units.ts';
export { selectCertificate } from './certificates/selection.ts';
export { protects, type Certificate, type ClientHello } from './certificates/certificate.ts';
export { ElasticLoadBalancingV2 } from './elastic-load-balancing-v2.ts';
export type { Packet } from './flows/flow-key.ts';
export type { Passed } from './gateway-door.ts';
export { elasticLoadBalancingV2Limits } from './limits.ts';
export type { LogEntry } from './door-node.ts';
export type { LoadBalancer } from './load-balancer.ts';
export { elbMetrics } from './metrics.ts';
export type { ElbModel } from './model.ts';
export { elbPrices } from './prices.ts';
export type { BalancerOptions, GivenTarget, GroupOptions, HealthCheckOptions } from './readers.ts';
export type { TargetGroup } from './target-group.ts';
export type { Target } from './target.ts';

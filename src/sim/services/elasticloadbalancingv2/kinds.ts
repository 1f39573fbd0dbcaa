/** The four balancers, by the names that DescribeLoadBalancers gives their types; `classic` has none. */
export type Balancer = 'application' | 'network' | 'gateway' | 'classic';

/** The protocols of listeners and target groups. */
export type Protocol =
  'HTTP' | 'HTTPS' | 'TCP' | 'TLS' | 'UDP' | 'TCP_UDP' | 'QUIC' | 'TCP_QUIC' | 'GENEVE' | 'SSL';

/** What a target is. */
export type TargetType = 'instance' | 'ip' | 'lambda' | 'alb';

/** A source of uniform numbers in [0, 1). */
export type Random = () => number;

/** A whole number below `count`, each as likely. */
export function pick(count: number, random: Random): number {
  return Math.min(count - 1, Math.floor(random() * count));
}

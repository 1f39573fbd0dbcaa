import type { Cloud, Shell } from 'desired-capacity';

/** Two roles, and two subnets of the default network. */
export function setUp(cloud: Cloud, { variables }: Shell): void {
  const { subnets } = cloud.elasticloadbalancingv2.defaults();
  variables.set('subnet_a', subnets[0]!);
  variables.set('subnet_b', subnets[1]!);
  variables.set('cluster_role', 'arn:aws:iam::123456789012:role/cluster');
  variables.set('node_role', 'arn:aws:iam::123456789012:role/node');
}

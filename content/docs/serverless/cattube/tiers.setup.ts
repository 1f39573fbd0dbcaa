import type { Cloud, Shell } from 'desired-capacity';

/** A group of two instances that does the work, and a network. */
export async function setUp(
  cloud: Cloud,
  { variables }: Shell,
): Promise<void> {
  const processing = cloud.autoscaling.createGroup('processing', {
    minSize: 2,
    maxSize: 8,
  });
  await cloud.waitUntil(() => processing.inService.length === 2);
  const { subnets } = cloud.elasticloadbalancingv2.defaults();
  variables.set('subnet_a', subnets[0]!);
  variables.set('subnet_b', subnets[1]!);
}

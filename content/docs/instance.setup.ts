import type { Cloud, Shell } from 'desired-capacity';

/** An instance that runs, an image and a network. */
export async function setUp(
  cloud: Cloud,
  { variables }: Shell,
): Promise<void> {
  const [web] = cloud.ec2.launch({ count: 1, instanceType: 't3.micro' });
  await cloud.waitUntil(() => web!.state === 'running');
  const { subnets } = cloud.elasticloadbalancingv2.defaults();
  variables.set('id', web!.id);
  variables.set('image', cloud.ec2.image());
  variables.set('subnet', subnets[0]!);
}

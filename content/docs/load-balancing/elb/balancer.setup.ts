import type { Cloud, Shell } from 'desired-capacity';

/** Two servers behind a balancer that finds them healthy. */
export async function setUp(
  cloud: Cloud,
  { variables }: Shell,
): Promise<void> {
  const elb = cloud.elasticloadbalancingv2;
  const fleet = cloud.ec2.launch({ count: 2, application: {} });
  const web = elb.balancer('web', { targets: fleet });
  await web.until('healthy');
  const { vpcId } = elb.defaults();
  const subnets = web.nodes.map(({ network }) => network.subnetId);
  const { loadBalancers } = elb.describeLoadBalancers({ names: ['web'] });
  const loadBalancerArn = loadBalancers![0]!.loadBalancerArn!;
  const { targetGroups } = elb.describeTargetGroups({ loadBalancerArn });
  const { listeners } = elb.describeListeners({ loadBalancerArn });
  variables.set('alb', loadBalancerArn);
  variables.set('group', targetGroups![0]!.targetGroupArn!);
  variables.set('listener', listeners![0]!.listenerArn!);
  variables.set('vpc', vpcId);
  variables.set('subnet_a', subnets[0]!);
  variables.set('subnet_b', subnets[1]!);
  variables.set('i1', fleet[0]!.id);
  variables.set('i2', fleet[1]!.id);
}

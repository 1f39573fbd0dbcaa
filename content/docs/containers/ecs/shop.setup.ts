import type { Cloud, Shell } from 'desired-capacity';

/** A cluster of three instances with a service of six tasks, a second version of its task, and what tasks on Fargate need. */
export async function setUp(
  cloud: Cloud,
  { variables }: Shell,
): Promise<void> {
  cloud.ecs.createCluster({ clusterName: 'shop' });
  const cluster = cloud.ecs.cluster('shop');
  cluster.launch({ count: 3, instanceType: 't3.medium' });
  await cloud.waitUntil(() => cluster.instances.length === 3);
  const define = () => cloud.ecs.define('shop', { cpu: 256, memory: 512 });
  const { arn } = define();
  define();
  cloud.ecs.createService({
    cluster: 'shop',
    serviceName: 'shop',
    taskDefinition: arn,
    desiredCount: 6,
  });
  cloud.ecs.define('report', { fargate: true });
  await cloud.run(120);
  const { subnets, vpcId } = cloud.elasticloadbalancingv2.defaults();
  variables.set('subnet', subnets[0]!);
  variables.set('vpc', vpcId);
}

import type { Cloud } from 'desired-capacity';

/** An instance, two tasks on Fargate, and a function. */
export async function setUp(cloud: Cloud): Promise<void> {
  cloud.ec2.launch({ count: 1, instanceType: 't3.micro' });
  cloud.ecs.createCluster({});
  const { arn } = cloud.ecs.define('web', { fargate: true });
  const { subnets } = cloud.elasticloadbalancingv2.defaults();
  cloud.ecs.createService({
    serviceName: 'web',
    taskDefinition: arn,
    desiredCount: 2,
    launchType: 'FARGATE',
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: [subnets[0]!],
        assignPublicIp: 'ENABLED',
      },
    },
  });
  cloud.lambda.createFunction({
    functionName: 'thumbnail',
    memorySize: 512,
    code: () => () => 'done',
  });
  await cloud.run(180);
}

import { type Cloud, minutes, type Shell } from 'desired-capacity';

/** A launch template and a group of four instances, both named web, in two zones. */
export async function setUp(
  cloud: Cloud,
  { variables }: Shell,
): Promise<void> {
  cloud.ec2.createLaunchTemplate({
    launchTemplateName: 'web',
    launchTemplateData: {
      imageId: cloud.ec2.image(),
      instanceType: 't3.micro',
      monitoring: { enabled: true },
    },
  });
  const { subnets } = cloud.elasticloadbalancingv2.defaults();
  cloud.autoscaling.createAutoScalingGroup({
    autoScalingGroupName: 'web',
    launchTemplate: { launchTemplateName: 'web', version: '1' },
    minSize: 2,
    maxSize: 8,
    desiredCapacity: 4,
    vpcZoneIdentifier: subnets.slice(0, 2).join(','),
  });
  await cloud.run(minutes(10));
  variables.set('id', cloud.ec2.instances[0]!.id);
  variables.set('subnets', subnets.slice(0, 3).join(','));
}

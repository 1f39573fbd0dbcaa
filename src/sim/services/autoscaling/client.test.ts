import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  DeleteAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  DescribePoliciesCommand,
  DescribeScalingActivitiesCommand,
  PutScalingPolicyCommand,
  ResourceInUseFault,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { expect, test } from 'vitest';
import { connect, minutes } from '../../index.ts';
import { steady } from './testing.ts';

test('the real client of Auto Scaling makes a group that grows', async () => {
  const cloud = steady();
  const client = connect(new AutoScalingClient({ region: 'us-east-1' }), cloud);
  const AutoScalingGroupName = 'web';
  cloud.ec2.createLaunchTemplate({ launchTemplateName: 'web', launchTemplateData: { imageId: cloud.ec2.image(), instanceType: 't3.micro' } }); // prettier-ignore
  await client.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName,
      MinSize: 1,
      MaxSize: 4,
      LaunchTemplate: { LaunchTemplateName: 'web', Version: '$Latest' },
      AvailabilityZones: ['us-east-1a', 'us-east-1b'],
      Tags: [{ Key: 'app', Value: 'shop', PropagateAtLaunch: true }],
    }),
  );
  await cloud.run(minutes(2));
  await client.send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity: 3 }));
  await cloud.run(minutes(2));
  const { AutoScalingGroups } = await client.send(new DescribeAutoScalingGroupsCommand({}));
  const [group] = AutoScalingGroups!;
  expect(group).toMatchObject({ DesiredCapacity: 3, DefaultCooldown: 300, HealthCheckType: 'EC2', HealthCheckGracePeriod: 0, TerminationPolicies: ['Default'] }); // prettier-ignore
  expect(group!.Instances!.map(({ LifecycleState }) => LifecycleState)).toEqual(['InService', 'InService', 'InService']); // prettier-ignore
  expect(group!.Instances![0]!.LaunchTemplate).toMatchObject({ LaunchTemplateName: 'web', Version: '1' });
  const { Activities } = await client.send(new DescribeScalingActivitiesCommand({ AutoScalingGroupName }));
  expect(Activities![0]).toMatchObject({ StatusCode: 'Successful', Progress: 100, StartTime: expect.any(Date) as Date }); // prettier-ignore
  const { Alarms } = await client.send(
    new PutScalingPolicyCommand({
      AutoScalingGroupName,
      PolicyName: 'cpu',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingConfiguration: { TargetValue: 50, PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' } }, // prettier-ignore
    }),
  );
  expect(Alarms).toHaveLength(2);
  const { ScalingPolicies } = await client.send(new DescribePoliciesCommand({ AutoScalingGroupName }));
  expect(ScalingPolicies).toMatchObject([{ PolicyName: 'cpu', Enabled: true, Alarms }]);
  const [instance] = cloud.ec2.describeInstances().reservations!.flatMap(({ instances = [] }) => instances);
  expect(instance!.tags).toContainEqual({ key: 'app', value: 'shop' });
  await expect(client.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName }))).rejects.toBeInstanceOf(ResourceInUseFault); // prettier-ignore
});

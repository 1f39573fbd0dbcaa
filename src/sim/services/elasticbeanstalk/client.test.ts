import {
  CreateApplicationCommand,
  CreateApplicationVersionCommand,
  CreateEnvironmentCommand,
  DescribeEnvironmentsCommand,
  DescribeEventsCommand,
  DescribeInstancesHealthCommand,
  ElasticBeanstalkClient,
  TerminateEnvironmentCommand,
  UpdateEnvironmentCommand,
} from '@aws-sdk/client-elastic-beanstalk';
import { expect, test } from 'vitest';
import { connect } from '../../index.ts';
import { steady } from './testing.ts';

test('the real client of Elastic Beanstalk makes an environment, deploys to it, and terminates it', async () => {
  const cloud = steady();
  const client = connect(new ElasticBeanstalkClient({ region: 'us-east-1' }), cloud);
  await client.send(new CreateApplicationCommand({ ApplicationName: 'shop' }));
  for (const VersionLabel of ['v1', 'v2'])
    await client.send(new CreateApplicationVersionCommand({ ApplicationName: 'shop', VersionLabel, SourceBundle: { S3Bucket: 'b', S3Key: `${VersionLabel}.zip` } })); // prettier-ignore
  const option = (Namespace: string, OptionName: string, Value: string) => ({ Namespace, OptionName, Value });
  const made = await client.send(
    new CreateEnvironmentCommand({
      ApplicationName: 'shop',
      EnvironmentName: 'shop-web',
      CNAMEPrefix: 'the-shop',
      VersionLabel: 'v1',
      OptionSettings: [
        option('aws:elasticbeanstalk:environment', 'LoadBalancerType', 'application'),
        option('aws:elasticbeanstalk:healthreporting:system', 'SystemType', 'enhanced'),
        option('aws:autoscaling:asg', 'MinSize', '2'),
      ],
    }),
  );
  expect(made).toMatchObject({ Status: 'Launching', Health: 'Grey', CNAME: 'the-shop.us-east-1.elasticbeanstalk.com' }); // prettier-ignore
  const status = async () => (await client.send(new DescribeEnvironmentsCommand({ EnvironmentNames: ['shop-web'] }))).Environments![0]!; // prettier-ignore
  await cloud.run(600);
  expect(await status()).toMatchObject({ Status: 'Ready', Health: 'Green', HealthStatus: 'Ok', VersionLabel: 'v1' }); // prettier-ignore
  const update = new UpdateEnvironmentCommand({ EnvironmentName: 'shop-web', VersionLabel: 'v2' });
  expect((await client.send(update)).Status).toBe('Updating');
  await expect(client.send(update)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  await cloud.run(300);
  const { InstanceHealthList } = await client.send(new DescribeInstancesHealthCommand({ EnvironmentName: 'shop-web', AttributeNames: ['All'] })); // prettier-ignore
  expect(InstanceHealthList!.map(({ Deployment }) => Deployment)).toMatchObject([
    { VersionLabel: 'v2', DeploymentId: 2 },
    { VersionLabel: 'v2', DeploymentId: 2 },
  ]);
  const { Events } = await client.send(
    new DescribeEventsCommand({ EnvironmentName: 'shop-web', MaxRecords: 3 }),
  );
  expect(Events!.map(({ Message }) => Message)).toContain('Environment update completed successfully.');
  await client.send(new TerminateEnvironmentCommand({ EnvironmentName: 'shop-web' }));
  await cloud.run(600);
  expect((await status()).Status).toBe('Terminated');
});

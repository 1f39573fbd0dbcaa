import {
  CreateLaunchTemplateCommand,
  DescribeInstancesCommand,
  EC2Client,
  EC2ServiceException,
  paginateDescribeInstances,
  RunInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import { refusal } from '../../../testing/refusal.ts';
import { Cloud, connect, minutes } from '../../index.ts';

function start() {
  const cloud = new Cloud();
  cloud.ec2.model.sigma = 0;
  return { cloud, ec2: cloud.ec2, client: connect(new EC2Client({ region: 'us-east-1' }), cloud) };
}

/** The error that a call throws. */
test('an instance goes its way, by the SDK, and its errors are the SDK’s', async () => {
  const { cloud, ec2, client } = start();
  const input = { ImageId: ec2.image(), InstanceType: 't3.micro' as const, MinCount: 2, MaxCount: 2 };
  const { Instances = [] } = await client.send(new RunInstancesCommand(input));
  const ids = Instances.map(({ InstanceId }) => InstanceId!);
  expect(Instances[0]).toMatchObject({ State: { Code: 0, Name: 'pending' }, InstanceType: 't3.micro' });
  await cloud.run(10);
  const { Reservations } = await client.send(new DescribeInstancesCommand({ InstanceIds: ids }));
  expect(Reservations![0]!.Instances).toHaveLength(2);
  expect(Reservations![0]!.Instances![0]!.State!.Name).toBe('running');
  await client.send(new StopInstancesCommand({ InstanceIds: [ids[0]!] }));
  await cloud.run(60);
  expect(ec2.instance(ids[0]!).state).toBe('stopped');
  const asked = client.send(new DescribeInstancesCommand({ InstanceIds: ['i-00000000000000000'] }));
  await expect(asked).rejects.toMatchObject({
    name: 'InvalidInstanceID.NotFound',
    message: "The instance ID 'i-00000000000000000' does not exist",
  });
  await expect(asked).rejects.toBeInstanceOf(EC2ServiceException);
});

test('paginators list every instance once, and filters keep the others away', async () => {
  const { cloud, ec2, client } = start();
  ec2.launch({
    count: 7,
    tagSpecifications: [{ resourceType: 'instance', tags: [{ key: 'app', value: 'web' }] }],
  });
  ec2.launch({ count: 3 });
  const found: string[] = [];
  const Filters = [{ Name: 'tag:app', Values: ['w*'] }];
  for await (const page of paginateDescribeInstances({ client, pageSize: 5 }, { Filters }))
    found.push(
      ...page.Reservations!.flatMap(({ Instances }) => Instances!.map(({ InstanceId }) => InstanceId!)),
    );
  expect(new Set(found).size).toBe(7);
  expect(found).toHaveLength(7);
  expect(() => ec2.describeInstances({ filters: [{ name: 'colour', values: ['red'] }] })).toThrow(
    "The filter 'colour' is invalid",
  );
  expect(cloud.ec2.describeInstances().reservations).toHaveLength(2);
});

test('a launch template’s newest version is $Latest, its first one stays $Default', async () => {
  const { ec2, client } = start();
  const ImageId = ec2.image();
  const { LaunchTemplate } = await client.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName: 'web',
      LaunchTemplateData: {
        ImageId,
        InstanceType: 't3.micro',
        TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'app', Value: 'web' }] }],
      },
    }),
  );
  const launchTemplateName = 'web';
  ec2.createLaunchTemplateVersion({
    launchTemplateName,
    sourceVersion: '1',
    launchTemplateData: { instanceType: 'm5.large' },
  });
  const typeOf = (version?: string) =>
    ec2.runInstances({
      minCount: 1,
      maxCount: 1,
      launchTemplate: { launchTemplateName, ...(version && { version }) },
    }).instances![0]!;
  expect(typeOf().instanceType).toBe('t3.micro');
  expect(typeOf('$Latest')).toMatchObject({ instanceType: 'm5.large', imageId: ImageId });
  expect(typeOf('1').instanceType).toBe('t3.micro');
  expect(refusal(() => typeOf('3')).name).toBe('InvalidLaunchTemplateId.VersionNotFound');
  ec2.modifyLaunchTemplate({ launchTemplateId: LaunchTemplate!.LaunchTemplateId!, defaultVersion: '2' });
  expect(typeOf().instanceType).toBe('m5.large');
});

test('an instance pays from running to stopping, a minute at least, each time', async () => {
  const { cloud, ec2 } = start();
  const [one] = ec2.launch({ instanceType: 'm5.large' });
  await cloud.run(6 + 10);
  one!.life.stop();
  await cloud.run(minutes(10));
  one!.life.start();
  await cloud.run(6 + 90);
  one!.life.stop();
  await cloud.run(minutes(10));
  const line = cloud.meter.bill().find(({ item }) => item === 'm5.large On-Demand')!;
  expect(line.quantity * 3600).toBeCloseTo(60 + 90, 6);
  expect(line.usd).toBeCloseTo((0.096 * 150) / 3600, 9);
});

test('an application’s requests are the CPU that the metric shows', async () => {
  const { cloud, ec2 } = start();
  const [web] = ec2.launch({
    instanceType: 'm5.large',
    application: { demand: () => 0.5 },
    monitoring: { enabled: true },
  });
  const metric = cloud.metrics.find('us-east-1', 'AWS/EC2', 'CPUUtilization', { InstanceId: web!.id })!;
  const points = cloud.record(metric);
  await web!.until('serving');
  cloud.process(function* () {
    for (;;) {
      const connection = yield* cloud.ec2.endpoints.connect('client', web!.address);
      const { status } = yield* connection.send({ host: 'web' });
      expect(status).toBe(200);
      connection.close();
      yield 0.5 - 0.002;
    }
  });
  await cloud.run(minutes(5));
  const [, y] = points.at(-1)!;
  // One vCPU of two is busy half of the time, but for the way there and back.
  expect(y).toBeGreaterThan(24);
  expect(y).toBeLessThan(26);
});

test('a zone that is down takes its instances’ applications with it, and no other’s', async () => {
  const { cloud, ec2 } = start();
  const application = { port: 8080 };
  const [a] = ec2.launch({ application, placement: { availabilityZone: 'us-east-1a' } });
  const [b] = ec2.launch({ application, placement: { availabilityZone: 'us-east-1b' } });
  await b!.until('serving');
  await cloud.run(300);
  cloud.faults.raise({ kind: 'down', place: 'us-east-1a' }, { lasting: 600 });
  await cloud.run(120);
  expect([a!.serving, b!.serving]).toEqual([false, true]);
  const { instanceStatuses } = ec2.describeInstanceStatus();
  expect(instanceStatuses!.map(({ systemStatus }) => systemStatus!.status)).toEqual(['impaired', 'ok']);
  expect(a!.state).toBe('running');
  const placed = () => ec2.launch({ placement: { availabilityZone: 'us-east-1a' } });
  expect(refusal(placed).name).toBe('InsufficientInstanceCapacity');
  await cloud.run(600);
  expect(a!.serving).toBe(true);
});

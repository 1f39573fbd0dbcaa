import { expect, test } from 'vitest';
import { Cloud, minutes } from '../../index.ts';

/** A cloud at a minute to six, with two instances that run, and a function that gets what it is called with. */
async function cloudWith(work: (cloud: Cloud, ids: string[], event: Notice) => void) {
  const cloud = new Cloud({ start: '2026-01-01T17:50:00Z' });
  const launch = { imageId: cloud.ec2.image(), instanceType: 't3.micro', minCount: 2, maxCount: 2 } as const;
  const ids = cloud.ec2.runInstances(launch).instances!.map(({ instanceId }) => instanceId!);
  const { functionArn } = cloud.lambda.createFunction({
    functionName: 'keeper',
    code: () => (event: Notice) => work(cloud, ids, event),
  });
  const permit = (service: string) =>
    cloud.lambda.addPermission({
      ...{ functionName: 'keeper', statementId: service, action: 'lambda:InvokeFunction' },
      principal: `${service}.amazonaws.com`,
    });
  const states = () =>
    ids.map((instanceId) => {
      const { reservations } = cloud.ec2.describeInstances({ instanceIds: [instanceId] });
      return reservations![0]!.instances![0]!.state!.name;
    });
  await cloud.run(minutes(9));
  return { cloud, ids, arn: functionArn!, permit, states };
}

/** An event of EC2, as far as a keeper reads it. */
interface Notice {
  detail?: { 'instance-id'?: string; state?: string };
}

test('a function that is the target of a rule starts the instance that was stopped, and no other', async () => {
  const { cloud, ids, arn, permit, states } = await cloudWith(({ ec2 }, _, { detail }) =>
    ec2.startInstances({ instanceIds: [detail!['instance-id']!] }),
  );
  const eventPattern = JSON.stringify({
    'detail-type': ['EC2 Instance State-change Notification'],
    detail: { state: ['stopped'], 'instance-id': [ids[0]] },
  });
  cloud.eventbridge.putRule({ name: 'protect', eventPattern });
  cloud.eventbridge.putTargets({ rule: 'protect', targets: [{ id: 'keeper', arn }] });
  permit('events');
  cloud.ec2.stopInstances({ instanceIds: ids });
  await cloud.run(minutes(10));
  expect(states()).toEqual(['running', 'stopped']);
});

test('a function that is the target of a schedule stops the instances at six', async () => {
  const { cloud, arn, states } = await cloudWith(({ ec2 }, ids) => ec2.stopInstances({ instanceIds: ids }));
  cloud.scheduler.createSchedule({
    name: 'daily',
    scheduleExpression: 'cron(0 18 * * ? *)',
    flexibleTimeWindow: { mode: 'OFF' },
    target: { arn, roleArn: 'arn:aws:iam::123456789012:role/scheduler', input: '{}' },
  });
  expect(states()).toEqual(['running', 'running']);
  await cloud.run(minutes(10));
  expect(states()).toEqual(['stopped', 'stopped']);
});

test('each function logs to a group of its own, and each of its environments to a stream', async () => {
  const cloud = new Cloud();
  // Logs are kept from when somebody asks for them on.
  const logs = cloud.cloudwatchlogs;
  for (const functionName of ['protect', 'stop'])
    cloud.lambda.createFunction({ functionName, code: () => () => 'done' });
  await cloud.lambda.run('protect', {});
  await cloud.lambda.run('protect', {});
  await cloud.lambda.run('stop', {});
  const { logGroups = [] } = logs.describeLogGroups();
  const names = logGroups.map(({ logGroupName }) => logGroupName!);
  expect(names.sort()).toEqual(['/aws/lambda/protect', '/aws/lambda/stop']);
  // Two runs after each other have one environment.
  const streams = logs.describeLogStreams({ logGroupName: '/aws/lambda/protect' });
  expect(streams.logStreams).toHaveLength(1);
});

import { describe, expect, test } from 'vitest';
import { seconds } from '../../index.ts';
import { ACCOUNT, guarded, policy, trust } from '../../../testing/iam.ts';

const FULL = policy('Allow', '*');

describe('who may', () => {
  test('a new user may nothing but ask who it is', async () => {
    const { cloud, ana, jobs } = guarded();
    const caller = cloud.as(ana);
    const { Arn } = await caller.send('sts', 'GetCallerIdentity', {});
    expect(Arn).toBe(ana.arn);
    await expect(caller.send('sqs', 'GetQueueUrl', { QueueName: 'jobs' })).rejects.toThrow('no identity-based policy allows'); // prettier-ignore
    expect(jobs.approximateNumberOfMessages).toBe(0);
  });

  test('the root user may everything, as long as no service control policy says less', async () => {
    const { cloud, iam } = guarded();
    await cloud.send('sqs', 'CreateQueue', { QueueName: 'a' });
    iam.setServiceControlPolicies([{ name: 'root', policies: { full: FULL, no: policy('Deny', 'sqs:*') } }]);
    await expect(cloud.send('sqs', 'CreateQueue', { QueueName: 'b' })).rejects.toThrow(
      'with an explicit deny in a service control policy',
    );
  });

  test('a group’s policy is every member’s, and stops being so', () => {
    const { iam, ana, jobs } = guarded();
    iam.createGroup({ groupName: 'readers' });
    iam.putGroupPolicy({
      groupName: 'readers',
      policyName: 'p',
      policyDocument: policy('Allow', 'sqs:Get*'),
    });
    const asked = () => iam.explain(ana, 'sqs:GetQueueUrl', jobs.arn).decision;
    expect(asked()).toBe('implicitDeny');
    iam.addUserToGroup({ groupName: 'readers', userName: 'ana' });
    expect(asked()).toBe('allowed');
    iam.removeUserFromGroup({ groupName: 'readers', userName: 'ana' });
    expect(asked()).toBe('implicitDeny');
  });

  test('a boundary grants nothing, and is the most that a user may', () => {
    const { iam, ana, jobs } = guarded();
    const { policy: most } = iam.createPolicy({
      policyName: 'most',
      policyDocument: policy('Allow', 'sqs:*'),
    });
    iam.putUserPermissionsBoundary({ userName: 'ana', permissionsBoundary: most!.arn! });
    expect(iam.explain(ana, 'sqs:SendMessage', jobs.arn)).toMatchObject({
      decision: 'implicitDeny',
      kind: 'identity',
    });
    iam.putUserPolicy({ userName: 'ana', policyName: 'all', policyDocument: FULL });
    expect(iam.explain(ana, 'sqs:SendMessage', jobs.arn).decision).toBe('allowed');
    expect(iam.explain(ana, 'sns:Publish', 'arn:aws:sns:us-east-1:123456789012:t')).toMatchObject({
      decision: 'implicitDeny',
      kind: 'boundary',
      message: `User: ${ana.arn} is not authorized to perform: sns:Publish on resource: arn:aws:sns:us-east-1:123456789012:t because no permissions boundary allows the sns:Publish action`,
    });
  });

  test('an explicit deny in a managed policy is named by its ARN', async () => {
    const { cloud, iam, ana, jobs } = guarded();
    const { policy: no } = iam.createPolicy({
      policyName: 'no',
      policyDocument: policy('Deny', 'sqs:SendMessage'),
    });
    iam.attachUserPolicy({ userName: 'ana', policyArn: no!.arn! });
    iam.attachUserPolicy({ userName: 'ana', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' });
    await expect(
      cloud.as(ana).send('sqs', 'SendMessage', { QueueUrl: jobs.url, MessageBody: 'x' }),
    ).rejects.toThrow(`with an explicit deny in an identity-based policy: arn:aws:iam::${ACCOUNT}:policy/no`);
  });

  test('across accounts the policy that denies is not named', async () => {
    const { cloud, jobs } = guarded();
    const partner = cloud.inAccount('222222222222');
    const { user: eve } = partner.iam.createUser({ userName: 'eve' });
    const { policy: no } = partner.iam.createPolicy({
      policyName: 'no',
      policyDocument: policy('Deny', 'sqs:SendMessage'),
    });
    partner.iam.attachUserPolicy({ userName: 'eve', policyArn: no!.arn! });
    const send = cloud.as(eve!).send('sqs', 'SendMessage', { QueueUrl: jobs.url, MessageBody: 'x' });
    // The sentence ends there: no colon, no ARN.
    await expect(send).rejects.toThrow(/with an explicit deny in an identity-based policy$/);
  });

  test('a user makes, uses and takes away keys of its own, where a policy lets it', async () => {
    const { cloud, iam, ana } = guarded();
    const UserName = 'ana';
    const own = `arn:aws:iam::${ACCOUNT}:user/\${aws:username}`;
    const first = iam.createAccessKey({ userName: 'ana' }).accessKey!;
    const make = (keys: object) => cloud.as(keys).send('iam', 'CreateAccessKey', { UserName });
    await expect(make(first)).rejects.toThrow(
      'no identity-based policy allows the iam:CreateAccessKey action',
    );
    iam.putUserPolicy({ userName: 'ana', policyName: 'own', policyDocument: policy('Allow', 'iam:*AccessKey*', own) }); // prettier-ignore
    const { AccessKey: second } = await make(first);
    const key = { accessKeyId: second!.AccessKeyId!, secretAccessKey: second!.SecretAccessKey! };
    await cloud.as(key).send('iam', 'DeleteAccessKey', { UserName, AccessKeyId: first.accessKeyId! });
    await expect(make(first)).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    // Another user's keys are not its own.
    iam.createUser({ userName: 'bo' });
    const other = cloud.as(ana).send('iam', 'CreateAccessKey', { UserName: 'bo' });
    await expect(other).rejects.toThrow('not authorized');
  });

  test('last accessed tells of a group what its members have used, and of a policy what those have who bear it', async () => {
    const { cloud, iam, ana } = guarded();
    iam.createGroup({ groupName: 'team' });
    iam.addUserToGroup({ groupName: 'team', userName: 'ana' });
    const { policy: queues } = iam.createPolicy({ policyName: 'queues', policyDocument: policy('Allow', ['sqs:*', 'sns:*']) }); // prettier-ignore
    iam.attachGroupPolicy({ groupName: 'team', policyArn: queues!.arn! });
    iam.attachUserPolicy({ userName: 'ana', policyArn: queues!.arn! });
    await cloud.as(ana).send('sqs', 'ListQueues', {});
    await cloud.simulation.sleep(24 * 3600);
    const uses = (arn: string) => {
      const { jobId } = iam.generateServiceLastAccessedDetails({ arn });
      const { servicesLastAccessed } = iam.getServiceLastAccessedDetails({ jobId: jobId! });
      return servicesLastAccessed!.map(({ serviceNamespace, lastAuthenticated }) => [serviceNamespace, lastAuthenticated !== undefined]); // prettier-ignore
    };
    const expected = [['sns', false], ['sqs', true]]; // prettier-ignore
    expect(uses(`arn:aws:iam::${ACCOUNT}:group/team`)).toEqual(expected);
    expect(uses(queues!.arn!)).toEqual(expected);
  });

  test('a queue’s policy lets a user in whom no policy of its own does', async () => {
    const { cloud, ana, jobs } = guarded();
    const text = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { AWS: ana.arn }, Action: 'sqs:SendMessage', Resource: jobs.arn } }); // prettier-ignore
    await jobs.setQueueAttributes({ policy: text });
    await cloud.as(ana).send('sqs', 'SendMessage', { QueueUrl: jobs.url, MessageBody: 'x' });
    expect(jobs.approximateNumberOfMessages).toBe(1);
  });

  test('a whole batch needs the permission of one', () => {
    const { cloud, iam, ana, jobs } = guarded();
    iam.putUserPolicy({
      userName: 'ana',
      policyName: 'p',
      policyDocument: policy('Allow', 'sqs:SendMessage', jobs.arn),
    });
    const batch = cloud.as(ana).send('sqs', 'SendMessageBatch', { QueueUrl: jobs.url, Entries: [{ Id: '1', MessageBody: 'x' }] }); // prettier-ignore
    return expect(batch).resolves.toMatchObject({ Successful: [{ Id: '1' }] });
  });

  test('who hands a role to a service needs iam:PassRole for it', async () => {
    const { cloud, iam, ana, jobs } = guarded();
    const { role } = iam.createRole({ roleName: 'sender', assumeRolePolicyDocument: trust({ Service: 'scheduler.amazonaws.com' }) }); // prettier-ignore
    iam.putUserPolicy({ userName: 'ana', policyName: 'p', policyDocument: policy('Allow', 'scheduler:*') });
    const create = () =>
      cloud.as(ana).send('scheduler', 'CreateSchedule', {
        Name: 's',
        ScheduleExpression: 'rate(1 minutes)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: jobs.arn, RoleArn: role!.arn, Input: 'x' },
      });
    await expect(create()).rejects.toThrow(
      `is not authorized to perform: iam:PassRole on resource: ${role!.arn}`,
    );
    const passed = { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } };
    iam.putUserPolicy({ userName: 'ana', policyName: 'pass', policyDocument: policy('Allow', 'iam:PassRole', role!.arn, passed) }); // prettier-ignore
    await create();
  });

  test('a schedule delivers what its role may send', async () => {
    const { cloud, iam, jobs } = guarded();
    const { role } = iam.createRole({ roleName: 'sender', assumeRolePolicyDocument: trust({ Service: 'scheduler.amazonaws.com' }) }); // prettier-ignore
    cloud.scheduler.createSchedule({
      name: 's',
      scheduleExpression: 'rate(1 minutes)',
      startDate: new Date('2026-01-01T00:01:00Z'),
      flexibleTimeWindow: { mode: 'OFF' },
      target: { arn: jobs.arn, roleArn: role!.arn, input: 'x', retryPolicy: { maximumRetryAttempts: 0 } },
    });
    await cloud.run(seconds(90));
    expect(jobs.approximateNumberOfMessages).toBe(0);
    iam.putRolePolicy({
      roleName: 'sender',
      policyName: 'p',
      policyDocument: policy('Allow', 'sqs:SendMessage', jobs.arn),
    });
    await cloud.run(seconds(60));
    expect(jobs.approximateNumberOfMessages).toBe(1);
    iam.updateAssumeRolePolicy({
      roleName: 'sender',
      policyDocument: trust({ Service: 'events.amazonaws.com' }),
    });
    await cloud.run(seconds(60));
    expect(jobs.approximateNumberOfMessages).toBe(1);
  });

  test.each([
    ['sns', 'CreateTopic', { Name: 't' }, 'AuthorizationErrorException', 403],
    ['ec2', 'RunInstances', { ImageId: 'ami-1', MinCount: 1, MaxCount: 1 }, 'UnauthorizedOperation', 403],
    [
      'eventbridge',
      'PutRule',
      { Name: 'r', ScheduleExpression: 'rate(1 minute)' },
      'AccessDeniedException',
      400,
    ],
    ['scheduler', 'ListSchedules', {}, 'AccessDeniedException', 403],
    ['iam', 'ListUsers', {}, 'AccessDenied', 403],
    ['sqs', 'ListQueues', {}, 'AccessDenied', 403],
  ] as const)('%s refuses in its protocol’s way', async (service, operation, input, name, httpStatusCode) => {
    const { cloud, ana } = guarded();
    const call = cloud.as(ana).send(service, operation as never, input as never);
    await expect(call).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
  });

  test('conditions see the Region, the address and the tags of a request', () => {
    const { cloud, iam, ana } = guarded();
    const only = {
      IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
      StringEquals: { 'aws:RequestedRegion': 'eu-west-1' },
    };
    iam.putUserPolicy({
      userName: 'ana',
      policyName: 'p',
      policyDocument: policy('Allow', 'sqs:*', '*', only),
    });
    const there = cloud.as(ana, { 'aws:SourceIp': '203.0.113.7' });
    return Promise.all([
      expect(there.region('eu-west-1').send('sqs', 'CreateQueue', { QueueName: 'q' })).resolves.toBeDefined(),
      expect(there.send('sqs', 'CreateQueue', { QueueName: 'q' })).rejects.toThrow(
        'no identity-based policy',
      ),
      expect(
        cloud.as(ana).region('eu-west-1').send('sqs', 'CreateQueue', { QueueName: 'r' }),
      ).rejects.toThrow(),
    ]);
  });

  test('the control plane may be down: who may do what is known all the same', async () => {
    const { cloud, iam, ana, jobs } = guarded();
    iam.putUserPolicy({ userName: 'ana', policyName: 'p', policyDocument: policy('Allow', 'sqs:*') });
    cloud.faults.raise({ kind: 'control-plane', region: 'us-east-1', service: 'iam' });
    expect(() => iam.createUser({ userName: 'bo' })).toThrow('unknown error');
    await cloud.as(ana).send('sqs', 'SendMessage', { QueueUrl: jobs.url, MessageBody: 'x' });
    expect(iam.listUsers().users).toHaveLength(1);
  });

  test('whom IAM does not know is an error of the caller’s', async () => {
    const { cloud } = guarded();
    await expect(cloud.as('arn:aws:sqs:us-east-1:123456789012:jobs').send('sqs', 'ListQueues', {})).rejects.toThrow(RangeError); // prettier-ignore
    await expect(cloud.as(`arn:aws:iam::${ACCOUNT}:user/bo`).send('sqs', 'ListQueues', {})).rejects.toThrow('cannot be found'); // prettier-ignore
  });

  test('conditions see the tags of the resource: of a queue, an instance, a topic, a user', async () => {
    const { cloud, iam, ana, jobs } = guarded();
    const own = { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } };
    iam.putUserPolicy({
      userName: 'ana',
      policyName: 'own',
      policyDocument: policy('Allow', ['sqs:*', 'ec2:StopInstances', 'sns:Publish', 'iam:GetUser'], '*', own),
    });
    iam.tagUser({ userName: 'ana', tags: [{ key: 'team', value: 'red' }] });
    const may = async (service: string, operation: string, input: object) => {
      const call = cloud.as(ana).send(service as never, operation as never, input as never);
      return call.then(
        () => true,
        (error: unknown) => {
          expect(String(error)).toContain('not authorized');
          return false;
        },
      );
    };
    const receive = { QueueUrl: jobs.url };
    expect(await may('sqs', 'ReceiveMessage', receive)).toBe(false);
    await cloud.send('sqs', 'TagQueue', { QueueUrl: jobs.url, Tags: { team: 'blue' } });
    expect(await may('sqs', 'ReceiveMessage', receive)).toBe(false);
    await cloud.send('sqs', 'TagQueue', { QueueUrl: jobs.url, Tags: { team: 'red' } });
    expect(await may('sqs', 'ReceiveMessage', receive)).toBe(true);

    const TagSpecifications = [{ ResourceType: 'instance', Tags: [{ Key: 'team', Value: 'red' }] }] as never;
    const launch = {
      ImageId: cloud.ec2.image(),
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
    } as const;
    const { Instances: [red] = [] } = await cloud.send('ec2', 'RunInstances', {
      ...launch,
      TagSpecifications,
    });
    const { Instances: [grey] = [] } = await cloud.send('ec2', 'RunInstances', launch);
    await cloud.simulation.sleep(120);
    expect(await may('ec2', 'StopInstances', { InstanceIds: [red!.InstanceId] })).toBe(true);
    expect(await may('ec2', 'StopInstances', { InstanceIds: [grey!.InstanceId] })).toBe(false);

    const { topicArn: TopicArn } = cloud.sns.createTopic({
      name: 'news',
      tags: [{ key: 'team', value: 'red' }],
    });
    expect(await may('sns', 'Publish', { TopicArn, Message: 'x' })).toBe(true);
    expect(await may('iam', 'GetUser', { UserName: 'ana' })).toBe(true);
    iam.createUser({ userName: 'bo' });
    expect(await may('iam', 'GetUser', { UserName: 'bo' })).toBe(false);
  });
});

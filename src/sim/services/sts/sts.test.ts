import { describe, expect, test } from 'vitest';
import { hours, minutes } from '../../index.ts';
import { ACCOUNT, guarded, policy, trust } from '../../../testing/iam.ts';

const assume = policy('Allow', 'sts:AssumeRole');

/** A cloud with a role that ana may assume by both sides. */
function withRole(Condition?: object, more: { maxSessionDuration?: number } = {}) {
  const all = guarded();
  const { iam, ana } = all;
  const { role } = iam.createRole({ roleName: 'app', assumeRolePolicyDocument: trust({ AWS: ana.arn }, Condition), ...more }); // prettier-ignore
  iam.putUserPolicy({ userName: 'ana', policyName: 'assume', policyDocument: assume });
  iam.putRolePolicy({ roleName: 'app', policyName: 'p', policyDocument: policy('Allow', 'sqs:*') });
  const take = (who = ana.arn as never, input: object = {}, context = {}) =>
    all.cloud
      .as(who, context)
      .send('sts', 'AssumeRole', { RoleArn: role!.arn!, RoleSessionName: 'ana', ...input });
  return { ...all, role: role!, take };
}

describe('sessions', () => {
  test('a role’s session is another principal, for an hour', async () => {
    const { cloud, take, role, jobs } = withRole();
    const { Credentials, AssumedRoleUser } = await take();
    expect(AssumedRoleUser).toEqual({ AssumedRoleId: `${role.roleId}:ana`, Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/app/ana` }); // prettier-ignore
    const session = cloud.as(Credentials!);
    expect(await session.send('sts', 'GetCallerIdentity', {})).toEqual({
      UserId: `${role.roleId}:ana`,
      Account: ACCOUNT,
      Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/app/ana`,
    });
    await cloud.run(minutes(59));
    await session.send('sqs', 'GetQueueUrl', { QueueName: 'jobs' });
    await cloud.run(minutes(2));
    await expect(session.send('sqs', 'GetQueueUrl', { QueueName: 'jobs' })).rejects.toMatchObject({ name: 'ExpiredToken' }); // prettier-ignore
    expect(jobs.url).toContain('jobs');
  });

  test('the trust policy must name who takes the role; permission of one’s own is not enough', async () => {
    const { cloud, iam } = withRole();
    iam.createUser({ userName: 'bo' });
    iam.putUserPolicy({ userName: 'bo', policyName: 'all', policyDocument: policy('Allow', '*') });
    const bo = cloud.as(`arn:aws:iam::${ACCOUNT}:user/bo`);
    const call = bo.send('sts', 'AssumeRole', {
      RoleArn: `arn:aws:iam::${ACCOUNT}:role/app`,
      RoleSessionName: 'bo',
    });
    await expect(call).rejects.toThrow('because no role trust policy allows the sts:AssumeRole action');
  });

  test('the external id keeps a deputy from being confused', async () => {
    const { take } = withRole({ StringEquals: { 'sts:ExternalId': 'customer-7' } });
    await expect(take()).rejects.toThrow('AssumeRole');
    await expect(take(undefined, { ExternalId: 'customer-8' })).rejects.toThrow('AssumeRole');
    await expect(take(undefined, { ExternalId: 'customer-7' })).resolves.toBeDefined();
  });

  test('across accounts both sides must allow', async () => {
    const { cloud, iam } = withRole();
    const other = cloud.inAccount('222222222222');
    const { user: eve } = other.iam.createUser({ userName: 'eve' });
    const call = () => cloud.as(eve!).send('sts', 'AssumeRole', { RoleArn: `arn:aws:iam::${ACCOUNT}:role/app`, RoleSessionName: 'eve' }); // prettier-ignore
    iam.updateAssumeRolePolicy({ roleName: 'app', policyDocument: trust({ AWS: '222222222222' }) });
    await expect(call()).rejects.toThrow('no identity-based policy allows');
    other.iam.putUserPolicy({ userName: 'eve', policyName: 'a', policyDocument: assume });
    const { Credentials } = await call();
    expect(await cloud.as(Credentials!).send('sts', 'GetCallerIdentity', {})).toMatchObject({
      Account: ACCOUNT,
    });
  });

  test('a session policy narrows the role', async () => {
    const { cloud, take, jobs } = withRole();
    const { Credentials, PackedPolicySize } = await take(undefined, {
      Policy: policy('Allow', 'sqs:GetQueueUrl'),
    });
    expect(PackedPolicySize).toBeGreaterThan(0);
    const session = cloud.as(Credentials!);
    await session.send('sqs', 'GetQueueUrl', { QueueName: 'jobs' });
    await expect(session.send('sqs', 'SendMessage', { QueueUrl: jobs.url, MessageBody: 'x' })).rejects.toThrow('because no session policy allows'); // prettier-ignore
  });

  test.each([
    [{ DurationSeconds: 7200 }, 'MaxSessionDuration set for this role'],
    [{ DurationSeconds: 100 }, 'greater than or equal to 900'],
    [{ RoleSessionName: 'with blank' }, 'regular expression'],
    [{ SourceIdentity: 'ana' }, 'sts:SetSourceIdentity'],
    [{ Tags: [{ Key: 'team', Value: 'a' }] }, 'sts:TagSession'],
  ])('%j is refused', async (input, message) => {
    const { take } = withRole();
    await expect(take(undefined, input)).rejects.toThrow(message);
  });

  test('a role may let sessions last longer, but a chain lasts an hour', async () => {
    const { cloud, iam, take, role } = withRole(undefined, { maxSessionDuration: hours(4) });
    const { Credentials } = await take(undefined, { DurationSeconds: 7200 });
    iam.updateAssumeRolePolicy({ roleName: 'app', policyDocument: trust({ AWS: role.arn }) });
    iam.putRolePolicy({ roleName: 'app', policyName: 'again', policyDocument: assume });
    const again = (DurationSeconds: number) => cloud.as(Credentials!).send('sts', 'AssumeRole', { RoleArn: role.arn!, RoleSessionName: 'b2', DurationSeconds }); // prettier-ignore
    await expect(again(7200)).rejects.toThrow('role chaining');
    await expect(again(3600)).resolves.toBeDefined();
  });

  test('a deleted role’s sessions are worth nothing', async () => {
    const { cloud, iam, take } = withRole();
    const { Credentials } = await take();
    iam.deleteRolePolicy({ roleName: 'app', policyName: 'p' });
    iam.deleteRole({ roleName: 'app' });
    await expect(cloud.as(Credentials!).send('sts', 'GetCallerIdentity', {})).rejects.toMatchObject({ name: 'InvalidClientTokenId' }); // prettier-ignore
  });

  test('session tags are principal tags, over the role’s own', async () => {
    const { cloud, iam, ana, role } = withRole();
    iam.updateAssumeRolePolicy({ roleName: 'app', policyDocument: trust({ AWS: ana.arn }, undefined, ['sts:AssumeRole', 'sts:TagSession']) }); // prettier-ignore
    iam.putUserPolicy({ userName: 'ana', policyName: 'assume', policyDocument: policy('Allow', 'sts:*') });
    iam.putRolePolicy({ roleName: 'app', policyName: 'p', policyDocument: policy('Allow', 'sqs:*', 'arn:aws:sqs:*:*:${aws:PrincipalTag/team}-*') }); // prettier-ignore
    const { Credentials } = await cloud.as(ana).send('sts', 'AssumeRole', { RoleArn: role.arn!, RoleSessionName: 'ana', Tags: [{ Key: 'team', Value: 'red' }] }); // prettier-ignore
    const session = cloud.as(Credentials!);
    await session.send('sqs', 'CreateQueue', { QueueName: 'red-1' });
    await expect(session.send('sqs', 'CreateQueue', { QueueName: 'blue-1' })).rejects.toThrow('CreateQueue');
  });
});

describe('keys', () => {
  test('a key works until it is made inactive; a wrong secret never', async () => {
    const { cloud, iam } = guarded();
    const { accessKey } = iam.createAccessKey({ userName: 'ana' });
    const id = () => cloud.as(accessKey!).send('sts', 'GetCallerIdentity', {});
    expect((await id()).Arn).toBe(`arn:aws:iam::${ACCOUNT}:user/ana`);
    const forged = cloud.as({ ...accessKey!, secretAccessKey: 'guessed' });
    await expect(forged.send('sts', 'GetCallerIdentity', {})).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    });
    iam.updateAccessKey({ userName: 'ana', accessKeyId: accessKey!.accessKeyId!, status: 'Inactive' });
    await expect(id()).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    expect(cloud.sts.getAccessKeyInfo({ accessKeyId: accessKey!.accessKeyId! })).toEqual({
      account: ACCOUNT,
    });
  });

  test('the second factor is in a session that was made with it', async () => {
    const { cloud, iam, ana } = guarded();
    const { virtualMFADevice } = iam.createVirtualMFADevice({ virtualMFADeviceName: 'ana' });
    const serial = virtualMFADevice!.serialNumber!;
    iam.enableMFADevice({ userName: 'ana', serialNumber: serial, authenticationCode1: iam.mfaCode(serial, -30), authenticationCode2: iam.mfaCode(serial) }); // prettier-ignore
    const demand = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
    iam.putUserPolicy({
      userName: 'ana',
      policyName: 'p',
      policyDocument: policy('Allow', ['sqs:*', 'iam:*'], '*', demand),
    });
    const caller = cloud.as(iam.createAccessKey({ userName: 'ana' }).accessKey!);
    await expect(caller.send('sqs', 'ListQueues', {})).rejects.toThrow('not authorized');
    await expect(caller.send('sts', 'GetSessionToken', { SerialNumber: serial, TokenCode: '000000' })).rejects.toThrow('invalid MFA'); // prettier-ignore
    const TokenCode = () => iam.mfaCode(serial, 0.01);
    const { Credentials } = await caller.send('sts', 'GetSessionToken', {
      SerialNumber: serial,
      TokenCode: TokenCode(),
    });
    await cloud.as(Credentials!).send('sqs', 'ListQueues', {});
    await cloud.as(Credentials!).send('iam', 'ListUsers', {});
    const plain = await caller.send('sts', 'GetSessionToken', {});
    await expect(cloud.as(plain.Credentials!).send('iam', 'ListUsers', {})).rejects.toMatchObject({ name: 'InvalidClientTokenId' }); // prettier-ignore
    expect(ana.userName).toBe('ana');
  });

  test('a federated session may what its policy and its maker may both', async () => {
    const { cloud, iam } = guarded();
    iam.putUserPolicy({
      userName: 'ana',
      policyName: 'p',
      policyDocument: policy('Allow', ['sts:*', 'sqs:*']),
    });
    const caller = cloud.as(iam.createAccessKey({ userName: 'ana' }).accessKey!);
    const nothing = await caller.send('sts', 'GetFederationToken', { Name: 'guest' });
    await expect(cloud.as(nothing.Credentials!).send('sqs', 'ListQueues', {})).rejects.toThrow(
      'session policy',
    );
    const some = await caller.send('sts', 'GetFederationToken', {
      Name: 'guest',
      Policy: policy('Allow', '*'),
    });
    await cloud.as(some.Credentials!).send('sqs', 'ListQueues', {});
    await expect(cloud.as(some.Credentials!).send('sns', 'ListTopics', {})).rejects.toThrow('identity-based');
  });

  test('without iam everybody is the root user', async () => {
    const { Cloud } = await import('../../index.ts');
    const cloud = new Cloud();
    expect(cloud.sts.getCallerIdentity()).toEqual({
      userId: ACCOUNT,
      account: ACCOUNT,
      arn: `arn:aws:iam::${ACCOUNT}:root`,
    });
  });
});

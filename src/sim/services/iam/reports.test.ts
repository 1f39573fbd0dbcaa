import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';
import { ACCOUNT, guarded, policy, trust } from '../../../testing/iam.ts';

/** What users reported about IAM and its emulators, each with what AWS does. */
const EC2 = trust({ Service: 'ec2.amazonaws.com' });

test('a second role does not fit into an instance profile (moto 6404)', () => {
  const { iam } = guarded();
  iam.createInstanceProfile({ instanceProfileName: 'p' });
  for (const roleName of ['a', 'b']) iam.createRole({ roleName, assumeRolePolicyDocument: EC2 });
  iam.addRoleToInstanceProfile({ instanceProfileName: 'p', roleName: 'a' });
  expect(() => iam.addRoleToInstanceProfile({ instanceProfileName: 'p', roleName: 'b' })).toThrow(
    'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
  );
});

test('a policy has a first version from the beginning (moto 1759)', () => {
  const { iam } = guarded();
  const { policy: made } = iam.createPolicy({ policyName: 'p', policyDocument: policy('Allow', 'sqs:*') });
  expect(iam.listPolicyVersions({ policyArn: made!.arn! }).versions).toMatchObject([
    { versionId: 'v1', isDefaultVersion: true },
  ]);
});

test('exactly one version is the default one, and a sixth is refused (moto 2268)', () => {
  const { iam } = guarded();
  const policyDocument = policy('Allow', 'sqs:*');
  const policyArn = iam.createPolicy({ policyName: 'p', policyDocument }).policy!.arn!;
  for (let i = 0; i < 4; i++) iam.createPolicyVersion({ policyArn, policyDocument, setAsDefault: true });
  const { versions } = iam.listPolicyVersions({ policyArn });
  expect(versions!.filter(({ isDefaultVersion }) => isDefaultVersion)).toMatchObject([{ versionId: 'v5' }]);
  expect(() => iam.createPolicyVersion({ policyArn, policyDocument })).toThrow('up to 5 versions');
});

test('a policy with other versions than the default one is not deleted (moto 5297)', () => {
  const { iam } = guarded();
  const policyDocument = policy('Allow', 'sqs:*');
  const policyArn = iam.createPolicy({ policyName: 'p', policyDocument }).policy!.arn!;
  iam.createPolicyVersion({ policyArn, policyDocument });
  expect(() => iam.deletePolicy({ policyArn })).toThrow('This policy has more than one version.');
});

test('ListRoles tells how long sessions may last (moto 3750)', () => {
  const { iam } = guarded();
  iam.createRole({ roleName: 'r', assumeRolePolicyDocument: EC2, maxSessionDuration: 7200 });
  expect(iam.listRoles().roles).toMatchObject([{ maxSessionDuration: 7200 }]);
});

test('a third access key is refused (moto 5337)', () => {
  const { iam } = guarded();
  for (let i = 0; i < 2; i++) iam.createAccessKey({ userName: 'ana' });
  expect(() => iam.createAccessKey({ userName: 'ana' })).toThrow(
    'Cannot exceed quota for AccessKeysPerUser: 2',
  );
});

test('ListAttachedRolePolicies goes by path prefix, and page by page (fakecloud 1999)', () => {
  const { iam } = guarded();
  iam.createRole({ roleName: 'r', assumeRolePolicyDocument: EC2 });
  for (const [policyName, path] of [
    ['a', '/x/'],
    ['b', '/y/'],
  ] as const) {
    const { policy: made } = iam.createPolicy({ policyName, path, policyDocument: policy('Allow', 'sqs:*') });
    iam.attachRolePolicy({ roleName: 'r', policyArn: made!.arn! });
  }
  const names = (input: object) =>
    iam
      .listAttachedRolePolicies({ roleName: 'r', ...input })
      .attachedPolicies!.map(({ policyName }) => policyName);
  expect(names({ pathPrefix: '/y/' })).toEqual(['b']);
  const { marker } = iam.listAttachedRolePolicies({ roleName: 'r', maxItems: 1 });
  expect(names({ maxItems: 1, marker })).toEqual(['b']);
});

test('a service-linked role has AWS’s name, and there is one (LocalStack 5249)', () => {
  const { iam } = guarded();
  const { role } = iam.createServiceLinkedRole({ awsServiceName: 'ecs.amazonaws.com' });
  expect(role!.arn).toBe(
    `arn:aws:iam::${ACCOUNT}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`,
  );
  expect(() => iam.createServiceLinkedRole({ awsServiceName: 'ecs.amazonaws.com' })).toThrow(
    'has been taken in this account',
  );
  expect(() => iam.deleteRole({ roleName: 'AWSServiceRoleForECS' })).toThrow('only modifiable by AWS');
  const { deletionTaskId } = iam.deleteServiceLinkedRole({ roleName: 'AWSServiceRoleForECS' });
  expect(deletionTaskId).toMatch(/^task\/aws-service-role\/ecs\.amazonaws\.com\/AWSServiceRoleForECS\//);
  expect(iam.getServiceLinkedRoleDeletionStatus({ deletionTaskId: deletionTaskId! })).toMatchObject({
    status: 'SUCCEEDED',
  });
});

test('a trust policy that is no JSON is refused (LocalStack 8453)', () => {
  const { iam } = guarded();
  const create = () => iam.createRole({ roleName: 'r', assumeRolePolicyDocument: EC2.replace('}}', '},}') });
  expect(create).toThrow(expect.objectContaining({ code: 'MalformedPolicyDocument' }) as Error);
});

test('a user with one permission has no other (LocalStack 10422)', async () => {
  const { cloud, iam, ana } = guarded();
  iam.putUserPolicy({
    userName: 'ana',
    policyName: 'p',
    policyDocument: policy('Allow', 'ec2:CreateSecurityGroup'),
  });
  const caller = cloud.as(ana);
  await caller.send('ec2', 'CreateSecurityGroup', { GroupName: 'g', Description: 'd' });
  await expect(caller.send('sqs', 'CreateQueue', { QueueName: 'q' })).rejects.toMatchObject({
    name: 'AccessDenied',
  });
});

test('who holds a role without the permission can’t send a message (LocalStack 6600)', async () => {
  const { cloud, iam, jobs } = guarded();
  const { role } = iam.createRole({ roleName: 'fn', assumeRolePolicyDocument: trust({ Service: 'lambda.amazonaws.com' }) }); // prettier-ignore
  iam.attachRolePolicy({ roleName: 'fn', policyArn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole' }); // prettier-ignore
  const send = cloud.as(role!).send('sqs', 'SendMessage', { QueueUrl: jobs.url, MessageBody: 'x' });
  await expect(send).rejects.toThrow('sqs:SendMessage');
});

test('a user with an MFA device, a password or a key is not deleted (aws-nuke 281, cloud-custodian 1663, community 2229)', () => {
  const { iam } = guarded();
  const serialNumber = iam.createVirtualMFADevice({ virtualMFADeviceName: 'd' }).virtualMFADevice!
    .serialNumber!;
  iam.enableMFADevice({ userName: 'ana', serialNumber, authenticationCode1: iam.mfaCode(serialNumber), authenticationCode2: iam.mfaCode(serialNumber, 30) }); // prettier-ignore
  expect(() => iam.deleteUser({ userName: 'ana' })).toThrow(
    'Cannot delete entity, must delete MFA device first.',
  );
});

test('a session’s ARN lacks its role’s path (AWS: reference_identifiers)', () => {
  const { iam, jobs } = guarded();
  const { role } = iam.createRole({ roleName: 'r', path: '/team/', assumeRolePolicyDocument: EC2 });
  iam.putRolePolicy({ roleName: 'r', policyName: 'p', policyDocument: policy('Deny', 'sqs:*') });
  const { message } = iam.explain(role, 'sqs:SendMessage', jobs.arn);
  expect(message).toContain(`arn:aws:sts::${ACCOUNT}:assumed-role/r/session`);
});

test('the same seed gives the same ids and secrets', () => {
  const keys = () => {
    const cloud = new Cloud({ seed: 5 });
    cloud.iam.createUser({ userName: 'ana' });
    return cloud.iam.createAccessKey({ userName: 'ana' }).accessKey;
  };
  expect(keys()).toEqual(keys());
  expect(keys()!.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
});

import { describe, expect, test } from 'vitest';
import { Cloud, days, hours, minutes, seconds } from '../../index.ts';
import { ACCOUNT, guarded, policy, trust } from '../../../testing/iam.ts';

const EC2 = trust({ Service: 'ec2.amazonaws.com' });
const SEND = policy('Allow', 'sqs:SendMessage');

test('IAM is the same in every Region, and another in every account', () => {
  const cloud = new Cloud();
  cloud.iam.createUser({ userName: 'ana' });
  expect(cloud.region('eu-west-1').iam.listUsers().users).toHaveLength(1);
  expect(cloud.inAccount('222222222222').iam.listUsers().users).toEqual([]);
});

test('without iam nobody is asked, and nobody can act as somebody', async () => {
  const cloud = new Cloud();
  expect(() => cloud.as(`arn:aws:iam::${ACCOUNT}:user/ana`)).toThrow(TypeError);
  await cloud.send('sqs', 'CreateQueue', { QueueName: 'q' });
});

describe('names', () => {
  test.each([
    ['a name with a blank', { userName: 'a b' }, 'The specified value for userName is invalid.'],
    ['a name that is too long', { userName: 'a'.repeat(65) }, 'length less than or equal to 64'],
    ['a path without its slash', { userName: 'a', path: 'team' }, 'path is invalid'],
    ['a name that differs in case only', { userName: 'ANA' }, 'User with name ANA already exists.'],
    [
      'a boundary that is not there',
      { userName: 'b', permissionsBoundary: 'arn:aws:iam::aws:policy/None' },
      'was not found',
    ],
  ])('%s is refused', (_what, input, message) => {
    expect(() => guarded().iam.createUser(input)).toThrow(message);
  });

  test('a path is part of the ARN, and lists can ask for it', () => {
    const { iam } = guarded();
    const { user } = iam.createUser({ userName: 'bo', path: '/ops/' });
    expect(user!.arn).toBe(`arn:aws:iam::${ACCOUNT}:user/ops/bo`);
    expect(user!.userId).toMatch(/^AIDA[A-Z2-7]{17}$/);
    expect(iam.listUsers({ pathPrefix: '/ops/' }).users).toHaveLength(1);
    iam.updateUser({ userName: 'bo', newUserName: 'boris', newPath: '/' });
    expect(iam.getUser({ userName: 'boris' }).user!.arn).toBe(`arn:aws:iam::${ACCOUNT}:user/boris`);
  });

  test('pages hold what they are asked to, and each entry once', () => {
    const { iam } = guarded();
    for (let i = 0; i < 7; i++) iam.createGroup({ groupName: `g${i}` });
    const first = iam.listGroups({ maxItems: 4 });
    expect(first).toMatchObject({ isTruncated: true });
    const rest = iam.listGroups({ maxItems: 4, marker: first.marker! });
    expect([...first.groups!, ...rest.groups!].map(({ groupName }) => groupName)).toEqual(['g0', 'g1', 'g2', 'g3', 'g4', 'g5', 'g6']); // prettier-ignore
    expect(rest).toMatchObject({ isTruncated: false });
  });
});

describe('quotas', () => {
  test('a user is in ten groups at most, has two keys at most, and ten managed policies; a role has twenty', () => {
    const { iam } = guarded();
    const limit = (made: (i: number) => void) => {
      let i = 0;
      for (;;)
        try {
          made(i++);
        } catch (error) {
          return `${i - 1}: ${(error as Error).message}`;
        }
    };
    const groups = limit((i) => {
      iam.createGroup({ groupName: `g${i}` });
      iam.addUserToGroup({ groupName: `g${i}`, userName: 'ana' });
    });
    expect(groups).toBe('10: Cannot exceed quota for GroupsPerUser: 10');
    expect(limit(() => iam.createAccessKey({ userName: 'ana' }))).toBe(
      '2: Cannot exceed quota for AccessKeysPerUser: 2',
    );
    const attached = limit((i) => {
      const { policy: one } = iam.createPolicy({ policyName: `p${i}`, policyDocument: SEND });
      iam.attachUserPolicy({ userName: 'ana', policyArn: one!.arn! });
    });
    expect(attached).toBe('10: Cannot exceed quota for PoliciesPerUser: 10');
    iam.createRole({ roleName: 'clerk', assumeRolePolicyDocument: EC2 });
    const ofRole = limit((i) => {
      const { policy: one } = iam.createPolicy({ policyName: `r${i}`, policyDocument: SEND });
      iam.attachRolePolicy({ roleName: 'clerk', policyArn: one!.arn! });
    });
    expect(ofRole).toBe('20: Cannot exceed quota for PoliciesPerRole: 20');
    const versions = limit(() =>
      iam.createPolicyVersion({ policyArn: `arn:aws:iam::${ACCOUNT}:policy/p0`, policyDocument: SEND }),
    );
    expect(versions).toContain('4: A managed policy can have up to 5 versions.');
  });

  test('inline policies count together, without white space', () => {
    const { iam } = guarded();
    const long = policy(
      'Allow',
      Array.from({ length: 80 }, (_, i) => `sqs:Action${i}`),
    );
    iam.putUserPolicy({
      userName: 'ana',
      policyName: 'a',
      policyDocument: JSON.stringify(JSON.parse(long), undefined, 60),
    });
    expect(() => iam.putUserPolicy({ userName: 'ana', policyName: 'b', policyDocument: long })).toThrow(
      'Maximum policy size of 2048 bytes exceeded for user ana',
    );
  });
});

describe('policies', () => {
  test('a version is used once it is the default one', () => {
    const { iam, ana, jobs } = guarded();
    const { policy: made } = iam.createPolicy({ policyName: 'p', policyDocument: SEND });
    const policyArn = made!.arn!;
    iam.attachUserPolicy({ userName: 'ana', policyArn });
    iam.createPolicyVersion({ policyArn, policyDocument: policy('Allow', 'sqs:*') });
    const may = () => iam.explain(ana, 'sqs:DeleteMessage', jobs.arn).decision;
    expect(may()).toBe('implicitDeny');
    iam.setDefaultPolicyVersion({ policyArn, versionId: 'v2' });
    expect(may()).toBe('allowed');
    expect(() => iam.deletePolicyVersion({ policyArn, versionId: 'v2' })).toThrow('default version');
    iam.deletePolicyVersion({ policyArn, versionId: 'v1' });
    expect(iam.createPolicyVersion({ policyArn, policyDocument: SEND }).policyVersion!.versionId).toBe('v3');
    expect(iam.listEntitiesForPolicy({ policyArn }).policyUsers).toMatchObject([{ userName: 'ana' }]);
    expect(() => iam.deletePolicy({ policyArn })).toThrow('attached to entities');
  });

  test.each([
    ['no JSON', '{', 'Syntax errors in policy.'],
    ['a principal', trust({ AWS: '*' }), 'Policy document should not specify a principal.'],
    [
      'no resource',
      '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:*"}}',
      'must contain resources',
    ],
    [
      'an old version',
      '{"Version":"2008-10-17","Statement":{"Effect":"Allow","Action":"sqs:*","Resource":"*"}}',
      '2012-10-17 or greater',
    ],
  ])('an identity’s policy with %s is refused', (_what, policyDocument, message) => {
    expect(() => guarded().iam.createPolicy({ policyName: 'p', policyDocument })).toThrow(message);
  });

  test('what AWS answers as a policy is percent-encoded', () => {
    const { iam } = guarded();
    iam.putUserPolicy({ userName: 'ana', policyName: 'p', policyDocument: SEND });
    const { policyDocument } = iam.getUserPolicy({ userName: 'ana', policyName: 'p' });
    expect(policyDocument).toMatch(/^%7B%22Version%22.*%2A/);
    expect(decodeURIComponent(policyDocument!)).toBe(SEND);
  });
});

describe('what must go first', () => {
  test('a user, a group, a role, a profile', () => {
    const { iam } = guarded();
    iam.createGroup({ groupName: 'g' });
    iam.addUserToGroup({ groupName: 'g', userName: 'ana' });
    iam.createAccessKey({ userName: 'ana' });
    iam.createLoginProfile({ userName: 'ana', password: 'Correct-horse-1' });
    iam.putUserPolicy({ userName: 'ana', policyName: 'p', policyDocument: SEND });
    expect(() => iam.deleteGroup({ groupName: 'g' })).toThrow('must remove users from group first');
    expect(() => iam.deleteUser({ userName: 'ana' })).toThrow('must remove users from group first');
    iam.removeUserFromGroup({ groupName: 'g', userName: 'ana' });
    expect(() => iam.deleteUser({ userName: 'ana' })).toThrow('must delete policies first');
    iam.deleteUserPolicy({ userName: 'ana', policyName: 'p' });
    expect(() => iam.deleteUser({ userName: 'ana' })).toThrow('must delete access keys first');
    const [key] = iam.listAccessKeys({ userName: 'ana' }).accessKeyMetadata!;
    iam.deleteAccessKey({ userName: 'ana', accessKeyId: key!.accessKeyId! });
    expect(() => iam.deleteUser({ userName: 'ana' })).toThrow('must delete login profile first');
    iam.deleteLoginProfile({ userName: 'ana' });
    iam.deleteUser({ userName: 'ana' });
    iam.createRole({ roleName: 'r', assumeRolePolicyDocument: EC2 });
    iam.createInstanceProfile({ instanceProfileName: 'i' });
    iam.addRoleToInstanceProfile({ instanceProfileName: 'i', roleName: 'r' });
    expect(() => iam.deleteRole({ roleName: 'r' })).toThrow('must remove roles from instance profile first');
    expect(() => iam.deleteInstanceProfile({ instanceProfileName: 'i' })).toThrow('must remove roles');
    iam.removeRoleFromInstanceProfile({ instanceProfileName: 'i', roleName: 'r' });
    iam.deleteRole({ roleName: 'r' });
    expect(iam.listInstanceProfiles().instanceProfiles).toMatchObject([{ roles: [] }]);
  });
});

describe('passwords', () => {
  test.each([
    ['Correct-horse', true],
    ['correct-horse', false],
    ['Corr3ct', false],
    ['x'.repeat(129), false],
  ])('without a policy of its own an account and %s: %s', (password, taken) => {
    const create = () => guarded().iam.createLoginProfile({ userName: 'ana', password });
    if (taken) expect(create).not.toThrow();
    else expect(create).toThrow('Password does not conform to the account password policy.');
  });

  test('a policy asks for length and kinds, and remembers', () => {
    const { iam } = guarded();
    iam.updateAccountPasswordPolicy({
      minimumPasswordLength: 14,
      requireSymbols: true,
      passwordReusePrevention: 2,
    });
    expect(() => iam.createLoginProfile({ userName: 'ana', password: 'Correct-horse' })).toThrow('conform');
    iam.createLoginProfile({ userName: 'ana', password: 'correct-horse-1' });
    expect(() => iam.updateLoginProfile({ userName: 'ana', password: 'correct-horse-1' })).toThrow('conform');
    iam.updateLoginProfile({ userName: 'ana', password: 'correct-horse-2' });
    iam.updateLoginProfile({ userName: 'ana', password: 'correct-horse-3' });
    iam.updateLoginProfile({ userName: 'ana', password: 'correct-horse-1' });
    iam.deleteAccountPasswordPolicy();
    expect(() => iam.getAccountPasswordPolicy()).toThrow(
      `The Password Policy with domain name ${ACCOUNT} cannot be found.`,
    );
  });

  test('a password expires; with hard expiry its user is locked out', async () => {
    const { cloud, iam } = guarded();
    iam.updateAccountPasswordPolicy({ maxPasswordAge: 90 });
    iam.createLoginProfile({ userName: 'ana', password: 'correct' });
    await cloud.run(days(91));
    iam.signIn('ana', 'correct');
    expect(iam.getLoginProfile({ userName: 'ana' }).loginProfile!.passwordResetRequired).toBe(true);
    iam.updateAccountPasswordPolicy({ maxPasswordAge: 90, hardExpiry: true });
    expect(() => iam.signIn('ana', 'correct')).toThrow('expired');
  });

  test('a user changes its own password where a policy lets it', async () => {
    const { cloud, iam, ana } = guarded();
    iam.createLoginProfile({ userName: 'ana', password: 'Correct-horse' });
    const change = () => cloud.as(ana).send('iam', 'ChangePassword', { OldPassword: 'Correct-horse', NewPassword: 'Better-horse' }); // prettier-ignore
    await expect(change()).rejects.toThrow('iam:ChangePassword');
    iam.attachUserPolicy({ userName: 'ana', policyArn: 'arn:aws:iam::aws:policy/IAMUserChangePassword' });
    await change();
    expect(iam.signIn('ana', 'Better-horse').arn).toBe(ana.arn);
  });

  test('the account’s password policy lets every user change their own', async () => {
    const { cloud, iam, ana } = guarded();
    iam.createUser({ userName: 'bo' });
    for (const userName of ['ana', 'bo']) iam.createLoginProfile({ userName, password: 'Correct-horse' });
    iam.updateAccountPasswordPolicy({ allowUsersToChangePassword: true });
    await cloud
      .as(ana)
      .send('iam', 'ChangePassword', { OldPassword: 'Correct-horse', NewPassword: 'Better-horse' });
    expect(iam.signIn('ana', 'Better-horse').arn).toBe(ana.arn);
    const other = cloud
      .as(ana)
      .send('iam', 'UpdateLoginProfile', { UserName: 'bo', Password: 'Better-horse' });
    await expect(other).rejects.toThrow('iam:UpdateLoginProfile');
  });

  test('with a device a stolen password is not enough', async () => {
    const { cloud, iam } = guarded();
    iam.createLoginProfile({ userName: 'ana', password: 'Correct-horse' });
    const serialNumber = iam.createVirtualMFADevice({ virtualMFADeviceName: 'phone' }).virtualMFADevice!
      .serialNumber!;
    const wrong = {
      userName: 'ana',
      serialNumber,
      authenticationCode1: '000000',
      authenticationCode2: '000001',
    };
    expect(() => iam.enableMFADevice(wrong)).toThrow('not valid');
    iam.enableMFADevice({ userName: 'ana', serialNumber, authenticationCode1: iam.mfaCode(serialNumber), authenticationCode2: iam.mfaCode(serialNumber, 30) }); // prettier-ignore
    const code = iam.mfaCode(serialNumber);
    expect(() => iam.signIn('ana', 'Correct-horse')).toThrow('multi-factor');
    expect(iam.signIn('ana', 'Correct-horse', code).context).toEqual({
      'aws:MultiFactorAuthPresent': 'true',
    });
    await cloud.run(seconds(30));
    expect(() => iam.signIn('ana', 'Correct-horse', code)).toThrow('multi-factor');
    expect(iam.listMFADevices({ userName: 'ana' }).mfaDevices).toHaveLength(1);
    expect(() => iam.deleteVirtualMFADevice({ serialNumber })).toThrow('deactivated');
    iam.deactivateMFADevice({ userName: 'ana', serialNumber });
    iam.deleteVirtualMFADevice({ serialNumber });
  });
});

describe('what tells of an account', () => {
  const report = (iam: Cloud['iam']) => {
    const lines = new TextDecoder().decode(iam.getCredentialReport().content).split('\n');
    const [header, ...rows] = lines.map((line) => line.split(','));
    return rows.map((row) => Object.fromEntries(row.map((value, i) => [header![i]!, value])));
  };

  test('the credential report lists every user, the root user first, and is up to four hours old', async () => {
    const { cloud, iam } = guarded();
    expect(() => iam.getCredentialReport()).toThrow('not present');
    iam.createLoginProfile({ userName: 'ana', password: 'Correct-horse' });
    iam.createAccessKey({ userName: 'ana' });
    expect(iam.generateCredentialReport()).toMatchObject({ state: 'STARTED' });
    expect(() => iam.getCredentialReport()).toThrow('not ready');
    await cloud.run(seconds(5));
    expect(report(iam)).toMatchObject([
      { user: '<root_account>', mfa_active: 'false', password_enabled: 'not_supported' },
      { user: 'ana', password_enabled: 'true', password_last_used: 'no_information', access_key_1_active: 'true', access_key_1_last_used_date: 'N/A', access_key_2_active: 'false' }, // prettier-ignore
    ]);
    iam.createUser({ userName: 'bo' });
    expect(iam.generateCredentialReport()).toEqual({ state: 'COMPLETE' });
    expect(report(iam)).toHaveLength(2);
    await cloud.run(hours(4));
    expect(() => iam.getCredentialReport()).toThrow('expired');
    iam.generateCredentialReport();
    await cloud.run(seconds(5));
    expect(report(iam)).toHaveLength(3);
  });

  test('the last use of a service is told hours later, per action where asked', async () => {
    const { cloud, iam, ana } = guarded();
    iam.putUserPolicy({
      userName: 'ana',
      policyName: 'p',
      policyDocument: policy('Allow', ['sqs:*', 'sns:Publish']),
    });
    const { accessKey } = iam.createAccessKey({ userName: 'ana' });
    await cloud.as(accessKey!).send('sqs', 'ListQueues', {});
    expect(iam.getAccessKeyLastUsed({ accessKeyId: accessKey!.accessKeyId! }).accessKeyLastUsed).toMatchObject({ serviceName: 'sqs', region: 'us-east-1' }); // prettier-ignore
    const told = () => {
      const { jobId } = iam.generateServiceLastAccessedDetails({
        arn: ana.arn!,
        granularity: 'ACTION_LEVEL',
      });
      return iam.getServiceLastAccessedDetails({ jobId: jobId! }).servicesLastAccessed;
    };
    expect(told()).toMatchObject([{ serviceNamespace: 'sns' }, { serviceNamespace: 'sqs', totalAuthenticatedEntities: 0 }]); // prettier-ignore
    await cloud.run(hours(4) + minutes(1));
    expect(told()).toMatchObject([
      { serviceNamespace: 'sns', totalAuthenticatedEntities: 0 },
      { serviceNamespace: 'sqs', lastAuthenticatedEntity: ana.arn, trackedActionsLastAccessed: [{ actionName: 'ListQueues' }] }, // prettier-ignore
    ]);
  });

  test('a summary counts', () => {
    const { iam } = guarded();
    iam.createAccountAlias({ accountAlias: 'acme' });
    expect(iam.getAccountSummary().summaryMap).toMatchObject({
      Users: 1,
      UsersQuota: 5000,
      AccountAliases: 1,
    });
    expect(iam.listAccountAliases().accountAliases).toEqual(['acme']);
  });
});

describe('the simulator of policies', () => {
  test('a custom policy, with levels of an organization and a boundary', () => {
    const { iam } = guarded();
    const ask = (more: object = {}) =>
      iam.simulateCustomPolicy({
        policyInputList: [policy('Allow', 'sqs:*')],
        actionNames: ['sqs:SendMessage'],
        ...more,
      }).evaluationResults![0];
    expect(ask()).toMatchObject({ evalDecision: 'allowed', organizationsDecisionDetail: { allowedByOrganizations: true } }); // prettier-ignore
    expect(ask({ permissionsBoundaryPolicyInputList: [policy('Allow', 's3:*')] })).toMatchObject({
      evalDecision: 'implicitDeny',
      permissionsBoundaryDecisionDetail: { allowedByPermissionsBoundary: false },
    });
    const levels = [{ serviceControlPolicyInputList: [policy('Allow', 's3:*')] }];
    expect(ask({ orderedOrganizationPolicyInputList: levels })).toMatchObject({ organizationsDecisionDetail: { allowedByOrganizations: false } }); // prettier-ignore
  });

  test('the keys that a request lacks can be given', () => {
    const { iam } = guarded();
    const mfa = policy('Allow', 'sqs:*', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } });
    const entries = [{ contextKeyName: 'aws:MultiFactorAuthPresent', contextKeyValues: ['true'], contextKeyType: 'boolean' as const }]; // prettier-ignore
    const ask = (contextEntries: typeof entries) =>
      iam.simulateCustomPolicy({ policyInputList: [mfa], actionNames: ['sqs:SendMessage'], contextEntries })
        .evaluationResults![0]!.evalDecision;
    expect([ask([]), ask(entries)]).toEqual(['implicitDeny', 'allowed']);
  });
});

test('resource control policies bind whoever comes from elsewhere', () => {
  const { cloud, iam, jobs } = guarded();
  const other = cloud.inAccount('222222222222');
  const { user: eve } = other.iam.createUser({ userName: 'eve' });
  other.iam.putUserPolicy({ userName: 'eve', policyName: 'p', policyDocument: policy('Allow', 'sqs:*') });
  void jobs.setQueueAttributes({ policy: JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: '*', Action: 'sqs:*', Resource: jobs.arn } }) }); // prettier-ignore
  expect(iam.explain(eve!, 'sqs:SendMessage', jobs.arn).decision).toBe('allowed');
  const outside = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: '*', Condition: { StringNotEquals: { 'aws:PrincipalAccount': ACCOUNT } } } }); // prettier-ignore
  const full = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' } }); // prettier-ignore
  iam.setResourceControlPolicies([{ name: 'root', policies: { full, outside } }]);
  expect(iam.explain(eve!, 'sqs:SendMessage', jobs.arn)).toMatchObject({ decision: 'explicitDeny', kind: 'resourceControl' }); // prettier-ignore
});

import { describe, expect, test } from 'vitest';
import { minutes } from '../../index.ts';
import { ACCOUNT, guarded, policy, trust } from '../../../testing/iam.ts';

/**
 * What IAM's user guide says of evaluation, boundaries, principals and sessions, page by page.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/ (checked 2026-11-28)
 */

type Cloud = ReturnType<typeof guarded>['cloud'];
const arnOf = (name: string) => `arn:aws:iam::${ACCOUNT}:${name}`;

/** A document of several statements, all of them on every resource. */
const statements = (...all: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: all.map((one) => ({ Effect: 'Allow', Resource: '*', ...one })) }); // prettier-ignore

/** A queue's policy that lets somebody send. */
const lets = (Principal: object | string, Condition?: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal, Action: 'sqs:SendMessage', Resource: '*', ...(Condition && { Condition }) }, // prettier-ignore
  });

/** A user and a role that may tag queues alone, by boundary; the role trusts the user, and may nothing by itself. */
function bounded() {
  const all = guarded();
  const { iam, ana } = all;
  const document = { policyName: 'most', policyDocument: policy('Allow', 'sqs:TagQueue') };
  const permissionsBoundary = iam.createPolicy(document).policy!.arn!;
  iam.putUserPermissionsBoundary({ userName: 'ana', permissionsBoundary });
  iam.createRole({ roleName: 'app', assumeRolePolicyDocument: trust({ AWS: ana.arn }), permissionsBoundary });
  return all;
}

async function take(cloud: Cloud, who: unknown, role: string, more: object = {}) {
  const input = { RoleArn: arnOf(`role/${role}`), RoleSessionName: 'work', ...more };
  const { Credentials } = await cloud.as(who as never).send('sts', 'AssumeRole', input);
  return Credentials!;
}

const send = (cloud: Cloud, who: unknown, url: string) =>
  cloud.as(who as never).send('sqs', 'SendMessage', { QueueUrl: url, MessageBody: 'm' });

describe('boundaries, and who a resource’s policy names', () => {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
  test('the grant to a user is not limited by a boundary that is silent', async () => {
    const { cloud, ana, jobs } = bounded();
    jobs.setQueueAttributes({ policy: lets({ AWS: ana.arn }) });
    await expect(send(cloud, ana, jobs.url)).resolves.toBeDefined();
  });

  test('the grant to a role is; the grant to its session is not', async () => {
    const { cloud, ana, jobs } = bounded();
    const session = await take(cloud, ana, 'app');
    jobs.setQueueAttributes({ policy: lets({ AWS: arnOf('role/app') }) });
    await expect(send(cloud, session, jobs.url)).rejects.toThrow('no permissions boundary allows');
    jobs.setQueueAttributes({ policy: lets({ AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/app/work` }) });
    await expect(send(cloud, session, jobs.url)).resolves.toBeDefined();
  });

  test('the grant to everyone whose role is this one is not limited either', async () => {
    const { cloud, ana, jobs } = bounded();
    const session = await take(cloud, ana, 'app');
    jobs.setQueueAttributes({ policy: lets('*', { ArnEquals: { 'aws:PrincipalArn': arnOf('role/app') } }) });
    await expect(send(cloud, session, jobs.url)).resolves.toBeDefined();
  });

  test('an explicit deny of a boundary ends every grant', async () => {
    const { cloud, iam, ana, jobs } = bounded();
    const no = iam.createPolicy({ policyName: 'no', policyDocument: policy('Deny', 'sqs:SendMessage') });
    iam.putUserPermissionsBoundary({ userName: 'ana', permissionsBoundary: no.policy!.arn! });
    jobs.setQueueAttributes({ policy: lets({ AWS: ana.arn }) });
    await expect(send(cloud, ana, jobs.url)).rejects.toThrow('explicit deny in a permissions boundary');
  });

  test('who makes users may be held to give each of them a boundary', async () => {
    const { cloud, iam, ana } = guarded();
    const most = iam.createPolicy({ policyName: 'most', policyDocument: policy('Allow', 'sqs:*') });
    const Condition = { StringEquals: { 'iam:PermissionsBoundary': most.policy!.arn } };
    const Action = ['iam:CreateUser', 'iam:PutUserPolicy', 'iam:DeleteUserPermissionsBoundary'];
    const policyDocument = statements({ Action: Action.slice(0, 2), Condition });
    iam.putUserPolicy({ userName: 'ana', policyName: 'delegate', policyDocument });
    const call = (operation: string, input: object) => cloud.as(ana).send('iam', operation as 'CreateUser', input as never); // prettier-ignore
    await expect(call('CreateUser', { UserName: 'bo' })).rejects.toThrow('iam:CreateUser');
    await call('CreateUser', { UserName: 'bo', PermissionsBoundary: most.policy!.arn });
    // The boundary of whom the request is about, where it names none.
    const grant = { PolicyName: 'p', PolicyDocument: policy('Allow', '*') };
    await call('PutUserPolicy', { UserName: 'bo', ...grant });
    iam.createUser({ userName: 'free' });
    await expect(call('PutUserPolicy', { UserName: 'free', ...grant })).rejects.toThrow('iam:PutUserPolicy');
    await expect(call('DeleteUserPermissionsBoundary', { UserName: 'bo' })).rejects.toThrow('iam:Delete');
  });
});

describe('trust', () => {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
  test('the trust in a user is a grant; the trust in an account leaves it to the account', async () => {
    const { cloud, iam, ana } = guarded();
    iam.createRole({ roleName: 'app', assumeRolePolicyDocument: trust({ AWS: ana.arn }) });
    await expect(take(cloud, ana, 'app')).resolves.toBeDefined();
    iam.updateAssumeRolePolicy({ roleName: 'app', policyDocument: trust({ AWS: ACCOUNT }) });
    await expect(take(cloud, ana, 'app')).rejects.toThrow('no identity-based policy allows');
  });

  test('who is deleted and made again is a stranger to roles that trusted the first', async () => {
    const { cloud, iam, ana } = guarded();
    const Condition = { ArnEquals: { 'aws:PrincipalArn': ana.arn } };
    iam.createRole({ roleName: 'app', assumeRolePolicyDocument: trust({ AWS: [ana.arn, arnOf('user/bo')] }, Condition) }); // prettier-ignore
    iam.deleteUser({ userName: 'ana' });
    const again = iam.createUser({ userName: 'ana' }).user!;
    await expect(take(cloud, again, 'app')).rejects.toThrow('no role trust policy allows');
    const text = decodeURIComponent(iam.getRole({ roleName: 'app' }).role!.assumeRolePolicyDocument!);
    const [{ Principal, Condition: kept }] = [JSON.parse(text).Statement].flat() as [Record<string, unknown>];
    expect(Principal).toEqual({ AWS: [ana.userId, arnOf('user/bo')] });
    expect(kept).toEqual(Condition);
  });

  test('who is renamed stays trusted', async () => {
    const { cloud, iam, ana } = guarded();
    iam.createRole({ roleName: 'app', assumeRolePolicyDocument: trust({ AWS: ana.arn }) });
    iam.updateUser({ userName: 'ana', newUserName: 'anna' });
    await expect(take(cloud, arnOf('user/anna'), 'app')).resolves.toBeDefined();
  });

  test('a role that is deleted and made again is a stranger, too', async () => {
    const { cloud, iam, ana } = guarded();
    const first = () => iam.createRole({ roleName: 'first', assumeRolePolicyDocument: trust({ AWS: ana.arn }) }); // prettier-ignore
    const { role } = first();
    iam.createRole({ roleName: 'second', assumeRolePolicyDocument: trust({ AWS: role!.arn! }) });
    await expect(take(cloud, await take(cloud, ana, 'first'), 'second')).resolves.toBeDefined();
    iam.deleteRole({ roleName: 'first' });
    first();
    await expect(take(cloud, await take(cloud, ana, 'first'), 'second')).rejects.toThrow('no role trust');
  });

  test('a session may have to bear the name of its user', async () => {
    const { cloud, iam, ana } = guarded();
    const Condition = { StringEquals: { 'sts:RoleSessionName': '${aws:username}' } };
    iam.createRole({ roleName: 'app', assumeRolePolicyDocument: trust({ AWS: ana.arn }, Condition) });
    await expect(take(cloud, ana, 'app')).rejects.toThrow('sts:AssumeRole');
    await expect(take(cloud, ana, 'app', { RoleSessionName: 'ana' })).resolves.toBeDefined();
  });
});

describe('sessions', () => {
  /** Two roles, of which the second trusts the first; both may tag their sessions. */
  function chain() {
    const all = guarded();
    const actions = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];
    const { iam, ana } = all;
    const first = iam.createRole({ roleName: 'first', assumeRolePolicyDocument: trust({ AWS: ana.arn }, undefined, actions) }); // prettier-ignore
    iam.createRole({ roleName: 'second', assumeRolePolicyDocument: trust({ AWS: first.role!.arn! }, undefined, actions) }); // prettier-ignore
    for (const roleName of ['first', 'second'])
      iam.putRolePolicy({
        roleName,
        policyName: 'p',
        policyDocument: statements({ Action: 'sqs:SendMessage', Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red' } } }), // prettier-ignore
      });
    return all;
  }
  const red = { Tags: [{ Key: 'team', Value: 'red' }] };

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
  test('a tag ends with its session, unless it is transitive', async () => {
    const { cloud, ana, jobs } = chain();
    const first = await take(cloud, ana, 'first', red);
    await send(cloud, first, jobs.url);
    await expect(send(cloud, await take(cloud, first, 'second'), jobs.url)).rejects.toThrow('sqs:SendMessage'); // prettier-ignore
    const through = await take(cloud, ana, 'first', { ...red, TransitiveTagKeys: ['team'] });
    await expect(send(cloud, await take(cloud, through, 'second'), jobs.url)).resolves.toBeDefined();
    const blue = { Tags: [{ Key: 'Team', Value: 'blue' }] };
    await expect(take(cloud, through, 'second', blue)).rejects.toThrow('transitive');
  });

  test('a tag of the session replaces that of the role, in whatever case', async () => {
    const { cloud, iam, ana, jobs } = chain();
    iam.tagRole({ roleName: 'first', tags: [{ key: 'Team', value: 'blue' }] });
    await expect(send(cloud, await take(cloud, ana, 'first'), jobs.url)).rejects.toThrow('sqs:SendMessage');
    await expect(send(cloud, await take(cloud, ana, 'first', red), jobs.url)).resolves.toBeDefined();
  });

  test('which tags may be transitive is a condition of the trust', async () => {
    const { cloud, iam, ana } = guarded();
    const Condition = { 'ForAllValues:StringEquals': { 'sts:TransitiveTagKeys': ['team'] } };
    const document = trust({ AWS: ana.arn }, Condition, ['sts:AssumeRole', 'sts:TagSession']);
    iam.createRole({ roleName: 'app', assumeRolePolicyDocument: document });
    const Tags = ['team', 'stage'].map((Key) => ({ Key, Value: 'x' }));
    await expect(take(cloud, ana, 'app', { Tags, TransitiveTagKeys: ['team'] })).resolves.toBeDefined();
    await expect(take(cloud, ana, 'app', { Tags, TransitiveTagKeys: ['stage'] })).rejects.toThrow('AssumeRole'); // prettier-ignore
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
  test('a source identity goes on along a chain, and can’t be changed', async () => {
    const { cloud, iam, ana } = chain();
    const first = await take(cloud, ana, 'first', { SourceIdentity: 'ana' });
    await expect(take(cloud, first, 'second', { SourceIdentity: 'eve' })).rejects.toThrow('source identity');
    const second = await take(cloud, first, 'second');
    const Condition = { StringEquals: { 'aws:SourceIdentity': 'ana' } };
    iam.putRolePolicy({ roleName: 'second', policyName: 'p', policyDocument: statements({ Action: 'sqs:CreateQueue', Condition }) }); // prettier-ignore
    await expect(cloud.as(second).send('sqs', 'CreateQueue', { QueueName: 'q' })).resolves.toBeDefined();
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
  test('sessions can be revoked: those made before a moment may nothing', async () => {
    const { cloud, iam, ana, jobs } = chain();
    const before = await take(cloud, ana, 'first', red);
    await cloud.run(minutes(1));
    const now = new Date(cloud.simulation.epochMillis).toISOString();
    const Condition = { DateLessThan: { 'aws:TokenIssueTime': now } };
    const policyDocument = statements({ Effect: 'Deny', Action: '*', Condition });
    iam.putRolePolicy({ roleName: 'first', policyName: 'AWSRevokeOlderSessions', policyDocument });
    await cloud.run(1);
    await expect(send(cloud, before, jobs.url)).rejects.toThrow('explicit deny');
    await expect(send(cloud, await take(cloud, ana, 'first', red), jobs.url)).resolves.toBeDefined();
  });

  test('keys of a session work with its own token only', async () => {
    const { cloud, ana } = chain();
    const [one, other] = [await take(cloud, ana, 'first'), await take(cloud, ana, 'first')];
    const mixed = { ...one, SessionToken: other.SessionToken };
    const call = cloud.as(mixed).send('sts', 'GetCallerIdentity', {});
    await expect(call).rejects.toThrow('The security token included in the request is invalid.');
  });

  // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
  test('a federated user has the tags of its session, and calls neither IAM nor STS', async () => {
    const { cloud, iam, ana, jobs } = guarded();
    iam.putUserPolicy({ userName: 'ana', policyName: 'all', policyDocument: policy('Allow', '*') });
    iam.createRole({ roleName: 'app', assumeRolePolicyDocument: trust({ AWS: ACCOUNT }) });
    const Condition = { StringEquals: { 'aws:PrincipalTag/team': 'red' } };
    const Policy = statements({ Action: 'sqs:*', Condition }, { Action: ['iam:*', 'sts:*'] });
    const federate = async (more: object) => {
      const input = { Name: 'guest', Policy, ...more };
      return (await cloud.as(ana).send('sts', 'GetFederationToken', input)).Credentials!;
    };
    await expect(send(cloud, await federate({}), jobs.url)).rejects.toThrow('no session policy allows');
    const guest = await federate(red);
    await send(cloud, guest, jobs.url);
    await expect(cloud.as(guest).send('iam', 'ListUsers', {})).rejects.toThrow('security token');
    await expect(take(cloud, guest, 'app')).rejects.toThrow('federated user');
    await expect(cloud.as(guest).send('sts', 'GetCallerIdentity', {})).resolves.toBeDefined();
  });

  test('who tags a federated user needs sts:TagSession', async () => {
    const { cloud, iam, ana } = guarded();
    iam.putUserPolicy({ userName: 'ana', policyName: 'p', policyDocument: policy('Allow', 'sts:GetFederationToken') }); // prettier-ignore
    const call = (more: object) =>
      cloud.as(ana).send('sts', 'GetFederationToken', { Name: 'guest', ...more });
    await expect(call({})).resolves.toBeDefined();
    await expect(call(red)).rejects.toThrow('sts:TagSession');
  });
});

describe('conditions', () => {
  /** Whether a condition of an Allow holds, for ana who asks with her own keys. */
  function holds(Condition: object, context: Record<string, string | string[]> = {}) {
    const { iam, ana } = guarded();
    const policyDocument = policy('Allow', 'ec2:RunInstances', '*', Condition);
    iam.putUserPolicy({ userName: 'ana', policyName: 'p', policyDocument });
    return iam.explain(ana, 'ec2:RunInstances', '*', context).decision === 'allowed';
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_multi-value-conditions.html
  test('values are or, keys and operators are and; with a negated operator values are and', () => {
    const tag = (value: string) => ({ 'aws:RequestTag/team': value });
    const either = { 'aws:RequestTag/team': ['red', 'blue'] };
    expect(holds({ StringEquals: either }, tag('blue'))).toBe(true);
    expect(holds({ StringNotEquals: either }, tag('blue'))).toBe(false);
    expect(holds({ StringNotEquals: either }, tag('green'))).toBe(true);
    const both = { StringEquals: either, Bool: { 'aws:SecureTransport': 'false' } };
    expect(holds(both, tag('red'))).toBe(false);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
  test('names of keys, tags among them, have no case; values have', () => {
    expect(holds({ StringEquals: { 'AWS:RequestTag/Team': 'red' } }, { 'aws:RequestTag/team': 'red' })).toBe(true); // prettier-ignore
    expect(holds({ StringEquals: { 'aws:RequestTag/team': 'Red' } }, { 'aws:RequestTag/team': 'red' })).toBe(false); // prettier-ignore
  });

  test('a key pair of one’s own shows no second factor: neither present nor absent', () => {
    expect(holds({ Bool: { 'aws:MultiFactorAuthPresent': 'false' } })).toBe(false);
    expect(holds({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } })).toBe(true);
    expect(holds({ NumericLessThanEquals: { 'aws:MultiFactorAuthAge': '3600' } })).toBe(false);
    expect(holds({ Null: { 'aws:MultiFactorAuthAge': 'true' } })).toBe(true);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
  test('a variable may have a default, and needs a value', () => {
    const name = (value: string) => ({ StringEquals: { 'aws:RequestTag/owner': value } });
    const owner = (value: string) => ({ 'aws:RequestTag/owner': value });
    expect(holds(name('${aws:username}'), owner('ana'))).toBe(true);
    expect(holds(name("${aws:PrincipalTag/team, 'none'}"), owner('none'))).toBe(true);
    expect(holds(name('${aws:PrincipalTag/team}'), owner(''))).toBe(false);
  });

  test('in a policy of the old version a variable is plain text', async () => {
    const { cloud, ana, jobs } = guarded();
    const named = (Version: string) =>
      lets({ AWS: ana.arn }, { StringEquals: { 'aws:PrincipalArn': arnOf('user/${aws:username}') } }).replace('2012-10-17', Version); // prettier-ignore
    jobs.setQueueAttributes({ policy: named('2012-10-17') });
    await expect(send(cloud, ana, jobs.url)).resolves.toBeDefined();
    jobs.setQueueAttributes({ policy: named('2008-10-17') });
    await expect(send(cloud, ana, jobs.url)).rejects.toThrow('sqs:SendMessage');
  });

  test('no variable is filled in where numbers and dates are compared', () => {
    const size = { 'aws:RequestTag/size': '5', 'aws:RequestTag/most': '10' };
    expect(holds({ NumericLessThan: { 'aws:RequestTag/size': '10' } }, size)).toBe(true);
    expect(holds({ NumericLessThan: { 'aws:RequestTag/size': '${aws:RequestTag/most}' } }, size)).toBe(false);
  });
});

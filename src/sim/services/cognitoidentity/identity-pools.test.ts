import { CognitoIdentityClient, GetCredentialsForIdentityCommand, GetIdCommand, NotAuthorizedException } from '@aws-sdk/client-cognito-identity'; // prettier-ignore
import { expect, test } from 'vitest';
import { Cloud, connect, hours } from '../../index.ts';
import { claimsOf } from '../cognitoidentityprovider/index.ts';
import type { IdentityPoolOptions } from './index.ts';

const PASSWORD = 'Passw0rd!';
const statement = (more: object) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...more }] }); // prettier-ignore

/** The trust policy of a role for an identity pool's users. */
const trust = (amr: string, actions: string[] = ['sts:AssumeRoleWithWebIdentity']) =>
  statement({
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Action: actions,
    Condition: { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr } },
  });

/** A cloud with ana in a user pool, an identity pool that trusts it, and roles `user`, `guest`, `admin`. */
async function setUp(
  options: (arn: (role: string) => string) => IdentityPoolOptions = (arn) => ({ authenticated: arn('user') }),
) {
  // prettier-ignore
  const cloud = new Cloud({ iam: true, requestLatency: { mean: 0, sd: 0 } });
  const idp = cloud.cognitoidentityprovider;
  idp.model.signature = 'quick';
  const userPool = idp.build('shop', { pool: { schema: [{ name: 'dept' }] } });
  await userPool.addUser('ana', PASSWORD, { 'custom:dept': 'Sales' });
  for (const roleName of ['user', 'guest', 'admin']) {
    const amr = roleName === 'guest' ? 'unauthenticated' : 'authenticated';
    cloud.iam.createRole({ roleName, assumeRolePolicyDocument: trust(amr) });
    const policyDocument = statement({ Action: 's3:PutObject', Resource: `arn:aws:s3:::files/${roleName}/\${cognito-identity.amazonaws.com:sub}/*` }); // prettier-ignore
    cloud.iam.putRolePolicy({ roleName, policyName: 'files', policyDocument });
  }
  cloud.s3.createBucket({ bucket: 'files' });
  const pool = cloud.cognitoidentity.build('app', {
    userPool,
    ...options((role) => `arn:aws:iam::123456789012:role/${role}`),
  });
  return { cloud, idp, userPool, pool };
}

const roleOf = async (cloud: Cloud, keys: object) =>
  (await cloud.as(keys).send('sts', 'GetCallerIdentity', {})).Arn!.split('/')[1];

test('a token becomes credentials of a role, for the user’s own folder, for an hour', async () => {
  const { cloud, userPool, pool } = await setUp();
  const { idToken, accessToken } = await userPool.signIn('ana', PASSWORD);
  await expect(pool.credentials(accessToken)).rejects.toThrow('Incorrect token audience');
  const keys = await pool.credentials(idToken);
  expect(keys.expiration.getTime() - cloud.simulation.epochMillis).toBe(3_600_000);
  const put = (folder: string) => cloud.as(keys).send('s3', 'PutObject', { Bucket: 'files', Key: `user/${folder}/a`, Body: new Uint8Array(1) }); // prettier-ignore
  expect(await put(keys.identityId)).toBeDefined();
  await expect(put('somebody')).rejects.toMatchObject({ name: 'AccessDenied' });
  await cloud.run(hours(1));
  await expect(put(keys.identityId)).rejects.toMatchObject({ name: 'ExpiredToken' });
  await expect(pool.credentials(idToken)).rejects.toThrow('Token expired');
  const later = await userPool.signIn('ana', PASSWORD);
  expect((await pool.credentials(later.idToken)).identityId).toBe(keys.identityId);
});

test('guests get a role of their own, or nothing', async () => {
  const none = await setUp();
  await expect(none.pool.credentials()).rejects.toThrow('Unauthenticated access is not supported');
  const { cloud, pool } = await setUp((arn) => ({
    authenticated: arn('user'),
    unauthenticated: arn('guest'),
  }));
  const first = await pool.credentials();
  expect(await roleOf(cloud, first)).toBe('guest');
  expect((await pool.credentials()).identityId).not.toBe(first.identityId);
  // What is known of somebody is not for guests.
  const { identityId } = first;
  expect((await cloud.cognitoidentity.getCredentialsForIdentity({ identityId })).identityId).toBe(identityId);
});

test('rules: the first that fits, else the default or nothing', async () => {
  const rule = (value: string, role: string, matchType: 'Equals' | 'NotEqual' | 'StartsWith' | 'Contains' = 'Equals') => ({ claim: 'custom:dept', matchType, value, roleARN: role }); // prettier-ignore
  const by = async (
    rules: (arn: (role: string) => string) => ReturnType<typeof rule>[],
    otherwise: 'AuthenticatedRole' | 'Deny' = 'AuthenticatedRole',
  ) => {
    // prettier-ignore
    const { cloud, userPool, pool } = await setUp((arn) => ({ authenticated: arn('user'), mapping: { type: 'Rules', ambiguousRoleResolution: otherwise, rulesConfiguration: { rules: rules(arn) } } })); // prettier-ignore
    const { idToken } = await userPool.signIn('ana', PASSWORD);
    return roleOf(cloud, await pool.credentials(idToken));
  };
  expect(await by((arn) => [rule('Sales', arn('admin')), rule('S', arn('user'), 'StartsWith')])).toBe(
    'admin',
  );
  expect(await by((arn) => [rule('ale', arn('admin'), 'Contains')])).toBe('admin');
  expect(await by((arn) => [rule('Sales', arn('admin'), 'NotEqual')])).toBe('user');
  await expect(by((arn) => [rule('IT', arn('admin'))], 'Deny')).rejects.toThrow('Access to Role is forbidden.'); // prettier-ignore
});

test('the token’s roles: those of groups, the best one or the one that is asked for', async () => {
  const { cloud, idp, userPool, pool } = await setUp((arn) => ({ authenticated: arn('user'), mapping: { type: 'Token', ambiguousRoleResolution: 'Deny' } })); // prettier-ignore
  const { id: userPoolId } = userPool;
  const signIn = async () => (await userPool.signIn('ana', PASSWORD)).idToken;
  await expect(pool.credentials(await signIn())).rejects.toThrow('Access to Role is forbidden.');
  for (const [groupName, precedence] of [['user', 2], ['admin', 1]] as const) { idp.createGroup({ userPoolId, groupName, precedence, roleArn: `arn:aws:iam::123456789012:role/${groupName}` }); idp.adminAddUserToGroup({ userPoolId, username: 'ana', groupName }); } // prettier-ignore
  const token = await signIn();
  expect(await roleOf(cloud, await pool.credentials(token))).toBe('admin');
  const { identityId } = await pool.credentials(token);
  const ask = (role: string) => cloud.cognitoidentity.getCredentialsForIdentity({ identityId, logins: { [userPool.provider]: token }, customRoleArn: `arn:aws:iam::123456789012:role/${role}` }); // prettier-ignore
  const { accessKeyId, secretKey, sessionToken } = (await ask('user')).credentials!;
  expect(await roleOf(cloud, { accessKeyId, secretAccessKey: secretKey, sessionToken })).toBe('user');
  await expect(ask('guest')).rejects.toThrow('Access to Role is forbidden.');
});

test('the role has to trust the pool, and tags need a permission', async () => {
  const { cloud, userPool, pool } = await setUp((arn) => ({ authenticated: arn('guest') }));
  const { idToken } = await userPool.signIn('ana', PASSWORD);
  await expect(pool.credentials(idToken)).rejects.toMatchObject({ name: 'InvalidIdentityPoolConfigurationException' }); // prettier-ignore
  const { cloud: other, userPool: users, pool: app } = await setUp();
  other.cognitoidentity.setPrincipalTagAttributeMap({ identityPoolId: app.id, identityProviderName: users.provider, principalTags: { department: 'custom:dept' } }); // prettier-ignore
  const token = (await users.signIn('ana', PASSWORD)).idToken;
  await expect(app.credentials(token)).rejects.toMatchObject({ name: 'InvalidIdentityPoolConfigurationException' }); // prettier-ignore
  other.iam.updateAssumeRolePolicy({ roleName: 'user', policyDocument: trust('authenticated', ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession']) }); // prettier-ignore
  other.iam.putRolePolicy({ roleName: 'user', policyName: 'files', policyDocument: statement({ Action: 's3:PutObject', Resource: 'arn:aws:s3:::files/${aws:PrincipalTag/department}/*' }) }); // prettier-ignore
  const keys = await app.credentials(token);
  const put = (Key: string) => other.as(keys).send('s3', 'PutObject', { Bucket: 'files', Key, Body: new Uint8Array(1) }); // prettier-ignore
  expect(await put('Sales/a')).toBeDefined();
  await expect(put('IT/a')).rejects.toMatchObject({ name: 'AccessDenied' });
  expect(cloud).not.toBe(other);
});

test('a signed-out user still gets credentials, unless the pool asks the user pool', async () => {
  for (const serverSideTokenCheck of [false, true]) {
    const { idp, userPool, pool } = await setUp((arn) => ({ authenticated: arn('user'), serverSideTokenCheck })); // prettier-ignore
    const { idToken, accessToken } = await userPool.signIn('ana', PASSWORD);
    expect(await pool.credentials(idToken)).toBeDefined();
    idp.globalSignOut({ accessToken });
    const late = pool.credentials(idToken);
    if (serverSideTokenCheck) await expect(late).rejects.toThrow('revoked');
    else expect(await late).toBeDefined();
  }
});

test('a login of another provider; one that is not configured is refused; two logins, one identity', async () => {
  const { cloud, idp, userPool, pool } = await setUp((arn) => ({ authenticated: arn('user'), pool: { supportedLoginProviders: { 'accounts.google.com': 'app' } } })); // prettier-ignore
  const google = idp.outside('https://accounts.google.com');
  const token = google.token({ sub: '117', aud: 'app' });
  const { identityId } = await pool.credentials(token, 'accounts.google.com');
  await expect(pool.credentials(google.token({ sub: '117', aud: 'other' }), 'accounts.google.com')).rejects.toThrow('Incorrect token audience'); // prettier-ignore
  const apple = idp.outside('https://appleid.apple.com').token({ sub: '1', aud: 'app' });
  await expect(pool.credentials(apple, 'appleid.apple.com')).rejects.toMatchObject({ name: 'NotAuthorizedException' }); // prettier-ignore
  const { idToken } = await userPool.signIn('ana', PASSWORD);
  const logins = { 'accounts.google.com': token, [userPool.provider]: idToken };
  expect((await cloud.cognitoidentity.getCredentialsForIdentity({ identityId, logins })).identityId).toBe(identityId); // prettier-ignore
  expect((await pool.credentials(idToken)).identityId).toBe(identityId);
  expect(cloud.cognitoidentity.describeIdentity({ identityId }).logins).toHaveLength(2);
});

test('the basic flow: a token of the pool’s own, which STS takes', async () => {
  const { cloud, userPool, pool } = await setUp((arn) => ({ authenticated: arn('user'), pool: { allowClassicFlow: true } })); // prettier-ignore
  const { idToken } = await userPool.signIn('ana', PASSWORD);
  const logins = { [userPool.provider]: idToken };
  const { identityId = '' } = cloud.cognitoidentity.getId({ identityPoolId: pool.id, logins });
  const { token } = cloud.cognitoidentity.getOpenIdToken({ identityId, logins });
  expect(claimsOf(token!)).toMatchObject({ iss: 'https://cognito-identity.amazonaws.com', sub: identityId, aud: pool.id }); // prettier-ignore
  const ask = (roleName: string) => cloud.sts.assumeRoleWithWebIdentity({ roleArn: `arn:aws:iam::123456789012:role/${roleName}`, roleSessionName: 'me', webIdentityToken: token! }); // prettier-ignore
  expect(ask('admin')).toMatchObject({ provider: 'cognito-identity.amazonaws.com', subjectFromWebIdentityToken: identityId }); // prettier-ignore
  expect(() => ask('guest')).toThrow('Not authorized to perform sts:AssumeRoleWithWebIdentity');
});

test('the real client; 25 new identities a second', async () => {
  const { cloud, userPool, pool } = await setUp((arn) => ({ authenticated: arn('user'), unauthenticated: arn('guest') })); // prettier-ignore
  const client = connect(new CognitoIdentityClient({ region: 'us-east-1' }), cloud);
  const { idToken } = await userPool.signIn('ana', PASSWORD);
  const Logins = { [userPool.provider]: idToken };
  const { IdentityId } = await client.send(new GetIdCommand({ IdentityPoolId: pool.id, Logins }));
  const { Credentials } = await client.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }));
  expect(Credentials).toMatchObject({ AccessKeyId: expect.stringMatching(/^ASIA/) as string, Expiration: expect.any(Date) as Date }); // prettier-ignore
  await expect(client.send(new GetCredentialsForIdentityCommand({ IdentityId }))).rejects.toBeInstanceOf(NotAuthorizedException); // prettier-ignore
  await cloud.run(1);
  for (let n = 0; n < 25; n++) cloud.cognitoidentity.getId({ identityPoolId: pool.id });
  expect(() => cloud.cognitoidentity.getId({ identityPoolId: pool.id })).toThrow('Rate exceeded');
});

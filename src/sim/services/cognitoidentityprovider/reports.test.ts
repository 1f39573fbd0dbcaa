import { expect, test } from 'vitest';
import { Cloud, days, hours } from '../../index.ts';
import { claimsOf, codeChallenge, secretHash, type UserPoolOptions } from './index.ts';

/* What users reported of other simulators and of clients, and what AWS does. */

const PASSWORD = 'Passw0rd!';

async function withAna(options: UserPoolOptions = {}, username = 'ana', attributes = {}) {
  const cloud = new Cloud();
  const idp = cloud.cognitoidentityprovider;
  idp.model.signature = 'quick';
  const pool = idp.build('shop', options);
  await pool.addUser(username, PASSWORD, attributes);
  const { clientId, id: userPoolId } = pool;
  const start = (password: string, name = username) => idp.initiateAuth({ clientId, authFlow: 'USER_PASSWORD_AUTH', authParameters: { USERNAME: name, PASSWORD: password } }); // prettier-ignore
  return { cloud, idp, pool, clientId, userPoolId, start };
}

test('claims of a trigger of version 1 go into the ID token (localstack#2896)', async () => {
  const { cloud, pool } = await withAna();
  cloud.lambda.createFunction({ functionName: 'f', code: () => (event: object) => ({ ...event, response: { claimsOverrideDetails: { claimsToAddOrOverride: { role: 'cook' } } } }) }); // prettier-ignore
  pool.trigger('preTokenGeneration', 'f');
  const { idToken, accessToken } = await pool.signIn('ana', PASSWORD);
  expect([claimsOf(idToken).role, claimsOf(accessToken).role]).toEqual(['cook', undefined]);
});

test('a trigger is told the user’s status and groups, and may answer the whole event (localstack#9376)', async () => {
  const { cloud, pool } = await withAna();
  let told: unknown;
  cloud.lambda.createFunction({ functionName: 'f', code: () => (event: { request: unknown }) => { told = event.request; return event; } }); // prettier-ignore
  pool.trigger('preTokenGeneration', 'f');
  expect(await pool.signIn('ana', PASSWORD)).toBeDefined();
  expect(told).toMatchObject({ userAttributes: { 'cognito:user_status': 'CONFIRMED' }, groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null } }); // prettier-ignore
});

test('a nonce comes back in the ID token (localstack#12745)', async () => {
  const redirect = 'https://app.example';
  const { cloud, pool, clientId } = await withAna({ domain: 'shop', client: { callbackURLs: [redirect], allowedOAuthFlowsUserPoolClient: true, allowedOAuthFlows: ['code'], allowedOAuthScopes: ['openid'] } }); // prettier-ignore
  const query = `client_id=${clientId}&response_type=code&redirect_uri=${redirect}&nonce=n-1&code_challenge=${codeChallenge('v')}&code_challenge_method=S256`; // prettier-ignore
  const back = await cloud.fetch(`${pool.url}/login?${query}`, { method: 'POST', body: `username=ana&password=${PASSWORD}` }); // prettier-ignore
  const code = /code=([^&]+)/.exec(back.headers.get('location') ?? '')?.[1];
  const answer = await cloud.fetch(`${pool.url}/oauth2/token`, { method: 'POST', body: `grant_type=authorization_code&client_id=${clientId}&redirect_uri=${redirect}&code=${code}&code_verifier=v` }); // prettier-ignore
  expect(claimsOf(answer.json<{ id_token: string }>().id_token).nonce).toBe('n-1');
});

test('GetUser takes the access token that was just given (localstack#12538, #8775, moto#8238)', async () => {
  const { idp, pool } = await withAna();
  const { accessToken } = await pool.signIn('ana', PASSWORD);
  expect(idp.getUser({ accessToken }).username).toBe('ana');
  expect(idp.associateSoftwareToken({ accessToken }).secretCode).toMatch(/^[A-Z2-7]{52}$/);
});

test('who must choose a new password gets a challenge and no tokens (localstack#8411, moto#4739)', async () => {
  const { idp, userPoolId, start } = await withAna();
  await idp.adminCreateUser({ userPoolId, username: 'ben', temporaryPassword: 'Temp0rary!' });
  const answer = await start('Temp0rary!', 'ben');
  expect(answer.challengeName).toBe('NEW_PASSWORD_REQUIRED');
  expect(answer.authenticationResult).toBeUndefined();
  expect(answer.challengeParameters).toMatchObject({ USER_ID_FOR_SRP: 'ben', requiredAttributes: '[]', userAttributes: '{}' }); // prettier-ignore
});

test('a temporary password is checked like any other (floci#229)', async () => {
  const { idp, userPoolId, start } = await withAna();
  await idp.adminCreateUser({ userPoolId, username: 'ben', temporaryPassword: 'Temp0rary!' });
  await expect(start('Wr0ng!pass', 'ben')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
});

test('exp follows the app client’s validity (localstack#8485)', async () => {
  const { pool } = await withAna({ client: { accessTokenValidity: 12, idTokenValidity: 5, tokenValidityUnits: { idToken: 'minutes' } } }); // prettier-ignore
  const { idToken, accessToken } = await pool.signIn('ana', PASSWORD);
  const lasts = ({ exp, iat }: Readonly<Record<string, unknown>>) => Number(exp) - Number(iat);
  expect([lasts(claimsOf(accessToken)), lasts(claimsOf(idToken))]).toEqual([43_200, 300]);
});

test('a refresh answers no refresh token (localstack#8462)', async () => {
  const { idp, pool, clientId } = await withAna();
  const { refreshToken } = await pool.signIn('ana', PASSWORD);
  const { authenticationResult } = await idp.initiateAuth({ clientId, authFlow: 'REFRESH_TOKEN_AUTH', authParameters: { REFRESH_TOKEN: refreshToken } }); // prettier-ignore
  expect(authenticationResult).toMatchObject({ tokenType: 'Bearer', expiresIn: 3600 });
  expect(authenticationResult?.refreshToken).toBeUndefined();
});

test('a refresh token ends (localstack#11392)', async () => {
  const { cloud, pool } = await withAna();
  const { refreshToken } = await pool.signIn('ana', PASSWORD);
  await cloud.run(days(30) - hours(1));
  expect(await pool.refresh(refreshToken)).toBeDefined();
  await cloud.run(hours(1));
  await expect(pool.refresh(refreshToken)).rejects.toThrow('Refresh Token has expired');
});

test('a client with a secret takes nobody without it (localstack#11643)', async () => {
  const { start } = await withAna({ client: { generateSecret: true } });
  await expect(start(PASSWORD)).rejects.toThrow('SECRET_HASH was not received');
});

test('the secret hash of a refresh is of the name in the tokens, not of the address (boto3#2736, aws-sdk-net-extensions-cognito#122)', async () => {
  const email = 'ana@example.com';
  const { idp, pool, clientId } = await withAna({ email: true, client: { generateSecret: true } }, email);
  const { refreshToken, accessToken } = await pool.signIn(email, PASSWORD);
  const refresh = (name: string) => idp.initiateAuth({ clientId, authFlow: 'REFRESH_TOKEN_AUTH', authParameters: { REFRESH_TOKEN: refreshToken, SECRET_HASH: secretHash(name, clientId, pool.clientSecret!) } }); // prettier-ignore
  await expect(refresh(email)).rejects.toThrow('SecretHash does not match');
  expect(await refresh(String(claimsOf(accessToken).username))).toBeDefined();
});

test('the access token names its client; administrators find users by sub and address (floci#228, #220)', async () => {
  const email = 'ana@example.com';
  const { idp, pool, clientId, userPoolId } = await withAna({ email: true }, email);
  const { accessToken } = await pool.signIn(email, PASSWORD);
  expect(claimsOf(accessToken).client_id).toBe(clientId);
  const sub = String(claimsOf(accessToken).sub);
  expect(idp.adminGetUser({ userPoolId, username: sub }).username).toBe(sub);
  expect(idp.adminGetUser({ userPoolId, username: email }).username).toBe(sub);
});

test('nobody can make up a refresh token, or use that of another client (floci#2137)', async () => {
  const { idp, pool, userPoolId } = await withAna();
  await expect(pool.refresh(btoa(`${userPoolId}|ana|${pool.clientId}`))).rejects.toThrow('Invalid Refresh Token'); // prettier-ignore
  const { refreshToken } = await pool.signIn('ana', PASSWORD);
  const { userPoolClient } = idp.createUserPoolClient({ userPoolId, clientName: 'other' });
  const stolen = idp.getTokensFromRefreshToken({ clientId: userPoolClient!.clientId!, refreshToken });
  await expect(stolen).rejects.toThrow('Invalid Refresh Token');
});

test('a role that asks for a group in its trust policy takes nobody else (localstack#11838)', async () => {
  const cloud = new Cloud({ iam: true });
  const google = cloud.cognitoidentityprovider.outside('https://accounts.google.com');
  const condition = { StringEquals: { 'accounts.google.com:sub': '117' } };
  const assumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Federated: 'accounts.google.com' }, Action: 'sts:AssumeRoleWithWebIdentity', Condition: condition }] }); // prettier-ignore
  const { role } = cloud.iam.createRole({ roleName: 'r', assumeRolePolicyDocument });
  const assume = (sub: string) => cloud.sts.assumeRoleWithWebIdentity({ roleArn: role.arn, roleSessionName: 's1', webIdentityToken: google.token({ sub, aud: 'app' }) }); // prettier-ignore
  expect(assume('117').assumedRoleUser).toMatchObject({ arn: 'arn:aws:sts::123456789012:assumed-role/r/s1' });
  expect(() => assume('118')).toThrow('Not authorized');
});

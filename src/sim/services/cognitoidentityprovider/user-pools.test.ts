import { describe, expect, test } from 'vitest';
import { Cloud, days, hours, minutes, NotModelled } from '../../index.ts';
import {
  claimsOf,
  codeChallenge,
  cognitoIdentityProviderLimits,
  secretHash,
  softwareTokenCode,
  type UserPoolOptions,
} from './index.ts';

const PASSWORD = 'Passw0rd!';

/** A cloud with a user pool, and ana in it. */
async function withAna(options: UserPoolOptions = {}, attributes: Record<string, string> = {}) {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 } });
  const idp = cloud.cognitoidentityprovider;
  idp.model.signature = 'quick';
  const pool = idp.build('shop', options);
  await pool.addUser('ana', PASSWORD, attributes);
  const { clientId, id: userPoolId } = pool;
  return { cloud, idp, pool, clientId, userPoolId, admin: { userPoolId, username: 'ana' } };
}

const ALLOWED = { explicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] } as const; // prettier-ignore
const signingIn = (clientId: string, PASSWORD_: string, USERNAME = 'ana') => ({ clientId, authFlow: 'USER_PASSWORD_AUTH', authParameters: { USERNAME, PASSWORD: PASSWORD_ } }); // prettier-ignore

describe('signing up', () => {
  test('a code comes by email, confirms once, and ends after a day', async () => {
    const cloud = new Cloud();
    const idp = cloud.cognitoidentityprovider;
    const { clientId } = idp.build('shop', { email: true });
    const username = 'ben@example.com';
    const signedUp = await idp.signUp({ clientId, username, password: PASSWORD });
    expect(signedUp).toMatchObject({ userConfirmed: false, codeDeliveryDetails: { destination: 'b***@e***', deliveryMedium: 'EMAIL' } }); // prettier-ignore
    await expect(idp.initiateAuth(signingIn(clientId, PASSWORD, username))).rejects.toMatchObject({ name: 'UserNotConfirmedException' }); // prettier-ignore
    const { code } = idp.inbox(username)[0]!;
    const confirm = (confirmationCode: string) => idp.confirmSignUp({ clientId, username, confirmationCode });
    await expect(confirm('wrong')).rejects.toMatchObject({ name: 'CodeMismatchException' });
    await cloud.run(hours(24));
    await expect(confirm(code)).rejects.toMatchObject({ name: 'ExpiredCodeException' });
    idp.resendConfirmationCode({ clientId, username });
    await confirm(idp.inbox(username).at(-1)!.code);
    await expect(confirm(code)).rejects.toThrow('Current status is CONFIRMED');
    const { authenticationResult } = await idp.initiateAuth(signingIn(clientId, PASSWORD, username));
    expect(claimsOf(authenticationResult!.idToken!)).toMatchObject({ email: username, email_verified: true, 'cognito:username': signedUp.userSub }); // prettier-ignore
  });

  test.each([
    ['short', 'Password not long enough'],
    ['passw0rd!', 'Password must have uppercase characters'],
    ['PASSW0RD!', 'Password must have lowercase characters'],
    ['Password!', 'Password must have numeric characters'],
    ['Passw0rds', 'Password must have symbol characters'],
  ])('%s is no password', async (password, why) => {
    const { idp, clientId } = await withAna();
    await expect(idp.signUp({ clientId, username: 'ben', password })).rejects.toThrow(why);
  });

  test('who is there already, and who may not', async () => {
    const { idp, clientId, userPoolId } = await withAna();
    await expect(idp.signUp({ clientId, username: 'ana', password: PASSWORD })).rejects.toMatchObject({ name: 'UsernameExistsException' }); // prettier-ignore
    idp.updateUserPool({ userPoolId, adminCreateUserConfig: { allowAdminCreateUserOnly: true } });
    await expect(idp.signUp({ clientId, username: 'ben', password: PASSWORD })).rejects.toThrow('SignUp is not permitted'); // prettier-ignore
  });

  test('Cognito’s own mail sends 50 a day, until nine in the morning', async () => {
    const cloud = new Cloud();
    const idp = cloud.cognitoidentityprovider;
    const { clientId } = idp.build('shop', { email: true });
    idp.model.burst = 10;
    const signUp = (n: number) => idp.signUp({ clientId, username: `u${n}@example.com`, password: PASSWORD });
    for (let n = 0; n < 50; n++) await signUp(n);
    await expect(signUp(50)).rejects.toMatchObject({ name: 'LimitExceededException' });
    await cloud.run(hours(9));
    expect(await signUp(50)).toBeDefined();
  });
});

describe('signing in', () => {
  test('what the tokens say', async () => {
    const { cloud, idp, pool, clientId, userPoolId } = await withAna({}, { email: 'ana@example.com', email_verified: 'true' }); // prettier-ignore
    const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
    for (const [groupName, precedence] of [['staff', 5], ['admins', 1]] as const) { idp.createGroup({ userPoolId, groupName, precedence, roleArn: role(groupName) }); idp.adminAddUserToGroup({ userPoolId, username: 'ana', groupName }); } // prettier-ignore
    const { idToken, accessToken, refreshToken } = await pool.signIn('ana', PASSWORD);
    const now = Math.floor(cloud.simulation.epochMillis / 1000);
    const { sub } = claimsOf(idToken);
    expect(claimsOf(idToken)).toMatchObject({ iss: pool.issuer, aud: clientId, token_use: 'id', email: 'ana@example.com', email_verified: true, 'cognito:username': 'ana', 'cognito:groups': ['admins', 'staff'], 'cognito:roles': [role('admins'), role('staff')], 'cognito:preferred_role': role('admins'), iat: now, exp: now + 3600 }); // prettier-ignore
    expect(claimsOf(accessToken)).toMatchObject({ sub, client_id: clientId, token_use: 'access', username: 'ana', scope: 'aws.cognito.signin.user.admin', 'cognito:groups': ['admins', 'staff'] }); // prettier-ignore
    expect(claimsOf(accessToken)).not.toHaveProperty('aud');
    expect(claimsOf(accessToken)).not.toHaveProperty('email');
    expect(() => claimsOf(refreshToken)).toThrow(TypeError);
  });

  test('two runs give the same tokens', async () => {
    const run = async () => (await (await withAna()).pool.signIn('ana', PASSWORD)).idToken;
    expect(await run()).toBe(await run());
  });

  test('five wrong passwords lock for a second, each further one twice as long', async () => {
    const { cloud, pool } = await withAna();
    const attempt = async (password: string) => pool.signIn('ana', password).then(() => 'in', (error) => (error as Error).message); // prettier-ignore
    const wrong = 'Incorrect username or password.';
    const locked = 'Password attempts exceeded';
    for (let n = 0; n < 5; n++) expect(await attempt('x')).toBe(wrong);
    expect(await attempt(PASSWORD)).toBe(locked);
    await cloud.run(1);
    expect(await attempt('x')).toBe(wrong);
    await cloud.run(1.5);
    expect(await attempt(PASSWORD)).toBe(locked);
    await cloud.run(0.5);
    expect(await attempt(PASSWORD)).toBe('in');
    expect(await attempt('x')).toBe(wrong);
    expect(await attempt(PASSWORD)).toBe('in');
  });

  test('an administrator’s temporary password has to be replaced, within seven days', async () => {
    const { cloud, idp, clientId, userPoolId } = await withAna();
    const invite = () => idp.adminCreateUser({ userPoolId, username: 'ben', temporaryPassword: 'Temp0rary!', userAttributes: [{ name: 'email', value: 'ben@example.com' }], desiredDeliveryMediums: ['EMAIL'] }); // prettier-ignore
    expect((await invite()).user).toMatchObject({ userStatus: 'FORCE_CHANGE_PASSWORD' });
    expect(idp.inbox('ben@example.com')).toMatchObject([{ code: 'Temp0rary!' }]);
    const { challengeName, session, authenticationResult } = await idp.initiateAuth(signingIn(clientId, 'Temp0rary!', 'ben')); // prettier-ignore
    expect([challengeName, authenticationResult]).toEqual(['NEW_PASSWORD_REQUIRED', undefined]);
    const answer = () => idp.respondToAuthChallenge({ clientId, challengeName: 'NEW_PASSWORD_REQUIRED', ...(session !== undefined && { session }), challengeResponses: { USERNAME: 'ben', NEW_PASSWORD: 'Perman3nt!' } }); // prettier-ignore
    expect((await answer()).authenticationResult?.expiresIn).toBe(3600);
    await expect(answer()).rejects.toThrow('session can only be used once');
    expect(idp.adminGetUser({ userPoolId, username: 'ben' }).userStatus).toBe('CONFIRMED');
    idp.adminSetUserPassword({ userPoolId, username: 'ben', password: 'Temp0rary!' });
    await cloud.run(days(7));
    await expect(idp.initiateAuth(signingIn(clientId, 'Temp0rary!', 'ben'))).rejects.toThrow('Temporary password has expired'); // prettier-ignore
  });

  test('a session of a challenge lasts three minutes', async () => {
    const { cloud, idp, clientId, admin } = await withAna();
    idp.adminSetUserPassword({ ...admin, password: 'Temp0rary!' });
    const { session } = await idp.initiateAuth(signingIn(clientId, 'Temp0rary!'));
    await cloud.run(minutes(3));
    const late = idp.respondToAuthChallenge({ clientId, challengeName: 'NEW_PASSWORD_REQUIRED', session: session!, challengeResponses: { USERNAME: 'ana', NEW_PASSWORD: PASSWORD } }); // prettier-ignore
    await expect(late).rejects.toThrow('session is expired');
  });

  test('flows that the client does not allow, and that are not modelled', async () => {
    const { idp, clientId, userPoolId } = await withAna({ client: { explicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] } }); // prettier-ignore
    await expect(idp.initiateAuth(signingIn(clientId, PASSWORD))).rejects.toThrow('USER_PASSWORD_AUTH flow not enabled for this client'); // prettier-ignore
    await expect(idp.adminInitiateAuth({ ...signingIn(clientId, PASSWORD), userPoolId, authFlow: 'ADMIN_USER_PASSWORD_AUTH' })).rejects.toThrow('Auth flow not enabled for this client'); // prettier-ignore
    await expect(idp.initiateAuth({ clientId, authFlow: 'USER_AUTH', authParameters: { USERNAME: 'ana' } })).rejects.toBeInstanceOf(NotModelled); // prettier-ignore
  });

  test('an administrator signs a user in', async () => {
    const { idp, clientId, userPoolId } = await withAna({ client: { explicitAuthFlows: [...ALLOWED.explicitAuthFlows] } }); // prettier-ignore
    const { authenticationResult } = await idp.adminInitiateAuth({ ...signingIn(clientId, PASSWORD), userPoolId, authFlow: 'ADMIN_USER_PASSWORD_AUTH' }); // prettier-ignore
    expect(authenticationResult?.tokenType).toBe('Bearer');
  });

  test('a client with a secret wants its hash; for a refresh, of the name in the tokens', async () => {
    const { idp, clientId, pool } = await withAna({ client: { generateSecret: true } });
    await expect(idp.initiateAuth(signingIn(clientId, PASSWORD))).rejects.toThrow('SECRET_HASH was not received'); // prettier-ignore
    const hashed = (hash: string) => idp.initiateAuth({ ...signingIn(clientId, PASSWORD), authParameters: { USERNAME: 'ana', PASSWORD, SECRET_HASH: hash } }); // prettier-ignore
    await expect(hashed('x')).rejects.toThrow('Unable to verify secret hash');
    const right = secretHash('ana', clientId, pool.clientSecret!);
    const { authenticationResult } = await hashed(right);
    const refresh = (hash: string) => idp.initiateAuth({ clientId, authFlow: 'REFRESH_TOKEN_AUTH', authParameters: { REFRESH_TOKEN: authenticationResult!.refreshToken!, SECRET_HASH: hash } }); // prettier-ignore
    await expect(refresh('x')).rejects.toThrow('SecretHash does not match for the client');
    expect((await refresh(right)).authenticationResult).toMatchObject({ tokenType: 'Bearer' });
  });

  test('120 sign-ins a second of the Region, not of the pool', async () => {
    const { idp, pool } = await withAna();
    const other = idp.build('other');
    await other.addUser('ana', PASSWORD);
    const all = Array.from({ length: 121 }, (_, n) => (n % 2 ? pool : other).signIn('ana', PASSWORD).then(() => 'in', (error) => (error as Error).name)); // prettier-ignore
    const outcomes = await Promise.all(all);
    expect(outcomes.filter((each) => each === 'in')).toHaveLength(120);
    expect(outcomes).toContain('TooManyRequestsException');
  });

  test('who has no account is told so, or not', async () => {
    const legacy = await withAna();
    await expect(legacy.pool.signIn('eve', 'x')).rejects.toMatchObject({ name: 'UserNotFoundException' });
    const { pool, idp, clientId } = await withAna({ client: { preventUserExistenceErrors: 'ENABLED' } });
    await expect(pool.signIn('eve', 'x')).rejects.toThrow('Incorrect username or password.');
    expect(idp.forgotPassword({ clientId, username: 'eve' }).codeDeliveryDetails).toBeDefined();
  });
});

describe('a second factor', () => {
  async function withMfa(mfaConfiguration: 'ON' | 'OPTIONAL') {
    const made = await withAna({}, { phone_number: '+493012345678', phone_number_verified: 'true' });
    const smsConfiguration = { snsCallerArn: 'arn:aws:iam::123456789012:role/sms' };
    made.idp.setUserPoolMfaConfig({ userPoolId: made.userPoolId, mfaConfiguration, softwareTokenMfaConfiguration: { enabled: true }, smsMfaConfiguration: { smsConfiguration } }); // prettier-ignore
    const respond = (challengeName: 'SMS_MFA' | 'SOFTWARE_TOKEN_MFA' | 'SELECT_MFA_TYPE' | 'MFA_SETUP', session: string | undefined, more = {}) => made.idp.respondToAuthChallenge({ clientId: made.clientId, challengeName, session: session!, challengeResponses: { USERNAME: 'ana', ...more } }); // prettier-ignore
    return { ...made, respond, start: () => made.idp.initiateAuth(signingIn(made.clientId, PASSWORD)) };
  }

  test('optional: only for who wants it', async () => {
    const { cloud, idp, pool, respond, start } = await withMfa('OPTIONAL');
    const { accessToken } = await pool.signIn('ana', PASSWORD);
    const { secretCode } = idp.associateSoftwareToken({ accessToken });
    expect(() => idp.setUserMFAPreference({ accessToken, softwareTokenMfaSettings: { enabled: true } })).toThrow('has not verified'); // prettier-ignore
    const code = () => softwareTokenCode(secretCode!, new Date(cloud.simulation.epochMillis));
    idp.verifySoftwareToken({ accessToken, userCode: code() });
    idp.setUserMFAPreference({ accessToken, softwareTokenMfaSettings: { enabled: true } });
    const first = await start();
    expect(first.challengeName).toBe('SOFTWARE_TOKEN_MFA');
    await expect(respond('SOFTWARE_TOKEN_MFA', first.session, { SOFTWARE_TOKEN_MFA_CODE: '0' })).rejects.toMatchObject({ name: 'CodeMismatchException' }); // prettier-ignore
    const again = await start();
    await cloud.run(31);
    expect((await respond('SOFTWARE_TOKEN_MFA', again.session, { SOFTWARE_TOKEN_MFA_CODE: code() })).authenticationResult).toBeDefined(); // prettier-ignore
    idp.setUserMFAPreference({ accessToken, smsMfaSettings: { enabled: true } });
    const choose = await start();
    expect(choose.challengeParameters).toMatchObject({ MFAS_CAN_CHOOSE: '["SOFTWARE_TOKEN_MFA","SMS_MFA"]' });
    const sms = await respond('SELECT_MFA_TYPE', choose.session, { ANSWER: 'SMS_MFA' });
    const sent = idp.inbox('+493012345678').at(-1)!.code;
    expect(
      (await respond('SMS_MFA', sms.session, { SMS_MFA_CODE: sent })).authenticationResult,
    ).toBeDefined();
  });

  test('required: without a number, an app is set up on the way', async () => {
    const { cloud, idp, admin, respond, start } = await withMfa('ON');
    expect((await start()).challengeName).toBe('SMS_MFA');
    idp.adminUpdateUserAttributes({
      ...admin,
      userAttributes: [{ name: 'phone_number', value: '+4930999' }],
    });
    const { challengeName, session } = await start();
    expect(challengeName).toBe('MFA_SETUP');
    const { secretCode, session: next } = idp.associateSoftwareToken({ session: session! });
    const { status, session: last } = idp.verifySoftwareToken({ session: next!, userCode: softwareTokenCode(secretCode!, new Date(cloud.simulation.epochMillis)) }); // prettier-ignore
    expect(status).toBe('SUCCESS');
    expect((await respond('MFA_SETUP', last)).authenticationResult).toBeDefined();
    expect((await start()).challengeName).toBe('SOFTWARE_TOKEN_MFA');
  });
});

describe('after signing in', () => {
  test('a refresh gives new tokens, not a longer session, and tells what has changed', async () => {
    const { cloud, idp, pool, admin } = await withAna({ client: { refreshTokenValidity: 1 } });
    const { refreshToken, idToken } = await pool.signIn('ana', PASSWORD);
    await cloud.run(hours(23));
    idp.adminUpdateUserAttributes({ ...admin, userAttributes: [{ name: 'name', value: 'Ana' }] });
    const later = await pool.refresh(refreshToken);
    expect(claimsOf(later.idToken)).toMatchObject({ name: 'Ana', auth_time: claimsOf(idToken).auth_time, origin_jti: claimsOf(idToken).origin_jti }); // prettier-ignore
    await cloud.run(hours(1));
    await expect(pool.refresh(refreshToken)).rejects.toThrow('Refresh Token has expired');
  });

  test('rotation: a refresh token works once, and for its grace', async () => {
    const { cloud, idp, pool, clientId } = await withAna({ client: { explicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'], refreshTokenRotation: { feature: 'ENABLED', retryGracePeriodSeconds: 10 } } }); // prettier-ignore
    const { refreshToken } = await pool.signIn('ana', PASSWORD);
    const refresh = async (token: string) => (await idp.getTokensFromRefreshToken({ clientId, refreshToken: token })).authenticationResult!; // prettier-ignore
    const second = (await refresh(refreshToken)).refreshToken!;
    expect(second).not.toBe(refreshToken);
    await cloud.run(9);
    await refresh(refreshToken);
    await cloud.run(1);
    await expect(refresh(refreshToken)).rejects.toMatchObject({ name: 'RefreshTokenReuseException' });
    expect(await refresh(second)).toBeDefined();
    await expect(pool.refresh(second)).rejects.toThrow('Auth flow not enabled');
  });

  test('signing out everywhere, revoking one session, disabling', async () => {
    const { idp, pool, clientId, admin } = await withAna();
    const [phone, laptop] = [await pool.signIn('ana', PASSWORD), await pool.signIn('ana', PASSWORD)];
    expect(idp.getUser({ accessToken: phone.accessToken })).toMatchObject({ username: 'ana' });
    idp.revokeToken({ clientId, token: phone.refreshToken });
    expect(() => idp.getUser({ accessToken: phone.accessToken })).toThrow('Access Token has been revoked');
    expect(idp.getUser({ accessToken: laptop.accessToken })).toBeDefined();
    expect(() => idp.revokeToken({ clientId, token: laptop.accessToken })).toThrow('Unsupported token type');
    idp.globalSignOut({ accessToken: laptop.accessToken });
    await expect(pool.refresh(laptop.refreshToken)).rejects.toThrow('Refresh Token has been revoked');
    const third = await pool.signIn('ana', PASSWORD);
    idp.adminDisableUser(admin);
    expect(() => idp.getUser({ accessToken: third.accessToken })).toThrow('revoked');
    await expect(pool.signIn('ana', PASSWORD)).rejects.toThrow('User is disabled.');
    idp.adminEnableUser(admin);
    await expect(pool.refresh(third.refreshToken)).rejects.toThrow('revoked');
    expect(await pool.signIn('ana', PASSWORD)).toBeDefined();
  });

  test('the twenty-first session ends the one that was used least recently', async () => {
    const { cloud, pool } = await withAna();
    const tokens = [];
    for (let n = 0; n < 20; n++) { tokens.push((await pool.signIn('ana', PASSWORD)).refreshToken); await cloud.run(1); } // prettier-ignore
    await pool.refresh(tokens[0]!);
    await pool.signIn('ana', PASSWORD);
    expect(await pool.refresh(tokens[0]!)).toBeDefined();
    await expect(pool.refresh(tokens[1]!)).rejects.toThrow('revoked');
  });

  test('a forgotten password', async () => {
    const { idp, pool, clientId } = await withAna({}, { email: 'ana@example.com', email_verified: 'true' });
    idp.forgotPassword({ clientId, username: 'ana' });
    const confirmationCode = idp.inbox('ana@example.com')[0]!.code;
    await idp.confirmForgotPassword({ clientId, username: 'ana', confirmationCode, password: 'An0ther!pw' });
    await expect(pool.signIn('ana', PASSWORD)).rejects.toThrow('Incorrect');
    expect(await pool.signIn('ana', 'An0ther!pw')).toBeDefined();
  });

  test('a user who does something in a month is paid for once in it', async () => {
    const { cloud, pool } = await withAna();
    const users = () => cloud.meter.bill().find(({ item }) => item.startsWith('monthly active'))?.quantity;
    for (let n = 0; n < 3; n++) await pool.signIn('ana', PASSWORD);
    expect(users()).toBe(1);
    await cloud.run(days(31));
    await pool.signIn('ana', PASSWORD);
    expect(users()).toBe(2);
  });

  test('filters of ListUsers', async () => {
    const { idp, pool, userPoolId } = await withAna({}, { email: 'ana@example.com' });
    await pool.addUser('anton', PASSWORD);
    const names = (filter: string) => idp.listUsers({ userPoolId, filter }).users!.map(({ username }) => username); // prettier-ignore
    expect(names('username ^= "an"')).toEqual(['ana', 'anton']);
    expect(names('email = "ana@example.com"')).toEqual(['ana']);
    expect(() => names('email > 3')).toThrow('filter is invalid');
  });
});

describe('triggers', () => {
  const shown = (event: { request: object; response: object }) => event;

  test('before signing up: confirm, or refuse', async () => {
    const { cloud, idp, pool, clientId } = await withAna();
    cloud.lambda.createFunction({ functionName: 'check', code: () => (event: { userName: string; response: object }) => { if (event.userName.length < 3) throw new Error('Too short'); return { ...event, response: { autoConfirmUser: true } }; } }); // prettier-ignore
    pool.trigger('preSignUp', 'check');
    expect(await idp.signUp({ clientId, username: 'ben', password: PASSWORD })).toMatchObject({ userConfirmed: true }); // prettier-ignore
    const short = idp.signUp({ clientId, username: 'x', password: PASSWORD });
    await expect(short).rejects.toMatchObject({ name: 'UserLambdaValidationException', message: 'PreSignUp failed with error Too short.' }); // prettier-ignore
  });

  test('claims: version 1 changes the ID token, version 2 both', async () => {
    const { cloud, idp, pool, userPoolId } = await withAna();
    cloud.lambda.createFunction({ functionName: 'claims', code: () => (event: { version: string; request: object }) => ({ ...event, response: event.version === '1' ? { claimsOverrideDetails: { claimsToAddOrOverride: { tenant: 'a', sub: 'x' } } } : { claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: { tenant: 'b' }, scopesToAdd: ['orders'] } } } }) }); // prettier-ignore
    pool.trigger('preTokenGeneration', 'claims');
    const one = await pool.signIn('ana', PASSWORD);
    expect(claimsOf(one.idToken)).toMatchObject({ tenant: 'a' });
    expect(claimsOf(one.idToken).sub).not.toBe('x');
    expect(claimsOf(one.accessToken)).not.toHaveProperty('tenant');
    const lambdaArn = 'arn:aws:lambda:us-east-1:123456789012:function:claims';
    idp.updateUserPool({ userPoolId, lambdaConfig: { preTokenGenerationConfig: { lambdaArn, lambdaVersion: 'V2_0' } } }); // prettier-ignore
    const two = await pool.signIn('ana', PASSWORD);
    expect(claimsOf(two.accessToken)).toMatchObject({ tenant: 'b', scope: 'aws.cognito.signin.user.admin orders' }); // prettier-ignore
  });

  test('a late function is called three times, five seconds each; one without permission never', async () => {
    const { cloud, idp, pool, userPoolId } = await withAna();
    let calls = 0;
    cloud.lambda.createFunction({ functionName: 'slow', timeout: 30, code: () => async (event: { request: object; response: object }) => { calls++; await cloud.sleep(6); return shown(event); } }); // prettier-ignore
    pool.trigger('preAuthentication', 'slow');
    const begun = cloud.now;
    await expect(pool.signIn('ana', PASSWORD)).rejects.toMatchObject({ name: 'UnexpectedLambdaException' });
    expect([calls, cloud.now - begun]).toEqual([3, 15]);
    cloud.lambda.createFunction({ functionName: 'shut', code: () => shown });
    idp.updateUserPool({ userPoolId, lambdaConfig: { preAuthentication: 'arn:aws:lambda:us-east-1:123456789012:function:shut' } }); // prettier-ignore
    await expect(pool.signIn('ana', PASSWORD)).rejects.toThrow('AccessDeniedException');
  });
});

describe('managed login', () => {
  const redirect = 'https://shop.example/back';
  const client = { callbackURLs: [redirect], allowedOAuthFlowsUserPoolClient: true, allowedOAuthFlows: ['code' as const], allowedOAuthScopes: ['openid', 'email'], supportedIdentityProviders: ['COGNITO'] }; // prettier-ignore
  const form = (fields: Record<string, string>) => Object.entries(fields).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&'); // prettier-ignore

  test('a code with PKCE gives tokens once', async () => {
    const { cloud, pool, clientId } = await withAna({ domain: 'shop', client });
    const verifier = 'a-secret-of-the-browser-that-is-long-enough-for-it';
    const asked = { client_id: clientId, response_type: 'code', scope: 'openid', redirect_uri: redirect, state: 's', code_challenge: codeChallenge(verifier), code_challenge_method: 'S256' }; // prettier-ignore
    const page = await cloud.fetch(`${pool.url}/oauth2/authorize?${form(asked)}`);
    expect([page.status, page.headers.get('location')?.startsWith('/login?')]).toEqual([302, true]);
    const login = () => cloud.fetch(`${pool.url}/login?${form(asked)}`, { method: 'POST', body: form({ username: 'ana', password: PASSWORD }) }); // prettier-ignore
    const back = await login();
    const code = /code=([^&]+)&state=s$/.exec(back.headers.get('location')!)![1]!;
    const exchange = (code_verifier: string, given = code) => cloud.fetch(`${pool.url}/oauth2/token`, { method: 'POST', body: form({ grant_type: 'authorization_code', client_id: clientId, code: given, redirect_uri: redirect, code_verifier }) }); // prettier-ignore
    const tokens = (await exchange(verifier)).json<Record<string, string>>();
    expect(claimsOf(tokens.access_token!)).toMatchObject({ scope: 'openid' });
    expect((await exchange(verifier)).json()).toEqual({ error: 'invalid_grant' });
    const another = /code=([^&]+)/.exec((await login()).headers.get('location')!)![1]!;
    expect((await exchange('stolen', another)).json()).toEqual({ error: 'invalid_grant' });
    const info = await cloud.fetch(`${pool.url}/oauth2/userInfo`, { headers: { Authorization: `Bearer ${tokens.access_token}` } }); // prettier-ignore
    expect(info.json()).toMatchObject({ username: 'ana' });
    // The cookie signs in for an hour, whatever becomes of the tokens.
    const cookie = back.headers.get('set-cookie')!.split(';')[0]!;
    const again = await cloud.fetch(`${pool.url}/oauth2/authorize?${form(asked)}`, { headers: { Cookie: cookie } }); // prettier-ignore
    expect(again.headers.get('location')).toContain(`${redirect}?code=`);
    const elsewhere = await cloud.fetch(`${pool.url}/oauth2/authorize?${form({ ...asked, redirect_uri: 'https://evil.example' })}`); // prettier-ignore
    expect(elsewhere.json()).toEqual({ error: 'redirect_mismatch' });
  });

  test('who comes from another provider gets an account here, or is linked to one', async () => {
    const { cloud, idp, pool, clientId, userPoolId } = await withAna({ domain: 'shop', client: { ...client, supportedIdentityProviders: ['Google'] } }); // prettier-ignore
    const google = idp.outside('https://accounts.google.com');
    idp.createIdentityProvider({ userPoolId, providerName: 'Google', providerType: 'Google', providerDetails: { client_id: 'g' }, attributeMapping: { email: 'email' } }); // prettier-ignore
    const signIn = async (sub: string) => {
      const asked = { client_id: clientId, response_type: 'code', redirect_uri: redirect, identity_provider: 'Google' }; // prettier-ignore
      const away = await cloud.fetch(`${pool.url}/oauth2/authorize?${form(asked)}`);
      const state = /state=([^&]+)/.exec(away.headers.get('location')!)![1]!;
      const code = google.token({ sub, aud: 'g', email: `${sub}@gmail.example` });
      const back = await cloud.fetch(`${pool.url}/oauth2/idpresponse?${form({ state, code })}`);
      const own = /code=([^&]+)/.exec(back.headers.get('location')!)![1]!;
      const answer = await cloud.fetch(`${pool.url}/oauth2/token`, { method: 'POST', body: form({ grant_type: 'authorization_code', client_id: clientId, code: own, redirect_uri: redirect }) }); // prettier-ignore
      return claimsOf(answer.json<{ id_token: string }>().id_token);
    };
    const claims = await signIn('117');
    expect(claims).toMatchObject({ iss: pool.issuer, 'cognito:username': 'Google_117', email: '117@gmail.example', 'cognito:groups': [`${userPoolId}_Google`] }); // prettier-ignore
    expect(idp.adminGetUser({ userPoolId, username: 'Google_117' }).userStatus).toBe('EXTERNAL_PROVIDER');
    expect((await signIn('117')).sub).toBe(claims.sub);
    const link = { userPoolId, destinationUser: { providerName: 'Cognito', providerAttributeValue: 'ana' }, sourceUser: { providerName: 'Google', providerAttributeName: 'Cognito_Subject', providerAttributeValue: '118' } }; // prettier-ignore
    idp.adminLinkProviderForUser(link);
    expect((await signIn('118'))['cognito:username']).toBe('ana');
  });

  test('programs sign in by a secret, and get an access token alone', async () => {
    const { cloud, pool, clientId } = await withAna({ domain: 'shop', client: { generateSecret: true, allowedOAuthFlowsUserPoolClient: true, allowedOAuthFlows: ['client_credentials'], allowedOAuthScopes: ['orders/read'] } }); // prettier-ignore
    const ask = (secret: string) => cloud.fetch(`${pool.url}/oauth2/token`, { method: 'POST', headers: { Authorization: `Basic ${btoa(`${clientId}:${secret}`)}` }, body: form({ grant_type: 'client_credentials' }) }); // prettier-ignore
    const answer = (await ask(pool.clientSecret!)).json<Record<string, string>>();
    expect(claimsOf(answer.access_token!)).toMatchObject({ sub: clientId, scope: 'orders/read', token_use: 'access' }); // prettier-ignore
    expect(answer).not.toHaveProperty('id_token');
    expect((await ask('x')).json()).toEqual({ error: 'invalid_client' });
  });
});

test('an account of AWS ends at 5,000 IAM users; a user pool goes far beyond', () => {
  const cloud = new Cloud();
  let users = 0;
  const add = () => cloud.iam.createUser({ userName: `u${users}` });
  expect(() => { for (; users <= 5000; users++) add(); }).toThrow('UsersPerAccount: 5000'); // prettier-ignore
  expect(users).toBe(5000);
  expect(cognitoIdentityProviderLimits.users.max).toBeGreaterThan(1000 * users);
});

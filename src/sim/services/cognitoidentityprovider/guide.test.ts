import { expect, test } from 'vitest';
import { Cloud, hours, minutes } from '../../index.ts';
import { claimsOf, type UserPoolOptions } from './index.ts';

/**
 * What the developer guide says of tokens, codes, names and lockouts, with the page of each.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/ (checked 2026-11-28)
 */

const PASSWORD = 'Passw0rd!';
const EMAIL = 'ana@example.com';

async function withAna(options: UserPoolOptions = {}, attributes: Record<string, string> = {}) {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 } });
  const idp = cloud.cognitoidentityprovider;
  idp.model.signature = 'quick';
  const pool = idp.build('shop', options);
  await pool.addUser('ana', PASSWORD, attributes);
  return { cloud, idp, pool, clientId: pool.clientId, userPoolId: pool.id };
}

// https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
test('an access token opens the user’s own account for an hour', async () => {
  const { cloud, idp, pool } = await withAna();
  const { accessToken, refreshToken } = await pool.signIn('ana', PASSWORD);
  await cloud.run(hours(1) - 1);
  expect(idp.getUser({ accessToken }).username).toBe('ana');
  await cloud.run(1);
  expect(() => idp.getUser({ accessToken })).toThrow('Access Token has expired');
  expect(idp.getUser({ accessToken: (await pool.refresh(refreshToken)).accessToken }).username).toBe('ana');
});

// https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html (code validity)
test('a code for a new password counts for an hour, and once', async () => {
  const { cloud, idp, clientId } = await withAna({}, { email: EMAIL, email_verified: 'true' });
  const ask = () => {
    idp.forgotPassword({ clientId, username: 'ana' });
    return idp.inbox(EMAIL).at(-1)!.code;
  };
  const set = (confirmationCode: string, password: string) =>
    idp.confirmForgotPassword({ clientId, username: 'ana', confirmationCode, password });
  const first = ask();
  await cloud.run(minutes(59));
  await set(first, 'An0ther!pw');
  await expect(set(first, 'Th1rd!pass')).rejects.toMatchObject({ name: 'ExpiredCodeException' });
  const second = ask();
  await cloud.run(hours(1));
  await expect(set(second, 'Th1rd!pass')).rejects.toMatchObject({ name: 'ExpiredCodeException' });
});

// https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html (aliases)
test('an address that is an alias is a name once it is verified', async () => {
  const { idp, pool, userPoolId } = await withAna({ pool: { aliasAttributes: ['email'] } }, { email: EMAIL });
  await expect(pool.signIn(EMAIL, PASSWORD)).rejects.toMatchObject({ name: 'UserNotFoundException' });
  expect(await pool.signIn('ana', PASSWORD)).toBeDefined();
  idp.adminUpdateUserAttributes({ userPoolId, username: 'ana', userAttributes: [{ name: 'email_verified', value: 'true' }] }); // prettier-ignore
  const { idToken } = await pool.signIn(EMAIL, PASSWORD);
  expect(claimsOf(idToken)['cognito:username']).toBe('ana');
});

// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UsernameConfigurationType.html
test('capitals make another name in a pool that is case sensitive, and no other in one that is not', async () => {
  const sensitive = await withAna();
  await expect(sensitive.pool.signIn('Ana', PASSWORD)).rejects.toMatchObject({ name: 'UserNotFoundException' }); // prettier-ignore
  const { idp, pool, clientId } = await withAna({
    pool: { usernameConfiguration: { caseSensitive: false } },
  });
  expect(claimsOf((await pool.signIn('Ana', PASSWORD)).idToken)['cognito:username']).toBe('ana');
  await expect(idp.signUp({ clientId, username: 'ANA', password: PASSWORD })).rejects.toMatchObject({ name: 'UsernameExistsException' }); // prettier-ignore
});

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cognito-userpoolgroup.html (Precedence)
test('two groups of the same precedence with different roles give no preferred role', async () => {
  const { idp, pool, userPoolId } = await withAna();
  const join = (groupName: string, role: string) => {
    idp.createGroup({ userPoolId, groupName, precedence: 1, roleArn: `arn:aws:iam::123456789012:role/${role}` }); // prettier-ignore
    idp.adminAddUserToGroup({ userPoolId, username: 'ana', groupName });
  };
  const preferred = async () => claimsOf((await pool.signIn('ana', PASSWORD)).idToken)['cognito:preferred_role']; // prettier-ignore
  join('staff', 'one');
  join('cooks', 'one');
  expect(await preferred()).toBe('arn:aws:iam::123456789012:role/one');
  join('admins', 'two');
  expect(await preferred()).toBeUndefined();
});

// https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html (lockout behaviour)
test('after a quarter of an hour without an attempt the wrong passwords before it are forgotten', async () => {
  const { cloud, pool } = await withAna();
  const attempt = (password: string) => pool.signIn('ana', password).then(() => 'in', (error) => (error as Error).message); // prettier-ignore
  const wrong = 'Incorrect username or password.';
  for (let n = 0; n < 4; n++) expect(await attempt('x')).toBe(wrong);
  await cloud.run(minutes(15));
  for (let n = 0; n < 4; n++) expect(await attempt('x')).toBe(wrong);
  expect(await attempt(PASSWORD)).toBe('in');
});

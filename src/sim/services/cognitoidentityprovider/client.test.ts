import { CognitoIdentityProviderClient, ConfirmSignUpCommand, CreateUserPoolClientCommand, CreateUserPoolCommand, GetUserCommand, InitiateAuthCommand, NotAuthorizedException, SignUpCommand, UsernameExistsException, UserNotConfirmedException } from '@aws-sdk/client-cognito-identity-provider'; // prettier-ignore
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { expect, test, vi } from 'vitest';
import { Cloud, connect, hours } from '../../index.ts';

test('the real client signs up, confirms and signs in', async () => {
  const cloud = new Cloud();
  const client = connect(new CognitoIdentityProviderClient({ region: 'us-east-1' }), cloud);
  const { UserPool } = await client.send(new CreateUserPoolCommand({ PoolName: 'p', AutoVerifiedAttributes: ['email'] })); // prettier-ignore
  const UserPoolId = UserPool?.Id;
  const { UserPoolClient } = await client.send(new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'c', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] })); // prettier-ignore
  const ClientId = UserPoolClient?.ClientId;
  const signUp = { ClientId, Username: 'ana', Password: 'Passw0rd!', UserAttributes: [{ Name: 'email', Value: 'ana@example.com' }] }; // prettier-ignore
  expect(await client.send(new SignUpCommand(signUp))).toMatchObject({ UserConfirmed: false });
  await expect(client.send(new SignUpCommand(signUp))).rejects.toBeInstanceOf(UsernameExistsException);
  const signIn = (PASSWORD: string) => client.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'ana', PASSWORD } })); // prettier-ignore
  await expect(signIn('Passw0rd!')).rejects.toBeInstanceOf(UserNotConfirmedException);
  const { code } = cloud.cognitoidentityprovider.inbox('ana@example.com')[0]!;
  await client.send(new ConfirmSignUpCommand({ ClientId, Username: 'ana', ConfirmationCode: code }));
  await expect(signIn('wrong')).rejects.toBeInstanceOf(NotAuthorizedException);
  const { AuthenticationResult } = await signIn('Passw0rd!');
  const user = await client.send(new GetUserCommand({ AccessToken: AuthenticationResult?.AccessToken }));
  expect(user).toMatchObject({ Username: 'ana', UserAttributes: expect.arrayContaining([{ Name: 'email_verified', Value: 'true' }]) as object }); // prettier-ignore
});

test('aws-jwt-verify accepts a token by the pool’s key set, until it expires, revoked or not', async () => {
  const cloud = new Cloud();
  const idp = cloud.cognitoidentityprovider;
  const pool = idp.build('shop');
  await pool.addUser('ana', 'Passw0rd!');
  const { idToken, accessToken } = await pool.signIn('ana', 'Passw0rd!');
  const jwks = (await cloud.fetch(pool.keysUrl)).json<Parameters<typeof verifier.cacheJwks>[0]>();
  const verifier = CognitoJwtVerifier.create({ userPoolId: pool.id, clientId: pool.clientId, tokenUse: 'access' }); // prettier-ignore
  verifier.cacheJwks(jwks);
  vi.useFakeTimers({ now: cloud.simulation.epochMillis, toFake: ['Date'] });
  try {
    expect(await verifier.verify(accessToken)).toMatchObject({ username: 'ana', client_id: pool.clientId });
    await expect(verifier.verify(idToken)).rejects.toThrow('Token use not allowed');
    const [head, , signature] = accessToken.split('.');
    const forged = `${head}.${btoa(JSON.stringify({ username: 'eve' }))}.${signature}`;
    await expect(verifier.verify(forged)).rejects.toThrow();
    idp.globalSignOut({ accessToken });
    expect(() => idp.getUser({ accessToken })).toThrow('revoked');
    expect(await verifier.verify(accessToken)).toBeDefined();
    await cloud.run(hours(1) + 1);
    vi.setSystemTime(cloud.simulation.epochMillis);
    await expect(verifier.verify(accessToken)).rejects.toThrow('expired');
  } finally {
    vi.useRealTimers();
  }
});

test('API Gateway lets a token in, and a revoked one too', async () => {
  const cloud = new Cloud();
  const idp = cloud.cognitoidentityprovider;
  const pool = idp.build('shop');
  await pool.addUser('ana', 'Passw0rd!');
  const api = cloud.apigateway.build('shop', {});
  const { id: authorizerId } = cloud.apigateway.createAuthorizer({ restApiId: api.id, name: 'users', type: 'COGNITO_USER_POOLS', providerARNs: [pool.arn], identitySource: 'method.request.header.Authorization' }); // prettier-ignore
  api.route('GET /orders', { mock: '{}', authorizationType: 'COGNITO_USER_POOLS', authorizerId: authorizerId! }); // prettier-ignore
  api.deploy();
  const ask = async (token: string) => (await api.request({ path: '/orders', headers: { Authorization: token } })).status; // prettier-ignore
  const { idToken, accessToken } = await pool.signIn('ana', 'Passw0rd!');
  expect([await ask(idToken), await ask(accessToken), await ask('x')]).toEqual([200, 401, 401]);
  idp.globalSignOut({ accessToken });
  expect(await ask(idToken)).toBe(200);
  await cloud.run(hours(1));
  expect(await ask(idToken)).toBe(401);
});

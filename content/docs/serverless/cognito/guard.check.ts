import { check, Cloud, hours } from 'desired-capacity';
import type { KeySet } from 'desired-capacity/cognitoidentityprovider';
import { mayEnter } from './guard.starter.ts';

const cloud = new Cloud();
const idp = cloud.cognitoidentityprovider;
const pool = idp.build('shop');
await pool.addUser('ana', 'Passw0rd!');
const { issuer, clientId, id: userPoolId } = pool;
const keys = (await cloud.fetch(pool.keysUrl)).json<KeySet>();
const enters = (token: string) =>
  mayEnter(token, { issuer, clientId, keys }, cloud.simulation.epochMillis / 1000); // prettier-ignore

const { idToken, accessToken } = await pool.signIn('ana', 'Passw0rd!');
check('the ID token of the app opens', enters(idToken));
check('a changed token does not', !enters(idToken.replace('.', '.e')));
check('an access token does not', !enters(accessToken));
const { userPoolClient } = idp.createUserPoolClient({
  userPoolId,
  clientName: 'other',
  explicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
});
const { authenticationResult } = await idp.initiateAuth({
  clientId: userPoolClient!.clientId!,
  authFlow: 'USER_PASSWORD_AUTH',
  authParameters: { USERNAME: 'ana', PASSWORD: 'Passw0rd!' },
});
check('a token for another app does not', !enters(authenticationResult!.idToken!)); // prettier-ignore
await cloud.run(hours(1));
check('a token that has expired does not', !enters(idToken));

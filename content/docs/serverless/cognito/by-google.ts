import { check, Cloud, table } from 'desired-capacity';
import { claimsOf } from 'desired-capacity/cognitoidentityprovider';
import { managedLogin, withGoogle } from './google.ts';

const cloud = new Cloud();
const idp = cloud.cognitoidentityprovider;
const pool = idp.build('shop', managedLogin);
const userPoolId = pool.id;
const byGoogle = withGoogle(cloud, pool);

await pool.addUser('ana', 'Passw0rd!', { email: 'ana@example.com' });
const { idToken } = await pool.signIn('ana', 'Passw0rd!');
const ben = await byGoogle('117', 'ben@gmail.example');
const again = await byGoogle('117', 'ben@gmail.example');

// Ana shall be Ana, whichever way she comes.
idp.adminLinkProviderForUser({
  userPoolId,
  destinationUser: { providerName: 'Cognito', providerAttributeValue: 'ana' },
  sourceUser: {
    providerName: 'Google',
    providerAttributeName: 'Cognito_Subject',
    providerAttributeValue: '118',
  },
});
const linked = await byGoogle('118', 'ana@gmail.example');

// #region the directory, the tokens and the checks
const { users = [] } = idp.listUsers({ userPoolId });
table(
  'The accounts of the pool',
  users.map(({ username, userStatus }) => ({
    username: username!,
    status: userStatus!,
  })),
);
const ana = claimsOf(idToken);
const signIns = {
  'Ana, by her password': ana,
  'Ben, by Google': ben.claims,
  'Ben, a second time': again.claims,
  'Ana, by Google': linked.claims,
};
table(
  'Whom the tokens name, and who has signed them',
  Object.entries(signIns).map(([who, claims]) => ({
    'signs in': who,
    user: String(claims['cognito:username']),
    'signed by the pool': claims.iss === pool.issuer ? 'yes' : 'no',
  })),
);
check(
  'accounts of our own and people from Google stand in one pool',
  users.length === 2 &&
    users.some(({ userStatus }) => userStatus === 'EXTERNAL_PROVIDER'),
);
check(
  'all of them bring tokens of the same issuer',
  Object.values(signIns).every(({ iss }) => iss === pool.issuer),
);
check(
  'who comes again is the same user',
  again.claims.sub === ben.claims.sub,
);
check(
  'a linked identity signs in as the user',
  linked.claims.sub === ana.sub,
);
// #endregion

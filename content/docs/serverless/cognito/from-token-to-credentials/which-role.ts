import { check, Cloud, table } from 'desired-capacity';
import { roleFor } from './roles.ts';

const cloud = new Cloud({ iam: true });
const idp = cloud.cognitoidentityprovider;
const users = idp.build('app');
for (const name of ['ana', 'ben']) await users.addUser(name, 'Passw0rd!');

// #region three roles; Ana is in the group of the editors, which has one
const member = roleFor(cloud, 'member', 'authenticated', 's3:GetObject', 'news/*'); // prettier-ignore
const editor = roleFor(cloud, 'editor', 'authenticated', 's3:*', 'news/*');
const guest = roleFor(cloud, 'guest', 'unauthenticated', 's3:GetObject', 'news/free/*'); // prettier-ignore
idp.createGroup({ userPoolId: users.id, groupName: 'editors', roleArn: editor }); // prettier-ignore
idp.adminAddUserToGroup({ userPoolId: users.id, username: 'ana', groupName: 'editors' }); // prettier-ignore
const token = async (name: string) =>
  (await users.signIn(name, 'Passw0rd!')).idToken;
// #endregion
const pool = cloud.cognitoidentity.build('app', {
  userPool: users,
  authenticated: member,
  unauthenticated: guest,
  mapping: { type: 'Token', ambiguousRoleResolution: 'AuthenticatedRole' },
});
const closed = cloud.cognitoidentity.build('closed', {
  userPool: users,
  authenticated: member,
});

// #region who gets which role, the table and the checks
const roleIn = async (from: typeof pool, idToken?: string) => {
  const keys = await from.credentials(idToken).then(
    (given) => given,
    () => undefined,
  );
  if (!keys) return 'none';
  const { Arn = '' } = await cloud.as(keys).send('sts', 'GetCallerIdentity', {}); // prettier-ignore
  return Arn.split('/')[1]!;
};
const rows = [];
for (const [who, name] of [
  ['Ana, an editor', 'ana'],
  ['Ben', 'ben'],
  ['a guest', undefined],
] as const) {
  const idToken = name && (await token(name));
  const open = await roleIn(pool, idToken);
  const shut = await roleIn(closed, idToken);
  rows.push({ who, 'pool with guests': open, 'pool without': shut });
}
table('Which role', rows);
const roles = rows.map((row) => row['pool with guests']);
check('the role follows from the token', roles[0] === 'editor');
check('whose token names no role gets the default', roles[1] === 'member');
check('guests get the role of guests', roles[2] === 'guest');
check(
  'a pool without a role for guests works, and lets none in',
  rows[1]!['pool without'] === 'member' &&
    rows[2]!['pool without'] === 'none',
);
// #endregion

import { check, Cloud, table } from 'desired-capacity';
import { managedLogin, withGoogle } from './google.ts';

const cloud = new Cloud();
// #region users of our own, Google, and a role
const idp = cloud.cognitoidentityprovider;
const users = idp.build('app', managedLogin);
await users.addUser('ana', 'Passw0rd!');
const byGoogle = withGoogle(cloud, users);
const google = idp.outside('https://accounts.google.com');
const { role } = cloud.iam.createRole({
  roleName: 'member',
  assumeRolePolicyDocument: JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
      },
    ],
  }),
});
// #endregion
// One pool trusts Google, the other one the user pool alone.
const direct = cloud.cognitoidentity.build('direct', {
  authenticated: role.arn,
  pool: { supportedLoginProviders: { 'accounts.google.com': 'our-shop' } },
});
const inFront = cloud.cognitoidentity.build('in front', {
  userPool: users,
  authenticated: role.arn,
});

// #region who gets credentials where, the table and the checks
const ana = (await users.signIn('ana', 'Passw0rd!')).idToken;
const ben = (await byGoogle('117', 'ben@gmail.example')).idToken;
const proof = google.token({ sub: '117', aud: 'our-shop' });
const gives = (
  pool: typeof direct,
  token: string,
  provider = 'accounts.google.com',
) =>
  pool.credentials(token, provider).then(
    () => 'yes',
    () => 'no',
  );
const row = async (token: string, text: string, provider?: string) => ({
  token,
  'trusts Google': await gives(direct, text, provider),
  'trusts the user pool': await gives(inFront, text, provider),
});
const rows = [
  await row('of Google', proof),
  await row('of the user pool: Ana', ana, users.provider),
  await row('of the user pool: Ben, by Google', ben, users.provider),
];
table('Which identity pool gives credentials', rows);
const [outside, ...inside] = rows;
check(
  'a provider that is configured counts',
  outside!['trusts Google'] === 'yes',
);
check(
  'a provider that is not configured does not',
  outside!['trusts the user pool'] === 'no' &&
    inside.every((each) => each['trusts Google'] === 'no'),
);
check(
  'with a user pool in front one issuer is enough for everybody',
  inside.every((each) => each['trusts the user pool'] === 'yes'),
);
// #endregion

import { check, Cloud, hours, table } from 'desired-capacity';
import { roleFor } from './roles.ts';

const cloud = new Cloud({ iam: true });
cloud.s3.createBucket({ bucket: 'photos' });
// #region Ana and Ben have accounts
const users = cloud.cognitoidentityprovider.build('app');
await users.addUser('ana', 'Passw0rd!');
await users.addUser('ben', 'Passw0rd!');
// #endregion

const own = 'photos/${cognito-identity.amazonaws.com:sub}/*';
const role = roleFor(cloud, 'member', 'authenticated', 's3:PutObject', own);
const pool = cloud.cognitoidentity.build('app', {
  userPool: users,
  authenticated: role,
});

// #region a table of what each attempt answers
const cat = new Uint8Array(1000);
const rows: { what: string; answer: string }[] = [];
const attempt = async (what: string, keys: object, folder: string) => {
  const object = { Bucket: 'photos', Key: `${folder}/cat.jpg`, Body: cat };
  const answer = await cloud
    .as(keys)
    .send('s3', 'PutObject', object)
    .then(
      () => 'stored',
      (error) => (error as Error).name,
    );
  rows.push({ what, answer });
};
// #endregion
const { idToken, refreshToken } = await users.signIn('ana', 'Passw0rd!');
const ana = await pool.credentials(idToken);
const signedIn = await users.signIn('ben', 'Passw0rd!');
const ben = await pool.credentials(signedIn.idToken);
await attempt('Ana, her folder', ana, ana.identityId);
await attempt('Ana, the folder of Ben', ana, ben.identityId);
await cloud.run(hours(1));
await attempt('Ana, an hour later', ana, ana.identityId);
const fresh = await users.refresh(refreshToken);
const later = await pool.credentials(fresh.idToken);
await attempt('Ana, with new credentials', later, later.identityId);

// #region the table and the checks
table('Photos of two users', rows);
const who = await cloud.as(later).send('sts', 'GetCallerIdentity', {});
console.log(who.Arn);
const answers = rows.map(({ answer }) => answer);
check(
  'the token has become credentials of the role',
  who.Arn?.includes(':assumed-role/member/') === true &&
    answers[0] === 'stored',
);
check('each user reaches one folder', answers[1] === 'AccessDenied');
check('the credentials end after an hour', answers[2] === 'ExpiredToken');
check('a fresh token gives new ones', answers[3] === 'stored');
check(
  'the identity stays the same',
  later.identityId === ana.identityId && ana.identityId !== ben.identityId,
);
// #endregion

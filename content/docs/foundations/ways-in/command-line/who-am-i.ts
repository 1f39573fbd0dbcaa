import { check, Cloud, Shell } from 'desired-capacity';

const cloud = new Cloud({ iam: true });
for (const userName of ['ana', 'bo']) cloud.iam.createUser({ userName });
const statement = { Effect: 'Allow', Action: 'iam:ListUsers', Resource: '*' };
cloud.iam.putUserPolicy({
  userName: 'ana',
  policyName: 'look',
  policyDocument: JSON.stringify({ Version: '2012-10-17', Statement: statement }), // prettier-ignore
});

// Two profiles on one computer: Ana's key, and Bo's.
const key = (userName: string) => cloud.iam.createAccessKey({ userName }).accessKey!; // prettier-ignore
const profiles = { ana: cloud.as(key('ana')), bo: cloud.as(key('bo')) };
const shell = new Shell(cloud, { profiles });

await shell.type('export AWS_PROFILE=ana');
await shell.type('aws sts get-caller-identity');
await shell.type(
  'aws iam list-users --query "Users[].UserName" --output text',
);
await shell.type('aws iam list-users --profile bo');

// #region the checks
const who = await shell.run('aws sts get-caller-identity --query Arn --output text'); // prettier-ignore
const users = await shell.run('aws iam list-users --query "Users[].UserName" --output text'); // prettier-ignore
const refused = await shell.run('aws iam list-users --profile bo');
check('get-caller-identity tells who the commands act as', who.out.endsWith(':user/ana')); // prettier-ignore
check('list-users lists the users of the account', users.out === 'ana\tbo');
check('a command may what its identity may', refused.code === 254);
// #endregion

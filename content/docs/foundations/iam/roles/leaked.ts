import { check, Cloud, days, hours, minutes, table } from 'desired-capacity';
import { allow, trust } from './policy.ts';

const lasting = 60; // knob session: 15..60 unit min

const cloud = new Cloud({ iam: true });
const { iam } = cloud;
const READ = allow('sqs:ListQueues');

// One program signs with a user's key, the other with a role's session.
const { user } = iam.createUser({ userName: 'program' });
iam.putUserPolicy({ userName: 'program', policyName: 'read', policyDocument: READ }); // prettier-ignore
const key = iam.createAccessKey({ userName: 'program' }).accessKey!;

const assumeRolePolicyDocument = trust({ AWS: user!.arn });
const { role } = iam.createRole({
  roleName: 'app',
  assumeRolePolicyDocument,
});
iam.putRolePolicy({ roleName: 'app', policyName: 'read', policyDocument: READ }); // prettier-ignore
const { Credentials: session } = await cloud
  .as(user!)
  .send('sts', 'AssumeRole', {
    RoleArn: role!.arn!,
    RoleSessionName: 'app',
    DurationSeconds: minutes(lasting),
  });

// #region both end up in a log file; a table and the checks
async function tries(stolen: object): Promise<string> {
  try {
    await cloud.as(stolen).send('sqs', 'ListQueues', {});
    return 'works';
  } catch (error) {
    return (error as Error).name;
  }
}
const rows = [];
const moments = [['at once', 0], ['30 minutes later', minutes(30)], ['2 hours later', hours(2)], ['a year later', days(365)]] as const; // prettier-ignore
for (const [when, at] of moments) {
  await cloud.run(Math.max(0, at - cloud.now));
  rows.push({ tried: when, 'the key': await tries(key), 'the session': await tries(session!) }); // prettier-ignore
}
table('Stolen credentials', rows);
check('a key is good until somebody takes it away', rows.every((row) => row['the key'] === 'works')); // prettier-ignore
check('a session ends by itself', rows[0]!['the session'] === 'works' && rows[2]!['the session'] === 'ExpiredToken'); // prettier-ignore
iam.updateAccessKey({ userName: 'program', accessKeyId: key.accessKeyId!, status: 'Inactive' }); // prettier-ignore
check('an inactive key is worth nothing', (await tries(key)) === 'InvalidClientTokenId'); // prettier-ignore
const forged = { ...key, secretAccessKey: 'a guess' };
iam.updateAccessKey({ userName: 'program', accessKeyId: key.accessKeyId!, status: 'Active' }); // prettier-ignore
let signer: string | undefined;
try {
  signer = (await cloud.as(key).send('sts', 'GetCallerIdentity', {})).Arn;
} catch {
  signer = undefined;
}
check('the key’s id tells who signs', signer === user!.arn);
check('the secret proves it', (await tries(forged)) === 'SignatureDoesNotMatch'); // prettier-ignore
// #endregion

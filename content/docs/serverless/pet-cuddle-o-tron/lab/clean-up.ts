import { check, Cloud, table } from 'desired-capacity';
import { apiFunction, machine, mail, OWNER, PHONE, SENDER, site, text, verifyPhone } from './parts.ts'; // prettier-ignore

const cloud = new Cloud();
// #region all eight stages, and the roles that they stand on
mail(cloud);
text(cloud);
verifyPhone(cloud);
const reminders = machine(cloud);
apiFunction(cloud, {});
const api = cloud.apigateway.build('petcuddleotron', {
  'POST /petcuddleotron': { lambda: 'api_lambda' },
});
site(cloud);
const roles = ['LambdaRole', 'StateMachineRole'];
for (const roleName of roles)
  cloud.iam.createRole({
    roleName,
    assumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' } }), // prettier-ignore
  });
const count = () => ({
  functions: cloud.lambda.listFunctions({}).functions!.length,
  APIs: cloud.apigateway.getRestApis().items?.length ?? 0,
  'state machines': cloud.sfn.listStateMachines({}).stateMachines.length,
  buckets: cloud.s3.listBuckets().buckets!.length,
  'mail addresses': cloud.ses.listIdentities({}).identities.length,
  'phone numbers': cloud.sns.listSMSSandboxPhoneNumbers({}).phoneNumbers
    .length,
  roles: cloud.iam.listRoles({}).roles.filter(({ roleName }) => roles.includes(roleName)).length, // prettier-ignore
});
// #endregion
const before = count();
let notEmpty = '';
try {
  cloud.s3.deleteBucket({ bucket: 'top10cats' });
} catch (error) {
  notEmpty = (error as Error).name;
}
// What the notes list: functions, API, state machine, SNS, SES, the bucket.
for (const functionName of [
  'email_reminder_lambda',
  'sms_reminder_lambda',
  'api_lambda',
])
  // prettier-ignore
  cloud.lambda.deleteFunction({ functionName });
cloud.apigateway.deleteRestApi({ restApiId: api.id });
cloud.sfn.deleteStateMachine({ stateMachineArn: reminders.arn });
cloud.sns.deleteSMSSandboxPhoneNumber({ phoneNumber: PHONE });
for (const identity of [SENDER, OWNER])
  cloud.ses.deleteIdentity({ identity });
const bucket = cloud.s3.bucket('top10cats');
for (const key of [...bucket.keys]) bucket.delete(key);
cloud.s3.deleteBucket({ bucket: 'top10cats' });
await cloud.run(86_400 * 2);
// #region the table and the checks
const after = count();
table(
  'What is left',
  Object.entries(before).map(([what, n]) => ({
    what,
    before: n,
    after: after[what as keyof typeof after],
  })),
);
check('a bucket has to be empty first', notEmpty === 'BucketNotEmpty');
const { roles: left, ...listed } = after;
check('all that the notes list is gone', Object.values(listed).every((n) => n === 0)); // prettier-ignore
check('the roles are still there', left === 2);
// #endregion

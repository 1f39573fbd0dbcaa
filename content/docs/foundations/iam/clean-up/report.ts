import { check, Cloud, days, seconds, table } from 'desired-capacity';
import { allow } from './policy.ts';

const cloud = new Cloud({ iam: true });
const { iam } = cloud;
iam.updateAccountPasswordPolicy({ maxPasswordAge: 90 });

// #region three people and a program, over a year
const everything = allow('*');
for (const userName of ['ana', 'bo', 'nightly-job']) {
  iam.createUser({ userName });
  iam.putUserPolicy({ userName, policyName: 'all', policyDocument: everything }); // prettier-ignore
}
for (const userName of ['ana', 'bo'])
  iam.createLoginProfile({ userName, password: 'Tulip-garden-26' });
const old = iam.createAccessKey({ userName: 'bo' }).accessKey!;
const nightly = iam.createAccessKey({ userName: 'nightly-job' }).accessKey!;
await cloud.as(old).send('sqs', 'ListQueues', {});
const serialNumber = iam.createVirtualMFADevice({ virtualMFADeviceName: 'ana' }).virtualMFADevice!.serialNumber!; // prettier-ignore
iam.enableMFADevice({ userName: 'ana', serialNumber, authenticationCode1: iam.mfaCode(serialNumber), authenticationCode2: iam.mfaCode(serialNumber, 30) }); // prettier-ignore
await cloud.run(days(364));
iam.signIn('ana', 'Tulip-garden-26', iam.mfaCode(serialNumber));
await cloud.as(nightly).send('sqs', 'ListQueues', {});
// #endregion

iam.generateCredentialReport();
await cloud.run(seconds(10));
const { content } = iam.getCredentialReport();
const lines = new TextDecoder().decode(content).split('\n');

// #region five of its columns, and the checks
const [header, ...users] = lines.map((line) => line.split(','));
const column = (name: string) => header!.indexOf(name);
const short = (value: string) => value.replace(/T.*/, '');
const shown = ['user', 'mfa_active', 'password_last_used', 'access_key_1_active', 'access_key_1_last_used_date']; // prettier-ignore
table(
  'The credential report, in part',
  users.map((user) => Object.fromEntries(shown.map((name) => [name, short(user[column(name)]!)]))), // prettier-ignore
);
const of = (name: string, what: string) => users.find(([user]) => user === name)![column(what)]!; // prettier-ignore
check('one report is about the whole account, its root user too', users[0]![0] === '<root_account>'); // prettier-ignore
check('it lists every user', ['ana', 'bo', 'nightly-job'].every((name) => users.some(([user]) => user === name))); // prettier-ignore
check('it tells the state of each credential', of('ana', 'mfa_active') === 'true' && of('bo', 'mfa_active') === 'false' && of('bo', 'access_key_1_active') === 'true'); // prettier-ignore
check('a key that nobody has used for a year is in it', of('bo', 'access_key_1_last_used_date').startsWith('2026-01-01')); // prettier-ignore
// #endregion

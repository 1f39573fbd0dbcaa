import { check, Cloud, table } from 'desired-capacity';
import { allow } from './policy.ts';

const demanded = false; // knob MFA demanded by the policy: true | false

const cloud = new Cloud({ iam: true });
const { iam } = cloud;
iam.createUser({ userName: 'ana' });
iam.createLoginProfile({ userName: 'ana', password: 'Tulip-garden-26' });
const withMfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
iam.putUserPolicy({
  userName: 'ana',
  policyName: 'work',
  policyDocument: allow('sqs:*', demanded ? withMfa : undefined),
});
const { accessKey } = iam.createAccessKey({ userName: 'ana' });

// #region Ana's phone shows a code that changes every 30 seconds
const virtualMFADeviceName = 'phone';
const { virtualMFADevice } = iam.createVirtualMFADevice({ virtualMFADeviceName }); // prettier-ignore
const serialNumber = virtualMFADevice!.serialNumber!;
iam.enableMFADevice({
  userName: 'ana',
  serialNumber,
  authenticationCode1: iam.mfaCode(serialNumber),
  authenticationCode2: iam.mfaCode(serialNumber, 30),
});
// #endregion

// #region signing in with a password, and working with a key
/** Signs in to the console, and lists the queues. */
async function signIn(password: string, code?: string): Promise<string> {
  try {
    const { arn, context } = iam.signIn('ana', password, code);
    await cloud.as(arn, context).send('sqs', 'ListQueues', {});
    return 'in';
  } catch (error) {
    return (error as Error).message;
  }
}

/** Lists the queues by program, with a key. */
async function program(keys: NonNullable<typeof accessKey>): Promise<string> {
  try {
    await cloud.as(keys).send('sqs', 'ListQueues', {});
    return 'in';
  } catch (error) {
    return (error as Error).name;
  }
}
// #endregion
const seen = iam.mfaCode(serialNumber);
const own = await signIn('Tulip-garden-26', seen);
const stolen = await signIn('Tulip-garden-26');
await cloud.run(60);
const late = await signIn('Tulip-garden-26', seen);
const byKey = await program(accessKey!);
// #region a table and the checks
table('Who gets in', [
  { who: 'Ana: password and code', result: own },
  { who: 'a thief with the password', result: stolen },
  { who: 'a thief with password and old code', result: late },
  { who: 'a thief with the access key', result: byKey },
]);
check('Ana gets in', own === 'in');
check('a stolen password does not get in', stolen !== 'in');
check('neither does a code that was seen a minute ago', late !== 'in');
check(
  'a stolen access key gets in: nobody asks it for a code',
  byKey === 'in',
);
// #endregion

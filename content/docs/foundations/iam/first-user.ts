import { check, Cloud, table, type Who } from 'desired-capacity';
import { allow, attempt } from './attempt.ts';

// A new account has one identity: the root user.
const cloud = new Cloud({ iam: true });
const root = 'arn:aws:iam::123456789012:root';
cloud.sqs.createQueue('orders');

// It makes a user for the work of the day, and one with a policy.
const { user: newcomer } = cloud.iam.createUser({ userName: 'newcomer' });
const { user: ana } = cloud.iam.createUser({ userName: 'ana' });
const policyDocument = allow(['sqs:GetQueueUrl', 'sqs:CreateQueue']);
cloud.iam.putUserPolicy({
  userName: 'ana',
  policyName: 'work',
  policyDocument,
});

// #region what each of them tries
async function tries(who: Who) {
  const me = cloud.as(who);
  return {
    'find the queue': await attempt(() =>
      me.send('sqs', 'GetQueueUrl', { QueueName: 'orders' }),
    ),
    'make a queue': await attempt(() =>
      me.send('sqs', 'CreateQueue', { QueueName: 'drafts' }),
    ),
    'make a user': await attempt(() =>
      me.send('iam', 'CreateUser', { UserName: 'another' }),
    ),
  };
}
// #endregion
const rows = [
  { who: 'root user', ...(await tries(root)) },
  { who: 'ana', ...(await tries(ana!)) },
  { who: 'newcomer', ...(await tries(newcomer!)) },
];
// #region a table and the checks
table('Who may', rows);
try {
  await cloud
    .as(newcomer!)
    .send('sqs', 'GetQueueUrl', { QueueName: 'orders' });
} catch (error) {
  console.log((error as Error).message);
}
const QueueUrl = cloud.sqs.getQueueUrl('orders');
const slip = (who: Who) =>
  attempt(() => cloud.as(who).send('sqs', 'DeleteQueue', { QueueUrl }));
const slips = [await slip(ana!), await slip(root)];
const [byRoot, byAna, byNewcomer] = rows.map((row) => Object.values(row));
check('the root user may everything, without any policy', byRoot!.slice(1).every((each) => each === 'allowed')); // prettier-ignore
check('a new user may nothing', byNewcomer!.slice(1).every((each) => each === 'AccessDenied')); // prettier-ignore
check('a user may what its policies allow, and no more', byAna!.slice(1).join() === 'allowed,allowed,AccessDenied'); // prettier-ignore
check('the work of the day needs no root user', byAna![2] === 'allowed');
check('a slip of ana deletes nothing, the same slip of root does', slips.join() === 'AccessDenied,allowed'); // prettier-ignore
// #endregion

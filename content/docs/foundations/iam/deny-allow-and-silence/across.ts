import { check, Cloud, table } from 'desired-capacity';
import { policy } from './policy.ts';

const SEND = policy('Allow', 'sqs:SendMessage');
const cloud = new Cloud({ iam: true });
const queue = cloud.sqs.createQueue('orders');

// Ana is of the queue's account, Eve of another one.
const { user: ana } = cloud.iam.createUser({ userName: 'ana' });
const partner = cloud.inAccount('222222222222');
const { user: eve } = partner.iam.createUser({ userName: 'eve' });

async function may(
  who: typeof ana,
  iam: Cloud['iam'],
  own: boolean,
  queues: boolean,
) {
  const userName = who!.userName!;
  if (own) iam.putUserPolicy({ userName, policyName: 'send', policyDocument: SEND }); // prettier-ignore
  const Principal = { AWS: who!.arn! };
  const text = policy('Allow', 'sqs:SendMessage', { Principal });
  await queue.setQueueAttributes({ policy: queues ? text : null });
  const { decision } = cloud.iam.explain(who, 'sqs:SendMessage', queue.arn);
  if (own) iam.deleteUserPolicy({ userName, policyName: 'send' });
  return decision === 'allowed' ? 'yes' : 'no';
}

// #region four combinations, a table and the checks
type Column = 'ana, same account' | 'eve, another account';
const rows: Record<'her own policy' | 'the queue’s policy' | Column, string>[] = []; // prettier-ignore
for (const [own, queues] of [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
] as const)
  // prettier-ignore
  rows.push({
    'her own policy': own ? 'allows' : '–',
    'the queue’s policy': queues ? 'allows' : '–',
    'ana, same account': await may(ana, cloud.iam, own, queues),
    'eve, another account': await may(eve, partner.iam, own, queues),
  });
table('Who may send', rows);
const column = (name: Column) => rows.map((row) => row[name]).join(); // prettier-ignore
check('in one account either policy will do', column('ana, same account') === 'no,yes,yes,yes'); // prettier-ignore
check('across accounts both must allow', column('eve, another account') === 'no,no,no,yes'); // prettier-ignore
// #endregion

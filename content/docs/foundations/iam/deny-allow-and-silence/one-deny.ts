import { check, Cloud, table } from 'desired-capacity';
import { FULL, policy } from './policy.ts';

const action = 'sqs:SendMessage';
const DENY = policy('Deny', action);

/** A user who may everything, and one Deny among all that. */
async function withDenyIn(kind: string) {
  const cloud = new Cloud({ iam: true });
  const { iam } = cloud;
  const queue = cloud.sqs.createQueue('orders');
  const { user } = iam.createUser({ userName: 'ana' });
  iam.createGroup({ groupName: 'admins' });
  iam.addUserToGroup({ groupName: 'admins', userName: 'ana' });
  iam.putUserPolicy({ userName: 'ana', policyName: 'all', policyDocument: FULL }); // prettier-ignore

  const Principal = { AWS: '*' };
  if (kind === 'her own policy')
    iam.putUserPolicy({ userName: 'ana', policyName: 'no', policyDocument: DENY }); // prettier-ignore
  if (kind === 'a group’s policy')
    iam.putGroupPolicy({ groupName: 'admins', policyName: 'no', policyDocument: DENY }); // prettier-ignore
  if (kind === 'the queue’s policy')
    await queue.setQueueAttributes({ policy: policy('Deny', action, { Principal }) }); // prettier-ignore
  if (kind === 'the organization')
    iam.setServiceControlPolicies([{ name: 'root', policies: { FULL, DENY } }]); // prettier-ignore
  return { iam, user, ...iam.explain(user, action, queue.arn) };
}

// #region one kind after another, the root user, a table and the checks
const kinds = ['nowhere', 'her own policy', 'a group’s policy', 'the queue’s policy', 'the organization']; // prettier-ignore
const rows = [];
for (const kind of kinds) {
  const { decision, message = '' } = await withDenyIn(kind);
  const because = message
    .slice(message.indexOf('with an'))
    .replace(/: arn.*/, '');
  rows.push({ 'a Deny in': kind, ana: decision, 'AWS says': because });
}
table('Everything allowed, one thing denied', rows);
const { iam } = await withDenyIn('the organization');
const root = iam.explain(undefined, action, '*');
console.log(root.message);
check('one Deny, wherever it stands, outdoes every Allow', rows.slice(1).every(({ ana }) => ana === 'explicitDeny')); // prettier-ignore
check('AWS names the kind of policy that denies', rows.slice(1).every((row) => row['AWS says'].startsWith('with an explicit deny in'))); // prettier-ignore
check('an organization binds the root user of a member account', root.decision === 'explicitDeny'); // prettier-ignore
// #endregion

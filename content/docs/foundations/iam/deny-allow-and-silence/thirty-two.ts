import { check, Cloud, table } from 'desired-capacity';
import { policy } from './policy.ts';

const named: string = 'the role'; // knob the queue’s policy names: 'the role' | 'the session' | 'the account'

const KINDS = [
  'organization',
  'queue',
  'role',
  'boundary',
  'session',
] as const;
type Kind = (typeof KINDS)[number];

const cloud = new Cloud({ iam: true });
const { iam } = cloud;
const queue = cloud.sqs.createQueue('orders');

// #region a role in a session, and a policy of each kind that allows, or speaks of something else
const account = 'arn:aws:iam::123456789012';
const names: Record<string, string> = {
  'the role': `${account}:role/app`,
  'the session': 'arn:aws:sts::123456789012:assumed-role/app/run',
  'the account': `${account}:root`,
};
const trust = { Effect: 'Allow', Principal: { AWS: `${account}:root` }, Action: 'sts:AssumeRole' }; // prettier-ignore
iam.createRole({ roleName: 'app', assumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: trust }) }); // prettier-ignore
iam.createUser({ userName: 'ana' });
iam.putUserPolicy({ userName: 'ana', policyName: 'p', policyDocument: policy('Allow', 'sts:AssumeRole') }); // prettier-ignore
const about = (allows: boolean) =>
  allows ? 'sqs:SendMessage' : 'sns:Publish';
const limit = (allows: boolean) => iam.createPolicy({ policyName: `limit-${allows}`, policyDocument: policy('Allow', about(allows)) }).policy!.arn!; // prettier-ignore
const boundaries = { true: limit(true), false: limit(false) };
async function session(allows: boolean) {
  const { Credentials } = await cloud
    .as(`${account}:user/ana`)
    .send('sts', 'AssumeRole', {
      RoleArn: names['the role']!,
      RoleSessionName: 'run',
      Policy: policy('Allow', about(allows)),
    });
  return Credentials!;
}
const sessions = { true: await session(true), false: await session(false) };
async function decide(allow: Record<Kind, boolean>) {
  const Principal = { AWS: names[named]! };
  await queue.setQueueAttributes({ policy: policy('Allow', about(allow.queue), { Principal }) }); // prettier-ignore
  iam.putRolePolicy({ roleName: 'app', policyName: 'p', policyDocument: policy('Allow', about(allow.role)) }); // prettier-ignore
  iam.putRolePermissionsBoundary({ roleName: 'app', permissionsBoundary: boundaries[`${allow.boundary}`] }); // prettier-ignore
  iam.setServiceControlPolicies([{ name: 'root', policies: { p: policy('Allow', about(allow.organization)) } }]); // prettier-ignore
  const who = sessions[`${allow.session}`];
  return (
    iam.explain(who, 'sqs:SendMessage', queue.arn).decision === 'allowed'
  );
}
// #endregion

const rows: Record<string, string>[] = [];
for (let number = 31; number >= 0; number--) {
  const allows = KINDS.map((_, i) => (number & (16 >> i)) > 0);
  const allow = Object.fromEntries(
    KINDS.map((kind, i) => [kind, allows[i]!]),
  );
  const may = await decide(allow as Record<Kind, boolean>);
  const marks = KINDS.map((kind, i) => [kind, allows[i] ? 'allows' : '–']);
  rows.push({ ...Object.fromEntries(marks), sending: may ? 'allowed' : 'denied' }); // prettier-ignore
}

// #region two tables and the checks
const allowed = rows.filter(({ sending }) => sending === 'allowed');
table('How many of 32', [{ 'combinations': rows.length, allowed: allowed.length }]); // prettier-ignore
table('Who allows, and what becomes of it', rows);
check('three of 32 combinations are allowed', allowed.length === 3);
check('organization, boundary and session must allow each time', allowed.every(({ organization, boundary, session }) => [organization, boundary, session].join() === 'allows,allows,allows')); // prettier-ignore
check('of the role’s policy and the queue’s, one is enough', allowed.every(({ queue, role }) => queue === 'allows' || role === 'allows')); // prettier-ignore
// #endregion

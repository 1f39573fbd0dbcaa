import { check, Cloud } from 'desired-capacity';
import { queuePolicy, rolePolicy } from './partner.starter.ts';

const cloud = new Cloud({ iam: true });
const orders = cloud.sqs.createQueue('orders');
await orders.setQueueAttributes({ policy: JSON.stringify(queuePolicy) });

// The partner’s account has two roles; only the shop shall send.
const partner = cloud.inAccount('222222222222');
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }], // prettier-ignore
});
const everything = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});
function role(roleName: string, policyDocument: string) {
  const made = partner.iam.createRole({ roleName, assumeRolePolicyDocument: trust }); // prettier-ignore
  partner.iam.putRolePolicy({ roleName, policyName: 'p', policyDocument });
  return made.role!;
}
const shop = role('shop', JSON.stringify(rolePolicy));
const other = role('other', everything);
const may = (who: typeof shop, action: string) =>
  cloud.iam.explain(who, action, orders.arn).decision === 'allowed';

check('the shop may send', may(shop, 'sqs:SendMessage'));
check('it may not read', !may(shop, 'sqs:ReceiveMessage'));
check(
  'no other role of the partner may send',
  !may(other, 'sqs:SendMessage'),
);
check('nobody of the partner deletes the queue', !may(other, 'sqs:DeleteQueue')); // prettier-ignore

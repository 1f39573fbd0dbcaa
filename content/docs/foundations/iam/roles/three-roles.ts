import { check, Cloud, table } from 'desired-capacity';
import { allow, trust } from './policy.ts';

const { iam } = new Cloud({ iam: true });

// Who takes the role is in its trust policy; what it may, in its others.
const roles = {
  'web-server': ['ec2.amazonaws.com', 'sqs:SendMessage'],
  'resize-image': ['lambda.amazonaws.com', 's3:GetObject'],
  'deploy-stacks': ['cloudformation.amazonaws.com', 'ec2:*'],
} as const;
for (const [roleName, [Service, action]] of Object.entries(roles)) {
  iam.createRole({ roleName, assumeRolePolicyDocument: trust({ Service }) });
  iam.putRolePolicy({ roleName, policyName: 'work', policyDocument: allow(action) }); // prettier-ignore
}
// An instance gets its role in a case: an instance profile.
iam.createInstanceProfile({ instanceProfileName: 'web-server' });
iam.addRoleToInstanceProfile({ instanceProfileName: 'web-server', roleName: 'web-server' }); // prettier-ignore

// #region a table and the checks
const takes = (roleName: string, service: string) => {
  const text = iam.getRole({ roleName }).role!.assumeRolePolicyDocument!;
  return decodeURIComponent(text).includes(service);
};
const may = (roleName: string, action: string) =>
  iam.explain(`arn:aws:iam::123456789012:role/${roleName}`, action, '*').decision === 'allowed'; // prettier-ignore
table(
  'Three service roles',
  Object.entries(roles).map(([role, [service, action]]) => ({ role, 'taken by': service, may: action })), // prettier-ignore
);
check('an instance has its role in a profile', iam.getInstanceProfile({ instanceProfileName: 'web-server' }).instanceProfile!.roles![0]?.roleName === 'web-server'); // prettier-ignore
check('a function has a role that Lambda takes', takes('resize-image', 'lambda.amazonaws.com') && may('resize-image', 's3:GetObject')); // prettier-ignore
check('CloudFormation has a role to make resources with', takes('deploy-stacks', 'cloudformation.amazonaws.com') && may('deploy-stacks', 'ec2:RunInstances')); // prettier-ignore
check('each may its own, and not the others’', !may('web-server', 's3:GetObject') && !may('resize-image', 'ec2:RunInstances')); // prettier-ignore
// #endregion

import { check, Cloud, table } from 'desired-capacity';
import { allow, trust } from './policy.ts';

const demanded = true; // knob external id demanded: true | false

const cloud = new Cloud({ iam: true });
const audited = 'arn:aws:iam::123456789012:role/for-the-auditor';

// #region an auditing company, in an account of its own
// It takes roles of its customers.
const auditor = cloud.inAccount('999999999999');
const { user } = auditor.iam.createUser({ userName: 'auditor' });
auditor.iam.putUserPolicy({ userName: 'auditor', policyName: 'take', policyDocument: allow('sts:AssumeRole') }); // prettier-ignore
// #endregion

// You let it in, and it has given you the id customer-7.
const id = { StringEquals: { 'sts:ExternalId': 'customer-7' } };
cloud.iam.createRole({
  roleName: 'for-the-auditor',
  assumeRolePolicyDocument: trust({ AWS: '999999999999' }, demanded ? id : undefined), // prettier-ignore
});

/** A customer names a role; the auditor takes it, with the id of that customer. */
async function audit(customer: string, RoleArn: string): Promise<string> {
  const RoleSessionName = 'audit';
  try {
    await cloud
      .as(user!)
      .send('sts', 'AssumeRole', { RoleArn, RoleSessionName, ExternalId: customer }); // prettier-ignore
    return 'taken';
  } catch {
    return 'refused';
  }
}

// #region you, and somebody who names your role, a table and the checks
const rows = [
  { customer: 'you: customer-7', role: 'yours', result: await audit('customer-7', audited) }, // prettier-ignore
  { customer: 'a stranger: customer-8', role: 'yours', result: await audit('customer-8', audited) }, // prettier-ignore
];
table('Whose audit is it?', rows);
check('you are audited', rows[0]!.result === 'taken');
check('a stranger who names your role gets nothing', rows[1]!.result === 'refused'); // prettier-ignore
// #endregion

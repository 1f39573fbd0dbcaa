import { check, Cloud, table } from 'desired-capacity';

const cloud = new Cloud({ iam: true });
cloud.iam.createUser({ userName: 'ana' });

const statement = {
  Sid: 'SendFromTheOffice',
  Effect: 'Allow',
  Action: 'sqs:SendMessage',
  Resource: 'arn:aws:sqs:us-east-1:123456789012:orders',
  Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
};
const whole = { Version: '2012-10-17', Id: 'Orders', Statement: [statement] };

/** What IAM says of a policy. */
function says(policy: object): string {
  try {
    cloud.iam.putUserPolicy({
      userName: 'ana',
      policyName: 'orders',
      policyDocument: JSON.stringify(policy),
    });
    return 'taken';
  } catch (error) {
    return (error as Error).message;
  }
}

// #region each element taken out in turn, a table and the checks
const without = <T extends object>(all: T, name: string) =>
  Object.fromEntries(Object.entries(all).filter(([key]) => key !== name));
const rows = [
  ...Object.keys(whole).map((name) => [name, without(whole, name)] as const),
  ...Object.keys(statement).map((name) => [name, { ...whole, Statement: [without(statement, name)] }] as const), // prettier-ignore
].map(([element, policy]) => ({
  without: element,
  'IAM says': says(policy),
}));
table('One element left out', rows);
const said = Object.fromEntries(rows.map((row) => [row.without, row['IAM says']])); // prettier-ignore
const optional = ['Id', 'Sid', 'Condition'];
const principal = { ...statement, Principal: { AWS: '*' } };
const arn = 'arn:aws:iam::123456789012:user/ana';
const office = { 'aws:SourceIp': '203.0.113.7' };
says(whole);
const may = (action: string, queue: string, keys = {}) =>
  cloud.iam.explain(arn, action, `arn:aws:sqs:us-east-1:123456789012:${queue}`, keys).decision === 'allowed'; // prettier-ignore
check('Id, Sid and Condition may be left out', optional.every((name) => said[name] === 'taken')); // prettier-ignore
check('nothing else may', Object.keys(said).filter((name) => said[name] === 'taken').length === optional.length); // prettier-ignore
check('another Version is refused', says({ ...whole, Version: '2008-10-17' }).includes('version 2012-10-17 or greater')); // prettier-ignore
check('a Statement holds one statement or several', says({ ...whole, Statement: statement }) === 'taken' && says({ ...whole, Statement: [statement, { ...statement, Sid: 'Other' }] }) === 'taken'); // prettier-ignore
check('an Effect is Allow or Deny', says({ ...whole, Statement: { ...statement, Effect: 'Deny' } }) === 'taken' && says({ ...whole, Statement: { ...statement, Effect: 'Perhaps' } }) !== 'taken'); // prettier-ignore
check('a Principal has no place in the policy of a user', says({ ...whole, Statement: principal }).includes('should not specify a principal')); // prettier-ignore
says(whole);
check('the actions named are allowed, others are not', may('sqs:SendMessage', 'orders', office) && !may('sqs:DeleteQueue', 'orders', office)); // prettier-ignore
check('the resources named are covered, others are not', !may('sqs:SendMessage', 'invoices', office)); // prettier-ignore
check('where the condition does not hold, the statement says nothing', !may('sqs:SendMessage', 'orders', { 'aws:SourceIp': '198.51.100.1' })); // prettier-ignore
// #endregion

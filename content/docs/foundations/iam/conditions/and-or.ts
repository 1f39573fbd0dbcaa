import { check, Cloud, table } from 'desired-capacity';
import { policy } from './policy.ts';

const { iam } = new Cloud({ iam: true });
const { user } = iam.createUser({ userName: 'ana' });

// From the office or the branch, and only in these two Regions.
const policyDocument = policy('Allow', 'sqs:*', {
  IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '198.51.100.0/24'] },
  StringEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] },
});
iam.putUserPolicy({ userName: 'ana', policyName: 'p', policyDocument });

// #region four requests, a table and the checks
const asks = [
  ['203.0.113.7', 'eu-west-1'],
  ['198.51.100.7', 'eu-central-1'],
  ['203.0.113.7', 'us-east-1'],
  ['192.0.2.7', 'eu-west-1'],
] as const;
const rows = asks.map(([from, region]) => {
  const context = { 'aws:SourceIp': from, 'aws:RequestedRegion': region };
  const { decision } = iam.explain(user, 'sqs:ListQueues', '*', context);
  return { from, region, decision };
});
table('Two keys, two values each', rows);
const may = rows.map(({ decision }) => decision === 'allowed').join();
check('of a key’s values any will do, of the keys all must fit', may === 'true,true,false,false'); // prettier-ignore
// #endregion

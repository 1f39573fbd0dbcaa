import { check, Cloud, table } from 'desired-capacity';
import { allow } from './attempt.ts';

const cloud = new Cloud({ iam: true });
const { iam } = cloud;

// Two teams: each a group, with a policy for all its members.
iam.createGroup({ groupName: 'developers' });
iam.createGroup({ groupName: 'operations' });
iam.putGroupPolicy({ groupName: 'developers', policyName: 'queues', policyDocument: allow('sqs:*') }); // prettier-ignore
iam.putGroupPolicy({ groupName: 'operations', policyName: 'alarms', policyDocument: allow('cloudwatch:*') }); // prettier-ignore

// Four people: in one group, in both, in none.
const members = {
  ana: ['developers'],
  bo: ['operations'],
  cyn: ['developers', 'operations'],
  dan: [],
};
for (const [userName, groups] of Object.entries(members)) {
  iam.createUser({ userName });
  for (const groupName of groups) iam.addUserToGroup({ groupName, userName });
}
// Dan alone needs something: a policy that is embedded in one user.
iam.putUserPolicy({ userName: 'dan', policyName: 'topics', policyDocument: allow('sns:Publish') }); // prettier-ignore

// #region the table and the checks
const actions = [
  'sqs:CreateQueue',
  'cloudwatch:PutMetricAlarm',
  'sns:Publish',
];
const may = (userName: string, action: string) => {
  const arn = `arn:aws:iam::123456789012:user/${userName}`;
  return iam.explain(arn, action, '*').decision === 'allowed';
};
table(
  'What each may do',
  Object.keys(members).map((user) => ({
    user,
    ...Object.fromEntries(actions.map((action) => [action, may(user, action) ? 'yes' : 'no'])), // prettier-ignore
  })),
);
const all = (user: string) => actions.map((each) => may(user, each)).join();
check(
  'a group’s policy is every member’s',
  all('ana') === 'true,false,false',
);
check('a user in two groups may what either group may', all('cyn') === 'true,true,false'); // prettier-ignore
check('a user needs no group', all('dan') === 'false,false,true');
check(
  'an inline policy is one identity’s alone',
  !may('ana', 'sns:Publish') && !may('bo', 'sns:Publish'),
);
const keys = ['ana', 'bo'].map((userName) => iam.createAccessKey({ userName }).accessKey!); // prettier-ignore
check('every user has credentials of its own', keys[0]!.secretAccessKey !== keys[1]!.secretAccessKey); // prettier-ignore
iam.removeUserFromGroup({ groupName: 'developers', userName: 'cyn' });
check('who leaves a group loses what came with it', all('cyn') === 'false,true,false'); // prettier-ignore
// #endregion

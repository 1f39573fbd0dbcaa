import { check, Cloud, table } from 'desired-capacity';

const cloud = new Cloud({ iam: true });
const logs = cloud.cloudwatchlogs;
// #region the trust policy of the role
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  ],
});
// #endregion
const { role } = cloud.iam.createRole({
  roleName: 'worker',
  assumeRolePolicyDocument: trust,
});
cloud.lambda.createFunction({
  functionName: 'work',
  role: role!.arn!,
  code: () => () => 'done',
});
// #region how many lines the log has
const linesNow = () =>
  logs.describeLogGroups().logGroups!.length === 0
    ? 0
    : logs.messages('/aws/lambda/work').length;

// #endregion
const answers = [(await cloud.lambda.run('work')).value];
const before = linesNow();
cloud.iam.attachRolePolicy({
  roleName: 'worker',
  policyArn:
    'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
});
answers.push((await cloud.lambda.run('work')).value);
const after = linesNow();

// #region show both calls, and the checks
table('One call before, one after', [
  { role: 'no permissions', answer: String(answers[0]), 'lines in the log': before }, // prettier-ignore
  { role: 'may write logs', answer: String(answers[1]), 'lines in the log': after }, // prettier-ignore
]);
check('the function works without a permission to write logs', answers[0] === 'done'); // prettier-ignore
check('without the permission there is no log at all', before === 0);
check('with the permission the lines are there', after === 3);
// #endregion

import { check, Cloud, table } from 'desired-capacity';

const cloud = new Cloud({ iam: true });
const { iam } = cloud;
// #region how a role is made: who may take it, and what it may
const policy = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] }); // prettier-ignore
function makeRole(roleName: string, service: string, actions: string[]) {
  const Principal = { Service: service };
  const { role } = iam.createRole({
    roleName,
    assumeRolePolicyDocument: policy({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }), // prettier-ignore
  });
  iam.putRolePolicy({
    roleName,
    policyName: 'lab',
    policyDocument: policy({ Effect: 'Allow', Action: actions, Resource: '*' }), // prettier-ignore
  });
  return role!;
}
// #endregion
const functions = makeRole('LambdaRole', 'lambda.amazonaws.com', [
  'ses:SendEmail',
  'sns:Publish',
  'states:StartExecution',
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
]);
const stateMachine = makeRole('StateMachineRole', 'states.amazonaws.com', [
  'lambda:InvokeFunction',
  'sns:Publish',
  'logs:CreateLogDelivery',
  'logs:PutResourcePolicy',
]);
// #region what each may, a call as the role, the table and the checks
const may = (role: typeof functions, action: string) =>
  iam.explain(role, action, '*').decision === 'allowed' ? 'yes' : 'no';
const actions = ['ses:SendEmail', 'sns:Publish', 'states:StartExecution', 'logs:PutLogEvents', 'lambda:InvokeFunction', 'logs:CreateLogDelivery']; // prettier-ignore
const rows = actions.map((action) => ({
  action,
  'of the functions': may(functions, action),
  'of the state machine': may(stateMachine, action),
}));
table('What the two roles may', rows);
cloud.ses.verify('cuddle@example.com', 'owner@example.com');
async function sendAs(role: typeof functions): Promise<string> {
  try {
    await cloud.as(role.arn!).send('ses', 'SendEmail', {
      Source: 'cuddle@example.com',
      Destination: { ToAddresses: ['owner@example.com'] },
      Message: { Subject: { Data: 'Hug' }, Body: { Text: { Data: 'me' } } },
    });
    return 'sent';
  } catch (error) {
    return (error as Error).name;
  }
}
const as = [await sendAs(functions), await sendAs(stateMachine)];
console.log(`SendEmail as the functions: ${as[0]}; as the state machine: ${as[1]}`); // prettier-ignore
const cells = (name: 'of the functions' | 'of the state machine') => rows.map((row) => row[name]).join(' '); // prettier-ignore
// A function with a role of its own logs, as far as that role may.
const logs = cloud.cloudwatchlogs;
for (const { roleName, arn } of [functions, stateMachine]) {
  cloud.lambda.createFunction({ functionName: roleName!, role: arn!, code: () => () => 'Hug me' }); // prettier-ignore
  await cloud.lambda.run(roleName!);
}
const { logGroups = [] } = logs.describeLogGroups();
const groups = logGroups.map(({ logGroupName }) => logGroupName);
check('a function acts as the role that it was given', groups.join() === '/aws/lambda/LambdaRole'); // prettier-ignore
check('the functions may send mail, and the state machine may not', as[0] === 'sent' && as[1]!.startsWith('AccessDenied')); // prettier-ignore
check('the functions may publish, start executions and log', cells('of the functions') === 'yes yes yes yes no no'); // prettier-ignore
check('the state machine may invoke, publish and log', cells('of the state machine') === 'no yes no no yes yes'); // prettier-ignore
// #endregion

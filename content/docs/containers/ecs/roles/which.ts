import { check, Cloud, minutes, table } from 'desired-capacity';

// #region an image, a secret
const image = '123456789012.dkr.ecr.us-east-1.amazonaws.com/shop:1';
const secret = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:db';
// #endregion

// A task on Fargate that reads a secret, and lists the queues.
// #region a cloud that asks, and a role, made in one call
const cloud = new Cloud({ iam: true });
function role(roleName: string, service: string, actions: string[]) {
  const statement = (more: object) => JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', ...more } }); // prettier-ignore
  const { role: made } = cloud.iam.createRole({ roleName, assumeRolePolicyDocument: statement({ Principal: { Service: service }, Action: 'sts:AssumeRole' }) }); // prettier-ignore
  if (actions.length > 0) cloud.iam.putRolePolicy({ roleName, policyName: 'own', policyDocument: statement({ Action: actions, Resource: '*' }) }); // prettier-ignore
  return made!.arn;
}
// #endregion
// #region three permissions
const pull = 'ecr:GetAuthorizationToken';
const read = 'secretsmanager:GetSecretValue';
const list = 'sqs:ListQueues';
// #endregion
async function run(execution: string[], task: string[]) {
  const number = cloud.ecs.cluster().tasks.size;
  const service = 'ecs-tasks.amazonaws.com';
  const taskDefinition = cloud.ecs.define('shop', {
    image,
    secrets: { DATABASE: secret },
    fargate: true,
    executionRoleArn: role(`execution-${number}`, service, execution),
    taskRoleArn: role(`task-${number}`, service, task),
  });
  const [shop] = cloud.ecs.run(taskDefinition, { launchType: 'FARGATE' });
  await cloud.run(minutes(1));
  // #region a row of the table: what the code in the container may
  let code = 'does not run';
  if (shop!.running) {
    const app = cloud.as(shop!.identity!);
    code = await app.send('sqs', 'ListQueues', {}).then(() => 'lists the queues', () => 'AccessDenied'); // prettier-ignore
  }
  return { execution: execution.length === 0 ? 'nothing' : execution.map((a) => a.split(':')[0]).join(', '), task: task.length === 0 ? 'nothing' : 'sqs', state: shop!.lastStatus, code, why: shop!.stoppedReason?.split(':')[0] ?? '–' }; // prettier-ignore
  // #endregion
}
// #region four ways to give them
const rows = [
  await run([], [list]),
  await run([pull], [list, pull, read]),
  await run([pull, read, list], []),
  await run([pull, read], [list]),
];
// #endregion

// #region the table and the checks
table('What each role is for', rows);
const [none, half, swapped, right] = rows as [(typeof rows)[0], (typeof rows)[0], (typeof rows)[0], (typeof rows)[0]]; // prettier-ignore
check('without the execution role’s permission no image comes', none.why === 'CannotPullContainerError'); // prettier-ignore
check('the task role does not fetch secrets', half.why === 'ResourceInitializationError'); // prettier-ignore
check('the execution role gives the code nothing', swapped.code === 'AccessDenied'); // prettier-ignore
check('each permission in its role: it works', right.code === 'lists the queues'); // prettier-ignore
// #endregion

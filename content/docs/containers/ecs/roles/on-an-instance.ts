import { check, Cloud, minutes, table } from 'desired-capacity';

// #region an image, a secret
const image = '123456789012.dkr.ecr.us-east-1.amazonaws.com/shop:1';
const secret = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:db';
// #endregion

// The same questions on instances: who registers, who pulls, who reads?
const cloud = new Cloud({ iam: true });
const { ecs } = cloud;
// #region a role, made in one call
function role(roleName: string, service: string, actions: string[]) {
  const statement = (more: object) => JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', ...more } }); // prettier-ignore
  const { role: made } = cloud.iam.createRole({ roleName, assumeRolePolicyDocument: statement({ Principal: { Service: service }, Action: 'sts:AssumeRole' }) }); // prettier-ignore
  if (actions.length > 0) cloud.iam.putRolePolicy({ roleName, policyName: 'own', policyDocument: statement({ Action: actions, Resource: '*' }) }); // prettier-ignore
  return made!.arn;
}
// #endregion
const [agent, pull, read] = ['ecs:RegisterContainerInstance', 'ecr:GetAuthorizationToken', 'secretsmanager:GetSecretValue'] as const; // prettier-ignore
const cluster = ecs.cluster();
cluster.launch({ role: role('nothing', 'ec2.amazonaws.com', []) });
await cloud.run(minutes(3));
const before = cluster.instances.length;
// The instance role of the second instance may even read the secret.
cluster.launch({
  role: role('host', 'ec2.amazonaws.com', [agent, pull, read]),
});
await cloud.run(minutes(3));
const after = cluster.instances.length;

// #region a task, and what becomes of it in a minute
async function run(name: string, options: object) {
  const [task] = ecs.run(ecs.define(name, { image, ...options }));
  await cloud.run(minutes(1));
  return { task: name, state: task!.lastStatus, why: task!.stoppedReason?.split(':')[0] ?? '–' }; // prettier-ignore
}
// #endregion
const secrets = { DATABASE: secret };
const executionRoleArn = role('execution', 'ecs-tasks.amazonaws.com', [read]);
// #region the three tasks
const rows = [
  await run('pulls', {}),
  await run('pulls-and-reads', { secrets }),
  await run('with-execution-role', { secrets, executionRoleArn }),
];
// #endregion

// #region the table and the checks
table('Three tasks on one instance', rows);
check('an agent that may not register leaves its instance out', before === 0 && after === 1); // prettier-ignore
check('the instance role pulls the image', rows[0]!.state === 'RUNNING');
check('but fetches no secret of a task definition', rows[1]!.why === 'ResourceInitializationError'); // prettier-ignore
check('the execution role does, on instances too', rows[2]!.state === 'RUNNING'); // prettier-ignore
// #endregion

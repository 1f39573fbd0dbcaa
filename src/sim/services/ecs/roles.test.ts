import { expect, test } from 'vitest';
import { Cloud, minutes } from '../../index.ts';
import { policy, trust } from '../../../testing/iam.ts';

function roles() {
  const cloud = new Cloud({ iam: true, seed: 1 });
  const role = (roleName: string, service: string, ...statements: [string, string?][]) => {
    const { role: made } = cloud.iam.createRole({
      roleName,
      assumeRolePolicyDocument: trust({ Service: service }),
    });
    for (const [i, [action, resource]] of statements.entries())
      cloud.iam.putRolePolicy({ roleName, policyName: `p${i}`, policyDocument: policy('Allow', action, resource) }); // prettier-ignore
    return made!.arn;
  };
  return { cloud, ecs: cloud.ecs, role };
}
const image = '123456789012.dkr.ecr.us-east-1.amazonaws.com/shop:1';
const secret = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:db';

test('an agent without permission does not register its instance', async () => {
  const { cloud, ecs, role } = roles();
  const cluster = ecs.cluster();
  cluster.launch({ role: role('nothing', 'ec2.amazonaws.com') });
  cluster.launch({ role: role('agent', 'ec2.amazonaws.com', ['ecs:RegisterContainerInstance']) });
  await cloud.run(minutes(5));
  expect(cluster.instances.length).toBe(1);
});

test('on Fargate the execution role pulls from ECR; on an instance it is not asked', async () => {
  const { cloud, ecs, role } = roles();
  const may = role('may', 'ecs-tasks.amazonaws.com', ['ecr:GetAuthorizationToken']);
  const run = async (executionRoleArn: string | undefined, fargate: boolean) => {
    const options = { image, fargate, ...(executionRoleArn && { executionRoleArn }) };
    const [task] = ecs.run(ecs.define('shop', options), fargate ? { launchType: 'FARGATE' } : {});
    await cloud.run(minutes(1));
    return task!.stoppedReason ?? task!.lastStatus;
  };
  expect(await run(undefined, true)).toMatch(/^CannotPullContainerError: .*no role may/);
  expect(await run(role('other', 'ecs-tasks.amazonaws.com'), true)).toMatch(/is not authorized to perform: ecr:GetAuthorizationToken/); // prettier-ignore
  expect(await run(may, true)).toBe('RUNNING');
  const agent = role('agent', 'ec2.amazonaws.com', ['ecs:RegisterContainerInstance']);
  ecs.cluster().launch({ role: agent });
  await cloud.run(minutes(3));
  expect(await run(undefined, false)).toBe('RUNNING');
});

test('secrets are the execution role’s everywhere', async () => {
  const { cloud, ecs, role } = roles();
  const agent = role('agent', 'ec2.amazonaws.com', ['ecs:RegisterContainerInstance'], ['secretsmanager:GetSecretValue']); // prettier-ignore
  ecs.cluster().launch({ role: agent });
  await cloud.run(minutes(3));
  const run = async (executionRoleArn?: string) => {
    const [task] = ecs.run(ecs.define('shop', { secrets: { DB: secret }, ...(executionRoleArn && { executionRoleArn }) })); // prettier-ignore
    await cloud.run(minutes(1));
    return task!;
  };
  expect((await run()).stoppedReason).toMatch(/^ResourceInitializationError/);
  const may = role('may', 'ecs-tasks.amazonaws.com', ['secretsmanager:GetSecretValue', secret]);
  const task = await run(may);
  expect(task.running).toBe(true);
  expect(task.identity).toBeUndefined();
});

test('a container calls as its task role', async () => {
  const { cloud, ecs, role } = roles();
  const taskRoleArn = role('shop', 'ecs-tasks.amazonaws.com', ['sqs:ListQueues']);
  const [task] = ecs.run(ecs.define('shop', { fargate: true, taskRoleArn }), { launchType: 'FARGATE' });
  await task!.until('RUNNING');
  const app = cloud.as(task!.identity!);
  await expect(app.send('sqs', 'ListQueues', {})).resolves.toBeDefined();
  await expect(app.send('sqs', 'CreateQueue', { QueueName: 'q' })).rejects.toThrow(/not authorized/);
});

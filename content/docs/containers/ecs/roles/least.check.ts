import { check, Cloud, minutes } from 'desired-capacity';
import { execution, task } from './least.starter.ts';

const cloud = new Cloud({ iam: true });
function role(roleName: string, actions: string[]) {
  const statement = (more: object) => JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', ...more } }); // prettier-ignore
  const { role: made } = cloud.iam.createRole({ roleName, assumeRolePolicyDocument: statement({ Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }) }); // prettier-ignore
  cloud.iam.putRolePolicy({ roleName, policyName: 'own', policyDocument: statement({ Action: actions, Resource: '*' }) }); // prettier-ignore
  return made!.arn;
}
const { url: queueUrl } = cloud.sqs.createQueue('orders');
const taskDefinition = cloud.ecs.define('shop', {
  image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/shop:1',
  secrets: { DATABASE: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:db' }, // prettier-ignore
  fargate: true,
  executionRoleArn: role('execution', execution),
  taskRoleArn: role('task', task),
});
const [shop] = cloud.ecs.run(taskDefinition, { launchType: 'FARGATE' });
await cloud.run(minutes(1));
check('the task runs', shop!.running, shop!.stoppedReason);
const may = (who: string, service: 'sqs', operation: string, input: object) =>
  cloud.as(who).send(service, operation as 'SendMessage', input as never).then(() => true, () => false); // prettier-ignore
const code = shop!.identity!;
const session = (name: string) => code.replace(/assumed-role\/.*/, `assumed-role/${name}/s`); // prettier-ignore
const message = { QueueUrl: queueUrl, MessageBody: 'an order' };
check('its code sends to the queue', await may(code, 'sqs', 'SendMessage', message)); // prettier-ignore
check('its code may not delete the queue', !(await may(code, 'sqs', 'DeleteQueue', { QueueUrl: queueUrl }))); // prettier-ignore
check('the execution role may not send', !(await may(session('execution'), 'sqs', 'SendMessage', message))); // prettier-ignore
check('no role has a star', ![...execution, ...task].some((action) => action.includes('*'))); // prettier-ignore
check('the task role does not read the secret', !task.some((action) => action.startsWith('secretsmanager'))); // prettier-ignore

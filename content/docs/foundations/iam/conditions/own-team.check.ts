import { check, Cloud } from 'desired-capacity';
import { condition } from './own-team.starter.ts';

const cloud = new Cloud({ iam: true });
const { iam, sqs } = cloud;

// One policy for all: of a group.
iam.createGroup({ groupName: 'everybody' });
const statement = { Effect: 'Allow', Action: 'sqs:ReceiveMessage', Resource: '*', Condition: condition }; // prettier-ignore
iam.putGroupPolicy({
  groupName: 'everybody',
  policyName: 'own-team',
  policyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }), // prettier-ignore
});
const teams = { ana: 'red', bo: 'blue', cy: '' };
type Name = keyof typeof teams;
for (const [userName, value] of Object.entries(teams)) {
  iam.createUser({ userName });
  if (value) iam.tagUser({ userName, tags: [{ key: 'team', value }] });
  iam.addUserToGroup({ groupName: 'everybody', userName });
}
for (const team of ['red', 'blue']) sqs.createQueue(team, {}, {}, { team });
sqs.createQueue('nobody');

async function receives(userName: Name, queue: string): Promise<boolean> {
  const who = iam.getUser({ userName }).user!;
  const QueueUrl = sqs.getQueue(queue).url;
  try {
    await cloud.as(who).send('sqs', 'ReceiveMessage', { QueueUrl });
    return true;
  } catch {
    return false;
  }
}

check('Ana, of the red team, receives from red', await receives('ana', 'red')); // prettier-ignore
check('Bo, of the blue team, receives from blue', await receives('bo', 'blue')); // prettier-ignore
check('neither receives from the other', !(await receives('ana', 'blue')) && !(await receives('bo', 'red'))); // prettier-ignore
check('nobody receives from a queue without a team', !(await receives('ana', 'nobody')) && !(await receives('cy', 'nobody'))); // prettier-ignore
check('who has no team receives from none', !(await receives('cy', 'red')) && !(await receives('cy', 'blue'))); // prettier-ignore

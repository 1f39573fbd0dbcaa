import { check, Cloud } from 'desired-capacity';
import { condition } from './team.starter.ts';

const cloud = new Cloud({ iam: true });
const { user } = cloud.iam.createUser({ userName: 'ana' });
cloud.iam.putUserPolicy({
  userName: 'ana',
  policyName: 'launch',
  policyDocument: JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'ec2:RunInstances', Resource: '*', Condition: condition }], // prettier-ignore
  }),
});

/** Whether an instance with these tags is launched. */
async function launches(tags: Record<string, string>): Promise<boolean> {
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  try {
    await cloud.as(user!).send('ec2', 'RunInstances', {
      ImageId: cloud.ec2.image(),
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      ...(Tags.length > 0 && { TagSpecifications: [{ ResourceType: 'instance' as const, Tags }] }), // prettier-ignore
    });
    return true;
  } catch {
    return false;
  }
}

check('with team=red it is launched', await launches({ team: 'red' }));
check('with a stage too', await launches({ team: 'red', stage: 'test' }));
check('without any tag it is not', !(await launches({})));
check('with another team it is not', !(await launches({ team: 'blue' })));
check('with the stage alone it is not', !(await launches({ stage: 'test' })));
check('with a third tag it is not', !(await launches({ team: 'red', owner: 'ana' }))); // prettier-ignore

import { check, Cloud, table } from 'desired-capacity';
import { policy } from './policy.ts';

const operator: string = 'ForAllValues:StringEquals'; // knob set: 'ForAllValues:StringEquals' | 'ForAnyValue:StringEquals'
const demand: string = 'nothing'; // knob demand: 'nothing' | 'that there are tags'

const cloud = new Cloud({ iam: true });
const { user } = cloud.iam.createUser({ userName: 'ana' });

// Instances may carry the tags team and stage, and no others.
const tags = { [operator]: { 'aws:TagKeys': ['team', 'stage'] } };
const some = { Null: { 'aws:TagKeys': 'false' } };
const policyDocument = policy('Allow', 'ec2:*', {
  ...tags,
  ...(demand !== 'nothing' && some),
});
cloud.iam.putUserPolicy({ userName: 'ana', policyName: 'p', policyDocument });

// #region four launches, a table and the checks
const ana = cloud.as(user!);
async function launch(keys: string[]) {
  const Tags = keys.map((Key) => ({ Key, Value: 'x' }));
  const TagSpecifications = [{ ResourceType: 'instance' as const, Tags }];
  const input = { ImageId: cloud.ec2.image(), InstanceType: 't3.micro' as const, MinCount: 1, MaxCount: 1 }; // prettier-ignore
  try {
    await ana.send('ec2', 'RunInstances', { ...input, ...(keys.length > 0 && { TagSpecifications }) }); // prettier-ignore
    return 'launched';
  } catch (error) {
    return (error as Error).name;
  }
}
const rows = [];
for (const keys of [['team'], ['team', 'stage'], ['team', 'owner'], []])
  rows.push({ tags: keys.join(', ') || 'none', launch: await launch(keys) });
table('Launches with tags', rows);
const came = rows.map((row) => row.launch);
check('tags that are allowed pass', came[0] === 'launched' && came[1] === 'launched'); // prettier-ignore
check('one that is not allowed is refused', came[2] === 'UnauthorizedOperation'); // prettier-ignore
check('no tags at all pass: each of none is allowed', came[3] === 'launched'); // prettier-ignore
// #endregion

import { check, Cloud, minutes, table } from 'desired-capacity';
import { allow, trust } from './policy.ts';

type Remedy = 'nothing' | 'nobody is trusted' | 'older sessions denied';

/** The session of a role has leaked. Who may go on after a remedy? */
async function after(remedy: Remedy) {
  const cloud = new Cloud({ iam: true });
  const { iam } = cloud;
  // #region a user who may take the role, and what the role may
  const { user } = iam.createUser({ userName: 'ana' });
  const roleName = 'app';
  const { role } = iam.createRole({
    roleName,
    assumeRolePolicyDocument: trust({ AWS: user!.arn! }),
  });
  iam.putRolePolicy({
    roleName,
    policyName: 'read',
    policyDocument: allow('sqs:ListQueues'),
  });
  const take = () =>
    cloud
      .as(user!)
      .send('sts', 'AssumeRole', {
        RoleArn: role!.arn!,
        RoleSessionName: 'ana',
      })
      .then(({ Credentials }) => Credentials)
      .catch(() => undefined);
  const works = (keys: Awaited<ReturnType<typeof take>>) =>
    keys &&
    cloud
      .as(keys)
      .send('sqs', 'ListQueues', {})
      .then(() => true)
      .catch(() => false);
  const instances = trust({ Service: 'ec2.amazonaws.com' });
  const deny = (Condition: object) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Deny', Action: '*', Resource: '*', Condition },
    });
  // #endregion
  const leaked = await take();
  await cloud.run(minutes(10));
  const now = new Date(cloud.simulation.epochMillis).toISOString();
  if (remedy === 'nobody is trusted')
    iam.updateAssumeRolePolicy({ roleName, policyDocument: instances });
  if (remedy === 'older sessions denied')
    iam.putRolePolicy({
      roleName,
      policyName: 'AWSRevokeOlderSessions',
      policyDocument: deny({ DateLessThan: { 'aws:TokenIssueTime': now } }),
    });
  await cloud.run(1);
  const fresh = await take();
  return { remedy, leaked: await works(leaked), fresh: await works(fresh) };
}

// #region the table and the checks
const rows = [
  await after('nothing'),
  await after('nobody is trusted'),
  await after('older sessions denied'),
];
const word = (may?: boolean) => (may ? 'works' : 'refused');
table(
  'Ten minutes after the leak',
  rows.map(({ remedy, leaked, fresh }) => ({
    remedy,
    'leaked session': word(leaked),
    'new session': word(fresh),
  })),
);
const [, trusted, denied] = rows;
check('trust is asked once: the session goes on', trusted!.leaked === true);
check('and nobody takes the role any more', !trusted!.fresh);
check(
  'a deny by the time of issue ends what was, and nothing else',
  denied!.leaked === false && denied!.fresh === true,
);
// #endregion

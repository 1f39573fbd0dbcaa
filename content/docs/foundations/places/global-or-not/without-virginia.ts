import { check, Cloud, table } from 'desired-capacity';

// Everything of ours runs in Ireland. Then us-east-1 is lost.
const cloud = new Cloud({ region: 'eu-west-1' });
const { ec2, iam, route53 } = cloud;
// #region a server, a user with a key, a record
const [server] = ec2.launch({ application: {} });
await server!.until('serving');
await iam.createUser({ userName: 'ana' });
const zone = route53.zone('example.com');
await zone.upsert({ name: 'www', ttl: 60, values: '192.0.2.1' });
await cloud.run(120);
// #endregion
cloud.faults.raise({ kind: 'down', place: 'us-east-1' });

// #region tries each, and tells whether it worked
const rows: { what: string; worked: string }[] = [];
async function attempt(what: string, action: () => unknown) {
  try {
    await action();
    rows.push({ what, worked: 'yes' });
  } catch {
    rows.push({ what, worked: 'no' });
  }
}
// #endregion
await attempt('start a server in Ireland', () => ec2.launch());
await attempt('ask the name www.example.com', () => {
  const { values } = route53.resolver({ at: 'DUB' }).ask('www.example.com');
  if (values[0] !== '192.0.2.1') throw new Error('no answer');
});
await attempt('change the record www.example.com', () =>
  zone.upsert({ name: 'www', ttl: 60, values: '192.0.2.2' }),
);
await attempt('list the users', () => iam.listUsers({}));
await attempt('create a user', () => iam.createUser({ userName: 'ben' }));
// #region the table and the checks
table('Without us-east-1', rows);
const worked = new Map(rows.map((row) => [row.what, row.worked === 'yes']));
check('a service of another Region works on', worked.get('start a server in Ireland') === true); // prettier-ignore
check('what a global service knows, it goes on telling', worked.get('ask the name www.example.com') === true && worked.get('list the users') === true); // prettier-ignore
check('but nothing of it can be changed', worked.get('change the record www.example.com') === false && worked.get('create a user') === false); // prettier-ignore
// #endregion

import { check, Cloud, minutes, table } from 'desired-capacity';

const trusted = 'glue.amazonaws.com'; // knob 'glue.amazonaws.com' | 'ec2.amazonaws.com'

// A crawler takes a role. What may the role do?
const cloud = new Cloud({ iam: true });
cloud.s3.bucket('lake').put('orders/a.json', '{"id":1,"euros":4}');
cloud.glue.createDatabase({ databaseInput: { name: 'shop' } });
// #region a role that somebody may take, and that may do so much
const statement = (what: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', ...what },
  });
function makeRole(roleName: string, actions: readonly string[]) {
  const Principal = { Service: trusted };
  const trust = { Principal, Action: 'sts:AssumeRole' };
  const assumeRolePolicyDocument = statement(trust);
  cloud.iam.createRole({ roleName, assumeRolePolicyDocument });
  const policyDocument = statement({ Action: actions, Resource: '*' });
  cloud.iam.putRolePolicy({ roleName, policyName: 's3', policyDocument });
}
// #endregion
async function crawl(role: string, actions: readonly string[]) {
  makeRole(role, actions);
  cloud.glue.createCrawler({
    name: role,
    role,
    databaseName: 'shop',
    tablePrefix: `${role}_`,
    targets: { s3Targets: [{ path: 's3://lake/orders/' }] },
  });
  cloud.glue.startCrawler({ name: role });
  await cloud.run(minutes(5));
  return cloud.glue.getCrawler({ name: role }).crawler?.lastCrawl;
}
// #region three roles, what became of their crawls, and the checks
const roles: Record<string, string[]> = {
  nothing: ['s3:ListAllMyBuckets'],
  lists: ['s3:ListBucket'],
  reads: ['s3:ListBucket', 's3:GetObject'],
};
const rows: { role: string; crawl: string; tables: number; why: string }[] =
  [];
for (const [role, actions] of Object.entries(roles)) {
  let [status, why] = ['not made', ''];
  try {
    const last = await crawl(role, actions);
    status = last?.status ?? '';
    why = /perform: (\S+)/.exec(last?.errorMessage ?? '')?.[1] ?? '';
  } catch (error) {
    why = (error as Error).name;
  }
  const expression = `${role}.*`;
  const all = cloud.glue.getTables({ databaseName: 'shop', expression });
  const tables = all.tableList?.length ?? 0;
  rows.push({ role, crawl: status, tables, why });
}
table('Three roles of a crawler', rows);
const asked = trusted.startsWith('glue');
check(
  'a crawler reads what its role may read, and nothing else',
  rows.map((row) => row.tables).join() === (asked ? '0,0,1' : '0,0,0'),
);
check(
  'a role that Glue may not take makes no crawler',
  rows.every((row) => (row.why === 'InvalidInputException') !== asked),
);
// #endregion

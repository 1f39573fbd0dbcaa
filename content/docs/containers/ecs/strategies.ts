import { check, Cloud, table } from 'desired-capacity';

const cpu = 512; // knob CPU of a task: 256..1024 step 256

// #region two strategies
type Strategy = { type: 'spread' | 'binpack'; field: string };
const zones: Strategy = {
  type: 'spread',
  field: 'attribute:ecs.availability-zone',
};
const tight: Strategy = { type: 'binpack', field: 'cpu' };
// #endregion

// Six instances in three zones, each with two vCPUs; six tasks.
async function place(name: string, placementStrategy: Strategy[]) {
  const cloud = new Cloud();
  const cluster = cloud.ecs.cluster();
  cluster.launch({ count: 6, zones: 3, instanceType: 't3.medium' });
  await cloud.waitUntil(() => cluster.instances.length === 6);
  const taskDefinition = cloud.ecs.define('web', { cpu, memory: 512 });
  const web = cloud.ecs.service('web', {
    taskDefinition,
    desiredCount: 6,
    placementStrategy,
    availabilityZoneRebalancing: 'DISABLED',
  });
  await web.until('steady');
  // #region a row of the table: what is left, and what one zone's end costs
  const empty = cluster.instances.filter(({ tasks }) => tasks === 0).length;
  const counts = new Map<string, number>();
  for (const { zone } of web.running)
    counts.set(zone!, (counts.get(zone!) ?? 0) + 1);
  return {
    strategy: name,
    'instances without a task': empty,
    'zones in use': counts.size,
    'tasks lost with the fullest zone': Math.max(...counts.values()),
  };
  // #endregion
}
const spread = await place('none given', []);
const packed = await place('binpack by CPU', [tight]);
const both = await place('spread over zones, then binpack', [zones, tight]);

// #region the table and the checks
table('Six tasks on six instances', [spread, packed, both]);
const lost = 'tasks lost with the fullest zone';
const empty = 'instances without a task';
check('by default tasks spread over zones', spread['zones in use'] === 3);
check('binpack leaves instances empty', packed[empty] > spread[empty]);
check('and puts all into few zones', packed[lost] > both[lost]);
check('both together: zones first, then few instances', both['zones in use'] === 3 && both[empty] > 0); // prettier-ignore
// #endregion

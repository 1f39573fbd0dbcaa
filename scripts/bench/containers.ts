import { Cloud } from '../../src/sim/index.ts';

/** Tasks a second of processor time, by the strategy that places them. */
export type PlacementFigures = Record<string, number>;

const INSTANCES = 1000;
const TASKS = 1000;

const strategies = {
  'spread over zones and instances (the default)': [],
  'binpack by memory': [{ type: 'binpack', field: 'memory' }],
  random: [{ type: 'random' }],
  'a constraint: one in three instances by type': [],
} as const;

/** What a task costs from RunTask to PENDING on a cluster of 1,000 instances: ten at a time. */
export async function containers(): Promise<PlacementFigures> {
  const cloud = new Cloud({ traceLimit: 0 });
  const { ecs } = cloud;
  const cluster = ecs.cluster();
  for (const [i, instanceType] of ['m5.large', 'm5.xlarge', 'm7g.large'].entries())
    cluster.launch({ count: Math.ceil((INSTANCES - i) / 3), instanceType });
  await cloud.waitUntil(() => cluster.instances.length === INSTANCES);
  const definition = ecs.define('job', { cpu: 128, memory: 128 });
  const figures: PlacementFigures = {};
  for (const [name, placementStrategy] of Object.entries(strategies)) {
    const constraint = name.startsWith('a constraint');
    const placementConstraints = constraint ? [{ type: 'memberOf' as const, expression: 'attribute:ecs.instance-type == m5.large' }] : []; // prettier-ignore
    const start = process.cpuUsage();
    let placed = 0;
    for (let call = 0; call < TASKS / 10; call++)
      placed += ecs.run(definition, { count: 10, placementStrategy: [...placementStrategy], placementConstraints }).length; // prettier-ignore
    const { user, system } = process.cpuUsage(start);
    if (placed !== TASKS) throw new Error(`${placed} of ${TASKS} tasks found a place`);
    figures[name] = TASKS / ((user + system) / 1e6);
    for (const task of cluster.tasks.values()) void task.stop();
    await cloud.run(120);
  }
  return figures;
}

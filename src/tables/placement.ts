import { Cloud } from '../sim/index.ts';
import { ecsLimits, type EcsCluster, type ServiceOptions } from '../sim/services/ecs/index.ts';
import type { Comparison, ComparisonRow, Finding } from './comparison.ts';
import { refuses } from './trial.ts';

const STRATEGIES =
  'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-strategies.html';
const CONSTRAINTS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html'; // prettier-ignore

/** A way to say where tasks go. */
interface Way {
  readonly label: string;
  readonly source: string;
  readonly options: Pick<ServiceOptions, 'placementStrategy' | 'placementConstraints'>;
}

const strategy = (type: 'spread' | 'binpack' | 'random', field?: string): Way => ({
  label: field === undefined ? type : `${type} by ${field.replace('attribute:ecs.', '')}`,
  source: STRATEGIES,
  options: { placementStrategy: [{ type, ...(field !== undefined && { field }) }] },
});

const ways: readonly Way[] = [
  strategy('spread', 'attribute:ecs.availability-zone'),
  strategy('spread', 'instanceId'),
  strategy('binpack', 'memory'),
  strategy('random'),
  { label: 'distinctInstance', source: CONSTRAINTS, options: { placementConstraints: [{ type: 'distinctInstance' }] } }, // prettier-ignore
  {
    label: 'memberOf one zone',
    source: CONSTRAINTS,
    options: { placementConstraints: [{ type: 'memberOf', expression: 'attribute:ecs.availability-zone == us-east-1a' }] }, // prettier-ignore
  },
];

/** A service on six instances in three zones; each has room for seven of its tasks. */
async function place({ options }: Way, desiredCount: number) {
  const cloud = new Cloud();
  const cluster = cloud.ecs.cluster();
  cluster.launch({ count: 6, zones: 3, instanceType: 't3.medium' });
  await cloud.waitUntil(() => cluster.instances.length === 6);
  const web = cloud.ecs.service('web', {
    ...options,
    taskDefinition: cloud.ecs.define('web', { cpu: 256, memory: 512 }),
    desiredCount,
    availabilityZoneRebalancing: 'DISABLED',
  });
  await cloud.run(120);
  return { cloud, cluster, web };
}

const used = ({ instances }: EcsCluster) => instances.filter(({ tasks }) => tasks > 0).length;

type Question = (way: Way) => Finding | Promise<Finding>;

const asked = (way: Way, question: Question) => question(way);
const rows: ComparisonRow<Question>[] = ways.map((way) => ({
  label: way.label,
  source: way.source,
  cell: (question) => asked(way, question),
}));

/** Strategies and constraints: what becomes of six tasks. */
export const placement: Comparison<Question> = {
  caption: 'Tasks on six instances in three zones',
  rowsAre: 'Strategy or constraint',
  columns: [
    { name: 'Instances in use, of six tasks', subject: async (way) => used((await place(way, 6)).cluster) },
    {
      name: 'Zones in use',
      subject: async (way) => new Set((await place(way, 6)).web.running.map(({ zone }) => zone)).size,
    },
    {
      name: 'Instances in use, cut down to three',
      async subject(way) {
        const { cloud, cluster } = await place(way, 6);
        cloud.ecs.updateService({ service: 'web', desiredCount: 3 });
        await cloud.run(120);
        return used(cluster);
      },
    },
    { name: 'Running, of twenty', subject: async (way) => (await place(way, 20)).web.running.length },
    {
      name: 'On Fargate',
      subject: ({ options }) => {
        const { ecs } = new Cloud();
        const taskDefinition = ecs.define('web', { fargate: true });
        return !refuses(() => ecs.service('web', { ...options, taskDefinition, launchType: 'FARGATE' }));
      },
    },
    {
      name: 'At most',
      subject: ({ options }) => (options.placementStrategy ? ecsLimits.strategyRules : ecsLimits.constraints),
    },
  ],
  rows,
};

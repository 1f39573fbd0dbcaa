import { Cloud, hours, minutes } from '../sim/index.ts';
import type { DefinitionOptions, EcsTask } from '../sim/services/ecs/index.ts';
import type { Comparison, ComparisonRow } from './comparison.ts';
import { refuses } from './trial.ts';

type Provider = 'FARGATE' | 'FARGATE_SPOT' | undefined;

const GUIDE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';

/** Runs tasks of a definition; without a provider on an instance, which is there already. */
async function run(provider: Provider, options: DefinitionOptions = {}) {
  const cloud = new Cloud();
  const { ecs } = cloud;
  const cluster = ecs.cluster();
  if (provider)
    ecs.putClusterCapacityProviders({ cluster: 'default', capacityProviders: [provider], defaultCapacityProviderStrategy: [] }); // prettier-ignore
  else {
    cluster.launch({ instanceType: 'm5.xlarge' });
    await cloud.waitUntil(() => cluster.instances.length === 1);
  }
  const definition = ecs.define('web', { fargate: provider !== undefined, ...options });
  const start = async () => {
    const [task] = ecs.run(definition, provider ? { capacityProviderStrategy: [{ capacityProvider: provider }] } : {}); // prettier-ignore
    await task!.until('RUNNING');
    return task!;
  };
  return { cloud, cluster, start };
}

/** Whether a definition is refused where a task of it would run. */
const takes = (options: DefinitionOptions) => (provider: Provider) =>
  !refuses(() => new Cloud().ecs.define('web', { fargate: provider !== undefined, ...options }));

/** Seconds until a task runs. */
const secondsOf = ({ times }: EcsTask) => times.get('RUNNING')! - times.get('PROVISIONING')!;

const rows: ComparisonRow<Provider>[] = [
  {
    label: 'A cluster without instances runs a task',
    source: `${GUIDE}capacity-launch-type-comparison.html`,
    cell(provider) {
      const { ecs } = new Cloud();
      ecs.createCluster({ capacityProviders: provider ? [provider] : [] });
      return ecs.run(ecs.define('web', { fargate: provider !== undefined }), provider ? { capacityProviderStrategy: [{ capacityProvider: provider }] } : {}).length === 1; // prettier-ignore
    },
  },
  {
    label: 'An hour without a task is billed',
    source: 'https://aws.amazon.com/ecs/pricing/',
    async cell(provider) {
      const { cloud } = await run(provider);
      const before = cloud.meter.cost();
      await cloud.run(hours(1));
      return cloud.meter.cost() > before;
    },
  },
  {
    label: 'An hour of a single task of 1 vCPU and 2 GB',
    source: 'https://aws.amazon.com/fargate/pricing/',
    unit: 'USD',
    async cell(provider) {
      const { cloud, start } = await run(provider, { cpu: 1024, memory: 2048 });
      await start();
      await cloud.run(minutes(2));
      const before = cloud.meter.cost();
      await cloud.run(hours(1));
      return Math.round(1e4 * (cloud.meter.cost() - before)) / 1e4;
    },
  },
  {
    label: 'Takes 0.3 vCPU with 700 MiB',
    source: `${GUIDE}task-cpu-memory-error.html`,
    cell: takes({ cpu: 307, memory: 700 }),
  },
  {
    label: 'Takes the network mode bridge',
    source: `${GUIDE}AWS_Fargate.html`,
    cell: takes({ networkMode: 'bridge' }),
  },
  {
    label: 'Takes a stopTimeout of five minutes',
    source: `${GUIDE}task_definition_parameters.html`,
    cell: takes({ stopTimeout: 300 }),
  },
  {
    label: 'Pulls an image once for several tasks',
    source: `${GUIDE}fargate-pull-behavior.html`,
    async cell(provider) {
      const { start } = await run(provider);
      return secondsOf(await start()) > secondsOf(await start());
    },
  },
  {
    label: 'AWS may take a running task back',
    source: `${GUIDE}fargate-capacity-providers.html`,
    async cell(provider) {
      const { cloud, start } = await run(provider);
      const task = await start();
      if (provider) {
        try {
          cloud.ecs.interrupt(task);
        } catch (error) {
          if (!(error instanceof RangeError)) throw error;
        }
      }
      await cloud.run(minutes(2));
      return task.stopped;
    },
  },
];

/** Where a task runs, and what follows from it. */
export const launchTypes: Comparison<Provider> = {
  caption: 'Where a task runs',
  columns: [
    { name: 'An m5.xlarge', subject: undefined },
    { name: 'Fargate', subject: 'FARGATE' },
    { name: 'Fargate Spot', subject: 'FARGATE_SPOT' },
  ],
  rows,
};

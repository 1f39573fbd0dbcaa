import { Cloud, hours, minutes } from '../sim/index.ts';
import type { Comparison, ComparisonRow } from './comparison.ts';
import { refuses } from './trial.ts';

const DG = 'https://docs.aws.amazon.com/lambda/latest/dg/';
const functionName = 'f';
const version = { functionName, qualifier: '1' };

/** Sets so much of a kind of concurrency aside. */
type Kind = (cloud: Cloud, executions: number) => void;

const none: Kind = () => undefined;

const reserved: Kind = ({ lambda }, reservedConcurrentExecutions) =>
  void lambda.putFunctionConcurrency({ functionName, reservedConcurrentExecutions });

const provisioned: Kind = ({ lambda }, provisionedConcurrentExecutions) =>
  void lambda.putProvisionedConcurrencyConfig({ ...version, provisionedConcurrentExecutions });

/** A cloud with two hundred executions, a function that has twenty or a hundred of a kind, and a neighbour. */
async function ready(kind: Kind, executions: number) {
  const cloud = new Cloud();
  const { lambda } = cloud;
  lambda.model.concurrentExecutions = 200;
  const code = { duration: 1, load: () => () => 'done' };
  for (const name of [functionName, 'neighbour']) lambda.createFunction({ functionName: name, code });
  await cloud.run(1);
  lambda.publishVersion({ functionName });
  await cloud.run(1);
  kind(cloud, executions);
  await cloud.run(minutes(10));
  /** Calls at once: how many ran, and how many of them started cold. */
  const calls = async (name: string, count: number) => {
    const all = Array.from({ length: count }, () => lambda.run(name).then((run) => [run], () => [])); // prettier-ignore
    const runs = (await Promise.all(all)).flat();
    return { ran: runs.length, cold: runs.filter(({ coldStart }) => coldStart).length };
  };
  return { cloud, calls };
}

const rows: ComparisonRow<Kind>[] = [
  {
    label: 'Of fifty calls at once, run',
    source: `${DG}lambda-concurrency.html`,
    cell: async (kind) => (await (await ready(kind, 20)).calls(`${functionName}:1`, 50)).ran,
  },
  {
    label: 'Of twenty calls at once, start cold',
    source: `${DG}lambda-concurrency.html`,
    cell: async (kind) => (await (await ready(kind, 20)).calls(`${functionName}:1`, 20)).cold,
  },
  {
    label: 'Of a neighbour’s 200 calls at once, run, where 100 are set aside',
    source: `${DG}configuration-concurrency.html`,
    cell: async (kind) => (await (await ready(kind, 100)).calls('neighbour', 200)).ran,
  },
  {
    label: 'An hour without a call is paid for',
    source: 'https://aws.amazon.com/lambda/pricing/',
    async cell(kind) {
      const { cloud } = await ready(kind, 20);
      const before = cloud.meter.cost();
      await cloud.run(hours(1));
      return cloud.meter.cost() > before;
    },
  },
  {
    label: 'It can be none at all: the function is switched off',
    source: `${DG}configuration-concurrency.html`,
    cell: (kind) => kind !== none && !refuses(() => kind(offered(), 0)),
  },
];

/** A cloud with a function and its first version. */
function offered(): Cloud {
  const cloud = new Cloud();
  cloud.lambda.createFunction({ functionName, code: () => () => 'done', publish: true });
  return cloud;
}

/** What setting executions aside does, by its kind. */
export const concurrencyKinds: Comparison<Kind> = {
  caption: 'Kinds of concurrency',
  columns: [
    { name: 'Shared', subject: none },
    { name: 'Reserved', subject: reserved },
    { name: 'Provisioned', subject: provisioned },
  ],
  rows,
};

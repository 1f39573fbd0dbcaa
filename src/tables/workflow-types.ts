import { Cloud } from '../sim/index.ts';
import { bucketSize } from '../sim/services/sfn/buckets.ts';
import { sfnLimits, sfnPrices, type StateMachine } from '../sim/services/sfn/index.ts';
import type { Comparison, ComparisonRow } from './comparison.ts';
import { refuses } from './trial.ts';

const GUIDE = 'https://docs.aws.amazon.com/step-functions/latest/dg/';
const QUOTAS = `${GUIDE}service-quotas.html`;

type Type = 'STANDARD' | 'EXPRESS';
type Row = ComparisonRow<Type>;

/** A machine that waits for ten seconds, in a cloud of its own. */
function trial(type: Type, state: object = { Type: 'Wait', Seconds: 10 }) {
  const cloud = new Cloud();
  const machine = cloud.sfn.machine('m', { StartAt: 'S', States: { S: { ...state, End: true } } }, { type });
  return { cloud, machine };
}

const limit = (label: string, name: keyof typeof sfnLimits, of: Type | 'both'): Row => ({
  label,
  source: sfnLimits[name].source,
  cell: (type) => (of === 'both' || of === type ? sfnLimits[name] : undefined),
});

const time: Row = {
  label: 'Time of an execution',
  source: QUOTAS,
  cell: (type) => (type === 'STANDARD' ? sfnLimits.standardTime : sfnLimits.expressTime),
};

/** What an attempt on a machine comes to. */
const may = (
  label: string,
  page: string,
  attempt: (machine: StateMachine, cloud: Cloud) => unknown,
): Row => ({
  label,
  source: `${GUIDE}${page}`,
  cell(type) {
    const { cloud, machine } = trial(type);
    return !refuses(() => attempt(machine, cloud));
  },
});

const callback: Row = {
  label: 'Waits for a task token, or for a job with .sync',
  source: `${GUIDE}connect-to-resource.html`,
  cell: (type) =>
    !refuses(() =>
      trial(type, { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken' }),
    ),
};

const sameName: Row = {
  label: 'A second start with the same name and input is the same execution',
  source: 'https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html',
  cell(type) {
    const { machine } = trial(type);
    return machine.start({}, { name: 'n' }) === machine.start({}, { name: 'n' });
  },
};

const redrive: Row = {
  label: 'Can be redriven after a failure',
  source: `${GUIDE}redrive-executions.html`,
  async cell(type) {
    const { cloud, machine } = trial(type);
    const run = machine.start();
    await cloud.run(1);
    run.stop();
    await cloud.run(1);
    return !refuses(() => cloud.sfn.redriveExecution({ executionArn: run.arn }));
  },
};

const starts: Row = {
  label: 'Starts at once, and then each second (us-east-1)',
  source: QUOTAS,
  cell(type) {
    const name = type === 'EXPRESS' ? 'StartExecution of Express' : 'StartExecution';
    return bucketSize(name, 'us-east-1')!
      .map((count) => count.toLocaleString('en'))
      .join(', then ');
  },
};

const transitions: Row = {
  label: 'Transitions at once, and then each second (us-east-1)',
  source: QUOTAS,
  cell: (type) =>
    type === 'EXPRESS'
      ? 'without a limit'
      : bucketSize('StateTransition', 'us-east-1')!.map((count) => count.toLocaleString('en')).join(', then '), // prettier-ignore
};

const price: Row = {
  label: 'Is billed by',
  source: sfnPrices.transitions.source,
  async cell(type) {
    const { cloud, machine } = trial(type);
    machine.start();
    await cloud.run(20);
    return cloud.meter
      .bill({ freeTier: false })
      .map(({ item }) => item)
      .join(', ');
  },
};

const emits: Row = {
  label: 'Tells EventBridge of changes of its status',
  source: `${GUIDE}eventbridge-integration.html`,
  async cell(type) {
    const { cloud, machine } = trial(type);
    let told = false;
    cloud.events.listen(({ source }) => {
      told ||= source === 'aws.states';
    });
    machine.start();
    await cloud.run(1);
    return told;
  },
};

/** The two types of state machine. */
export const workflowTypes: Comparison<Type> = {
  caption: 'The two types of state machine: each cell is a quota, or what an attempt came to.',
  columns: [
    { name: 'Standard', subject: 'STANDARD' },
    { name: 'Express', subject: 'EXPRESS' },
  ],
  rows: [
    time,
    may('Can be waited for in the call that starts it', 'choosing-workflow-type.html', (machine) => machine.startSync()), // prettier-ignore
    sameName,
    may('Its history can be asked for', 'choosing-workflow-type.html', (machine, { sfn }) =>
      sfn.getExecutionHistory({ executionArn: machine.start().arn }),
    ),
    limit('Events in its history', 'history', 'STANDARD'),
    callback,
    redrive,
    starts,
    transitions,
    emits,
    price,
  ],
};

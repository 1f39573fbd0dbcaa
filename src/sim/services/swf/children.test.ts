import { expect, test } from 'vitest';
import { minutes, type Cloud } from '../../index.ts';
import { swfLimits } from './limits.ts';
import type {
  ChildPolicy,
  Decision,
  HistoryEvent,
  StartChildWorkflowExecutionDecisionAttributes,
} from './schema.ts';
import { complete, registered, schedule, start, types } from './testing.ts';

type Given = Partial<StartChildWorkflowExecutionDecisionAttributes>;

/** The decision to start a child. Its tasks are in a list of its own. */
const child = (workflowId: string, given: Given = {}): Decision => ({
  decisionType: 'StartChildWorkflowExecution',
  startChildWorkflowExecutionDecisionAttributes: {
    ...{ workflowId, workflowType: types.workflow, taskList: { name: 'children' }, ...given },
  },
});

/** A decider of one task list. */
function decides(cloud: Cloud, name: string, decide: (events: HistoryEvent[]) => Decision[]) {
  cloud.process(function* () {
    while (true) {
      const task = yield* cloud.swf.pollForDecisionTask({ domain: 'd', taskList: { name } });
      const { taskToken, events } = task;
      if (taskToken) cloud.swf.respondDecisionTaskCompleted({ taskToken, decisions: decide(events) });
    }
  });
}

/** A parent that starts these children with its first decision, and then only waits. */
function family(...decisions: Decision[]): { cloud: Cloud; runId: string } {
  const cloud = registered();
  decides(cloud, 'decisions', (events) => (events.length === 3 ? decisions : []));
  return { cloud, runId: start(cloud, { executionStartToCloseTimeout: '3600' }) };
}

const historyOf = (cloud: Cloud, workflowId: string, runId: string) =>
  cloud.swf.getWorkflowExecutionHistory({ domain: 'd', execution: { workflowId, runId } }).events;

/** The events of a parent that are about children. */
const about = (cloud: Cloud, runId: string) =>
  historyOf(cloud, 'w', runId).filter(({ eventType }) => eventType.includes('Child'));

/** The run of the child that was started first. */
const runOf = (cloud: Cloud, runId: string) =>
  about(cloud, runId).find(({ childWorkflowExecutionStartedEventAttributes: one }) => one)!
    .childWorkflowExecutionStartedEventAttributes!.workflowExecution.runId;

test('a child has its input, a parent, and a history of its own; its result comes to the parent', async () => {
  const { cloud, runId } = family(child('c', { input: 'check', control: 'mine' }));
  decides(cloud, 'children', () => complete('clean'));
  await cloud.run(1);
  const events = about(cloud, runId);
  expect(events.map(({ eventType }) => eventType)).toEqual([
    'StartChildWorkflowExecutionInitiated',
    'ChildWorkflowExecutionStarted',
    'ChildWorkflowExecutionCompleted',
  ]);
  const [initiated, started, completed] = events as [HistoryEvent, HistoryEvent, HistoryEvent];
  expect(initiated.startChildWorkflowExecutionInitiatedEventAttributes).toMatchObject({
    ...{
      workflowId: 'c',
      input: 'check',
      control: 'mine',
      decisionTaskCompletedEventId: 4,
      childPolicy: 'TERMINATE',
    },
  });
  expect(completed.childWorkflowExecutionCompletedEventAttributes).toMatchObject({
    ...{ result: 'clean', initiatedEventId: initiated.eventId, startedEventId: started.eventId },
  });
  const own = runOf(cloud, runId);
  expect(historyOf(cloud, 'c', own)[0]!.workflowExecutionStartedEventAttributes).toMatchObject({
    ...{
      input: 'check',
      parentWorkflowExecution: { workflowId: 'w', runId },
      parentInitiatedEventId: initiated.eventId,
    },
  });
  const described = cloud.swf.describeWorkflowExecution({
    domain: 'd',
    execution: { workflowId: 'c', runId: own },
  });
  expect(described.executionInfo.parent).toEqual({ workflowId: 'w', runId });
});

test('while it is open a parent counts its children, and each end of one gives it a decision', async () => {
  const { cloud, runId } = family(child('a'), child('b', { executionStartToCloseTimeout: '60' }));
  const open = () =>
    cloud.swf.describeWorkflowExecution({ domain: 'd', execution: { workflowId: 'w', runId } }).openCounts;
  await cloud.run(1);
  expect(open().openChildWorkflowExecutions).toBe(2);
  await cloud.run(minutes(2));
  expect(open().openChildWorkflowExecutions).toBe(1);
  const timedOut = about(cloud, runId).at(-1)!.childWorkflowExecutionTimedOutEventAttributes;
  expect(timedOut).toMatchObject({ workflowExecution: { workflowId: 'b' }, timeoutType: 'START_TO_CLOSE' });
  expect(historyOf(cloud, 'w', runId).at(-1)!.eventType).toBe('DecisionTaskCompleted');
});

test.each([
  ['CompleteWorkflowExecution', 'ChildWorkflowExecutionCompleted'],
  ['FailWorkflowExecution', 'ChildWorkflowExecutionFailed'],
  ['CancelWorkflowExecution', 'ChildWorkflowExecutionCanceled'],
] as const)('a child that ends by %s is told of as %s', async (decisionType, told) => {
  const { cloud, runId } = family(child('c'));
  decides(cloud, 'children', () => [{ decisionType }]);
  await cloud.run(1);
  expect(about(cloud, runId).at(-1)!.eventType).toBe(told);
});

test('a child that continues as new stays the child of its parent', async () => {
  const { cloud, runId } = family(child('c'));
  let runs = 0;
  decides(cloud, 'children', () =>
    runs++ < 2 ? [{ decisionType: 'ContinueAsNewWorkflowExecution' }] : complete('third'),
  );
  await cloud.run(1);
  const events = about(cloud, runId);
  expect(events).toHaveLength(3);
  const { result, workflowExecution } = events.at(-1)!.childWorkflowExecutionCompletedEventAttributes!;
  expect(result).toBe('third');
  expect(workflowExecution.runId).not.toBe(runOf(cloud, runId));
});

/** What is the last event of a child whose parent is terminated, or times out. */
async function orphan(childPolicy: ChildPolicy, how: 'terminated' | 'timed out'): Promise<string> {
  const { cloud, runId } = family(child('c'));
  decides(cloud, 'children', (events) => (events.length === 3 ? schedule('a') : []));
  await cloud.run(1);
  if (how === 'terminated')
    cloud.swf.terminateWorkflowExecution({ domain: 'd', workflowId: 'w', childPolicy });
  else await cloud.run(minutes(61));
  await cloud.run(1);
  const named = historyOf(cloud, 'c', runOf(cloud, runId)).filter(({ eventType }) =>
    eventType.startsWith('Workflow'),
  );
  return named.at(-1)!.eventType;
}

test.each([
  ['TERMINATE', 'WorkflowExecutionTerminated'],
  ['REQUEST_CANCEL', 'WorkflowExecutionCancelRequested'],
  ['ABANDON', 'WorkflowExecutionStarted'],
] as const)('a parent that is terminated with %s leaves its child with %s', async (policy, last) => {
  expect(await orphan(policy, 'terminated')).toBe(last);
});

test('a parent whose time is over does to its children what its own policy says', async () => {
  expect(await orphan('ABANDON', 'timed out')).toBe('WorkflowExecutionTerminated');
});

test('a parent that completes leaves its children alone', async () => {
  const cloud = registered();
  decides(cloud, 'decisions', (events) => (events.length === 3 ? [child('c')] : complete()));
  const runId = start(cloud);
  await cloud.run(1);
  expect(historyOf(cloud, 'w', runId).at(-1)!.eventType).toBe('WorkflowExecutionCompleted');
  const { executionInfo } = cloud.swf.describeWorkflowExecution({
    ...{ domain: 'd', execution: { workflowId: 'c', runId: runOf(cloud, runId) } },
  });
  expect(executionInfo.executionStatus).toBe('OPEN');
});

test.each<[string, Given]>([
  ['WORKFLOW_TYPE_DOES_NOT_EXIST', { workflowType: { name: 'other', version: '1' } }],
  ['WORKFLOW_ALREADY_RUNNING', { workflowId: 'w' }],
  ['DEFAULT_TASK_LIST_UNDEFINED', { workflowType: { name: 'bare', version: '1' }, taskList: undefined }],
  ['DEFAULT_CHILD_POLICY_UNDEFINED', { workflowType: { name: 'no policy', version: '1' } }],
] as [string, Given][])(
  'a child that can’t begin fails with %s, and the decider hears of it',
  async (cause, given) => {
    const cloud = registered();
    const timeouts = { defaultTaskStartToCloseTimeout: '60', defaultExecutionStartToCloseTimeout: '60' };
    cloud.swf.registerWorkflowType({
      domain: 'd',
      name: 'bare',
      version: '1',
      defaultChildPolicy: 'ABANDON',
      ...timeouts,
    });
    cloud.swf.registerWorkflowType({ domain: 'd', name: 'no policy', version: '1', ...timeouts });
    let decisions = 0;
    decides(cloud, 'decisions', () => (decisions++ === 0 ? [child('c', given)] : []));
    const runId = start(cloud);
    await cloud.run(1);
    const failed = about(cloud, runId).at(-1)!.startChildWorkflowExecutionFailedEventAttributes!;
    // Only what was initiated has an event that initiated it.
    expect([failed.cause, failed.initiatedEventId > 0]).toEqual([
      cause,
      cause === 'WORKFLOW_ALREADY_RUNNING',
    ]);
    expect(decisions).toBe(2);
  },
);

test('a domain that is full takes no child', async () => {
  const { cloud, runId } = family(child('c'));
  cloud.quotas.set(swfLimits.openExecutions, 1);
  await cloud.run(1);
  const failed = about(cloud, runId).at(-1)!.startChildWorkflowExecutionFailedEventAttributes!;
  expect(failed.cause).toBe('OPEN_WORKFLOWS_LIMIT_EXCEEDED');
});

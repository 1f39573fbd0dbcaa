import { expect, test } from 'vitest';
import { hours, minutes } from '../../index.ts';
import { at, complete, decider, historyOf, registered, schedule, start, types, worker } from './testing.ts';

/** What users of Amazon SWF and of its emulators found. */

const domain = 'd';
const decisions = { domain, taskList: { name: 'decisions' } };
const work = { domain, taskList: { name: 'work' } };
const named = (type: string) => (event: { eventType: string }) => event.eventType === type;

test('a heartbeat timeout may be NONE (moto#3680)', async () => {
  const cloud = registered();
  decider(cloud, (events) =>
    events.length === 3 ? schedule('a', { heartbeatTimeout: 'NONE' }) : complete(),
  );
  worker(cloud, function* () {
    yield hours(30);
    return 'done';
  });
  const runId = start(cloud);
  await cloud.run(hours(31));
  expect(historyOf(cloud, runId).at(-1)!.eventType).toBe('WorkflowExecutionCompleted');
});

test('an empty answer of a poll has no token, as the Flow framework wants it (moto#3680)', async () => {
  const cloud = registered();
  expect(await cloud.swf.pollForDecisionTask(decisions)).toEqual({
    ...{ previousStartedEventId: 0, startedEventId: 0 },
  });
  expect(await cloud.swf.pollForActivityTask(work)).toEqual({ startedEventId: 0 });
});

test('a timer that fires asks for a decision (moto#4791)', async () => {
  const cloud = registered();
  const startTimerDecisionAttributes = { timerId: 't', startToFireTimeout: '90' };
  decider(cloud, (events) =>
    events.some(named('TimerFired'))
      ? complete()
      : [{ decisionType: 'StartTimer', startTimerDecisionAttributes }],
  );
  const runId = start(cloud);
  await cloud.run(minutes(5));
  const last = historyOf(cloud, runId).at(-1)!;
  expect([last.eventType, at(cloud, last)]).toEqual(['WorkflowExecutionCompleted', 90]);
});

test('a signal needs no runId; one that is not of the open run is refused (moto#5670)', () => {
  const cloud = registered();
  const runId = start(cloud);
  const signal = { domain, workflowId: 'w', signalName: 's' };
  cloud.swf.signalWorkflowExecution(signal);
  cloud.swf.signalWorkflowExecution({ ...signal, runId });
  expect(historyOf(cloud, runId).filter(named('WorkflowExecutionSignaled'))).toHaveLength(2);
  expect(() => cloud.swf.signalWorkflowExecution({ ...signal, runId: 'other' })).toThrow(
    'Unknown execution: WorkflowExecution=[workflowId=w, runId=other]',
  );
});

test('the task list of StartWorkflowExecution counts, not the type’s (moto#1411)', async () => {
  const cloud = registered();
  start(cloud, { taskList: { name: 'mine' } });
  const task = await cloud.swf.pollForDecisionTask({ domain, taskList: { name: 'mine' } });
  expect(task.events[0]!.workflowExecutionStartedEventAttributes!.taskList).toEqual({ name: 'mine' });
});

test('a decision task that timed out is unknown when its answer comes (aws-swf#57)', async () => {
  const cloud = registered();
  start(cloud);
  const { taskToken } = await cloud.swf.pollForDecisionTask(decisions);
  await cloud.run(minutes(2));
  expect(() => cloud.swf.respondDecisionTaskCompleted({ taskToken })).toThrow('Unknown decision task');
});

test('when two activities end at once, a decision to close fails and a new task comes (aws-flow-ruby#25)', async () => {
  const cloud = registered();
  const runId = start(cloud);
  const first = await cloud.swf.pollForDecisionTask(decisions);
  cloud.swf.respondDecisionTaskCompleted({
    ...{ taskToken: first.taskToken, decisions: [...schedule('a'), ...schedule('b')] },
  });
  const a = await cloud.swf.pollForActivityTask(work);
  const b = await cloud.swf.pollForActivityTask(work);
  const fail = { decisionType: 'FailWorkflowExecution' } as const;
  cloud.swf.respondActivityTaskFailed({ taskToken: a.taskToken, reason: 'no' });
  const second = await cloud.swf.pollForDecisionTask(decisions);
  cloud.swf.respondActivityTaskFailed({ taskToken: b.taskToken, reason: 'no' });
  cloud.swf.respondDecisionTaskCompleted({ taskToken: second.taskToken, decisions: [fail] });
  expect(historyOf(cloud, runId).find(named('FailWorkflowExecutionFailed'))).toMatchObject({
    failWorkflowExecutionFailedEventAttributes: { cause: 'UNHANDLED_DECISION' },
  });
  const third = await cloud.swf.pollForDecisionTask(decisions);
  cloud.swf.respondDecisionTaskCompleted({ taskToken: third.taskToken, decisions: [fail] });
  expect(historyOf(cloud, runId).at(-1)!.eventType).toBe('WorkflowExecutionFailed');
});

test('without decisions an answer counts, and what came meanwhile asks again (simpleflow#21)', async () => {
  const cloud = registered();
  start(cloud);
  const first = await cloud.swf.pollForDecisionTask(decisions);
  cloud.swf.signalWorkflowExecution({ domain, workflowId: 'w', signalName: 's' });
  cloud.swf.respondDecisionTaskCompleted({ taskToken: first.taskToken });
  const second = await cloud.swf.pollForDecisionTask(decisions);
  expect(second.events.some(named('WorkflowExecutionSignaled'))).toBe(true);
});

test('the 1,001st open activity fails with its cause (simpleflow#30, #68)', async () => {
  const cloud = registered();
  const runId = start(cloud);
  const { taskToken } = await cloud.swf.pollForDecisionTask(decisions);
  const all = Array.from({ length: 1001 }, (_, i) => schedule(String(i))[0]!);
  cloud.swf.respondDecisionTaskCompleted({ taskToken, decisions: all });
  const execution = { workflowId: 'w', runId };
  const asked = { domain, execution, reverseOrder: true, maximumPageSize: 2 };
  const { events } = cloud.swf.getWorkflowExecutionHistory(asked);
  expect(events[1]!.scheduleActivityTaskFailedEventAttributes!.cause).toBe('OPEN_ACTIVITIES_LIMIT_EXCEEDED');
});

test('a history longer than a page comes by the token of the poll (aws-swf#6, elife-bot#8)', async () => {
  const cloud = registered();
  start(cloud);
  for (let i = 0; i < 120; i++)
    cloud.swf.signalWorkflowExecution({ domain, workflowId: 'w', signalName: String(i) });
  const poll = { ...decisions, maximumPageSize: 100 };
  const { events, nextPageToken, taskToken } = await cloud.swf.pollForDecisionTask(poll);
  const rest = await cloud.swf.pollForDecisionTask({ ...poll, nextPageToken: nextPageToken! });
  expect(rest.taskToken).toBe(taskToken);
  expect([events.length, rest.events.length, rest.nextPageToken]).toEqual([100, 23, undefined]);
});

test('a marker of more than 32,768 characters is refused (swfsm#165)', async () => {
  const cloud = registered();
  start(cloud);
  const { taskToken } = await cloud.swf.pollForDecisionTask(decisions);
  const mark = (length: number) => ({
    decisionType: 'RecordMarker' as const,
    recordMarkerDecisionAttributes: { markerName: 'm', details: 'x'.repeat(length) },
  });
  expect(() => cloud.swf.respondDecisionTaskCompleted({ taskToken, decisions: [mark(32_769)] })).toThrow(
    'Member must have length less than or equal to 32768',
  );
  cloud.swf.respondDecisionTaskCompleted({ taskToken, decisions: [mark(32_768)] });
});

test('a domain and its types are registered once (moto#451)', () => {
  const { swf } = registered();
  expect(() => swf.registerDomain({ name: 'd', workflowExecutionRetentionPeriodInDays: '60' })).toThrow(
    expect.objectContaining({ name: 'DomainAlreadyExistsFault', message: 'd' }) as Error,
  );
  expect(() => swf.registerWorkflowType({ domain, ...types.workflow })).toThrow(
    'WorkflowType=[name=loan, version=1]',
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Cloud, days, hours, minutes, NotModelled } from '../../index.ts';
import { at, complete, decider, historyOf, registered, schedule, start, types, worker } from './testing.ts';

test('each Region has its own Amazon SWF', () => {
  const cloud = new Cloud();
  expect(cloud.swf).toBe(cloud.swf);
  expect(cloud.region('eu-west-1').swf).not.toBe(cloud.swf);
});

test('a workflow of one activity has the eleven events that AWS writes', async () => {
  const cloud = registered();
  decider(cloud, (events) =>
    events.at(-3)!.eventType === 'ActivityTaskCompleted' ? complete('ok') : schedule('a'),
  );
  worker(cloud, function* () {
    yield hours(5);
    return 'done';
  });
  const runId = start(cloud);
  await cloud.run(days(1));
  const events = historyOf(cloud, runId);
  expect(events.map(({ eventId, eventType }) => `${eventId} ${eventType}`)).toEqual([
    ...['1 WorkflowExecutionStarted', '2 DecisionTaskScheduled', '3 DecisionTaskStarted'],
    ...['4 DecisionTaskCompleted', '5 ActivityTaskScheduled', '6 ActivityTaskStarted'],
    ...['7 ActivityTaskCompleted', '8 DecisionTaskScheduled', '9 DecisionTaskStarted'],
    ...['10 DecisionTaskCompleted', '11 WorkflowExecutionCompleted'],
  ]);
  expect(events[6]!.activityTaskCompletedEventAttributes).toEqual({
    ...{ result: 'done', scheduledEventId: 5, startedEventId: 6 },
  });
  expect(events[10]!.workflowExecutionCompletedEventAttributes).toEqual({
    ...{ result: 'ok', decisionTaskCompletedEventId: 10 },
  });
  expect(at(cloud, events[6]!)).toBe(hours(5));
});

test('a poll without a task is answered after 60 seconds, without a token', async () => {
  const cloud = registered();
  const task = await cloud.swf.pollForDecisionTask({ domain: 'd', taskList: { name: 'decisions' } });
  expect(task.taskToken).toBeUndefined();
  expect(cloud.now).toBe(60);
  await cloud.swf.pollForActivityTask({ domain: 'd', taskList: { name: 'nobody' } });
  expect(cloud.now).toBe(120);
});

test.each([
  ['scheduleToStartTimeout', 'SCHEDULE_TO_START', 30, false],
  ['scheduleToCloseTimeout', 'SCHEDULE_TO_CLOSE', 50, true],
  ['startToCloseTimeout', 'START_TO_CLOSE', 40, true],
  ['heartbeatTimeout', 'HEARTBEAT', 10, true],
] as const)('%s ends a task with %s', async (timeout, timeoutType, seconds, works) => {
  const cloud = registered();
  decider(cloud, (events) => (events.length === 3 ? schedule('a', { [timeout]: String(seconds) }) : []));
  if (works)
    worker(cloud, function* () {
      yield hours(1);
      return 'late';
    });
  const runId = start(cloud);
  await cloud.run(minutes(5));
  const ended = historyOf(cloud, runId).find(({ eventType }) => eventType === 'ActivityTaskTimedOut')!;
  expect(ended.activityTaskTimedOutEventAttributes!.timeoutType).toBe(timeoutType);
  expect(at(cloud, ended)).toBe(seconds);
});

test('heartbeats keep a task, and their last details are in the event of the timeout', async () => {
  const cloud = registered();
  decider(cloud, (events) => (events.length === 3 ? schedule('a', { heartbeatTimeout: '10' }) : []));
  worker(cloud, function* ({ taskToken }) {
    for (let i = 0; i < 5; i++) {
      yield 8;
      cloud.swf.recordActivityTaskHeartbeat({ taskToken, details: String(i) });
    }
    yield hours(1);
    return 'late';
  });
  const runId = start(cloud);
  await cloud.run(minutes(5));
  const ended = historyOf(cloud, runId).find(({ eventType }) => eventType === 'ActivityTaskTimedOut')!;
  expect(at(cloud, ended)).toBe(50);
  expect(ended.activityTaskTimedOutEventAttributes).toMatchObject({ details: '4', timeoutType: 'HEARTBEAT' });
});

test('a decision that comes too late counts for nothing, and the task is given out again', async () => {
  const cloud = registered();
  const runId = start(cloud, { taskStartToCloseTimeout: '30' });
  const poll = { domain: 'd', taskList: { name: 'decisions' } };
  const first = await cloud.swf.pollForDecisionTask(poll);
  const second = await cloud.swf.pollForDecisionTask(poll);
  expect(cloud.now).toBe(30);
  const respond = (taskToken: string) => () =>
    cloud.swf.respondDecisionTaskCompleted({ taskToken, decisions: complete() });
  expect(respond(first.taskToken)).toThrow('Unknown decision task, scheduledEventId = 2');
  respond(second.taskToken)();
  expect(second.events.map(({ eventType }) => eventType)).toContain('DecisionTaskTimedOut');
  expect(historyOf(cloud, runId).at(-1)!.eventType).toBe('WorkflowExecutionCompleted');
});

test('a signal while a decider works keeps it from ending the workflow', async () => {
  const cloud = registered();
  const runId = start(cloud);
  const poll = { domain: 'd', taskList: { name: 'decisions' } };
  const first = await cloud.swf.pollForDecisionTask(poll);
  cloud.swf.signalWorkflowExecution({ domain: 'd', workflowId: 'w', signalName: 'stop', input: 'now' });
  cloud.swf.respondDecisionTaskCompleted({ taskToken: first.taskToken, decisions: complete() });
  const failed = historyOf(cloud, runId).find(
    ({ eventType }) => eventType === 'CompleteWorkflowExecutionFailed',
  )!;
  expect(failed.completeWorkflowExecutionFailedEventAttributes!.cause).toBe('UNHANDLED_DECISION');
  const second = await cloud.swf.pollForDecisionTask(poll);
  expect(second.previousStartedEventId).toBe(3);
  cloud.swf.respondDecisionTaskCompleted({ taskToken: second.taskToken, decisions: complete() });
  expect(historyOf(cloud, runId).at(-1)!.eventType).toBe('WorkflowExecutionCompleted');
});

test('a timer fires once, and a cancelled one never', async () => {
  const cloud = registered();
  const timer = (timerId: string, startToFireTimeout: string) =>
    ({ decisionType: 'StartTimer', startTimerDecisionAttributes: { timerId, startToFireTimeout } }) as const;
  const cancel = { decisionType: 'CancelTimer', cancelTimerDecisionAttributes: { timerId: 'b' } } as const;
  decider(cloud, (events) =>
    events.length === 3 ? [timer('a', '100'), timer('b', '50'), cancel, timer('a', '1')] : [],
  );
  const runId = start(cloud);
  await cloud.run(hours(1));
  const names = historyOf(cloud, runId).map(({ eventType }) => eventType);
  expect(names.filter((name) => /Timer/.test(name))).toEqual([
    ...['TimerStarted', 'TimerStarted', 'TimerCanceled', 'StartTimerFailed', 'TimerFired'],
  ]);
});

test('a worker hears at its heartbeat that its task is wanted no longer', async () => {
  const cloud = registered();
  const cancel = {
    decisionType: 'RequestCancelActivityTask',
    requestCancelActivityTaskDecisionAttributes: { activityId: 'a' },
  } as const;
  decider(cloud, (events) => {
    if (events.length === 3) return schedule('a');
    return events.at(-3)!.eventType === 'WorkflowExecutionCancelRequested' ? [cancel] : [];
  });
  const heard: boolean[] = [];
  cloud.process(function* () {
    const task = yield* cloud.swf.pollForActivityTask({ domain: 'd', taskList: { name: 'work' } });
    const { taskToken } = task;
    for (let cancelRequested = false; !cancelRequested; yield 10) {
      ({ cancelRequested } = cloud.swf.recordActivityTaskHeartbeat({ taskToken }));
      heard.push(cancelRequested);
    }
    cloud.swf.respondActivityTaskCanceled({ taskToken });
  });
  const runId = start(cloud);
  await cloud.run(25);
  cloud.swf.requestCancelWorkflowExecution({ domain: 'd', workflowId: 'w' });
  await cloud.run(minutes(1));
  expect(heard).toEqual([false, false, false, true]);
  expect(historyOf(cloud, runId).map(({ eventType }) => eventType)).toContain('ActivityTaskCanceled');
});

test('a workflow that continues as new has a new run with a history of its own', async () => {
  const cloud = registered();
  decider(cloud, () => [
    {
      decisionType: 'ContinueAsNewWorkflowExecution',
      continueAsNewWorkflowExecutionDecisionAttributes: { input: 'next', childPolicy: 'ABANDON' },
    },
  ]);
  const first = start(cloud);
  await cloud.run(0.15);
  const { newExecutionRunId } = historyOf(cloud, first).at(
    -1,
  )!.workflowExecutionContinuedAsNewEventAttributes!;
  expect(historyOf(cloud, newExecutionRunId)[0]!.workflowExecutionStartedEventAttributes).toMatchObject({
    ...{ input: 'next', continuedExecutionRunId: first, childPolicy: 'ABANDON' },
  });
});

test('an execution that takes longer than it may is over', async () => {
  const cloud = registered();
  const runId = start(cloud, { executionStartToCloseTimeout: String(hours(3)) });
  await cloud.run(days(1));
  const last = historyOf(cloud, runId).at(-1)!;
  expect(last.eventType).toBe('WorkflowExecutionTimedOut');
  expect(at(cloud, last)).toBe(hours(3));
  const execution = { workflowId: 'w', runId };
  expect(cloud.swf.describeWorkflowExecution({ domain: 'd', execution }).executionInfo).toMatchObject({
    ...{ executionStatus: 'CLOSED', closeStatus: 'TIMED_OUT' },
  });
});

test('a closed execution is forgotten when its retention is over', async () => {
  const cloud = registered();
  const runId = start(cloud);
  cloud.swf.terminateWorkflowExecution({ domain: 'd', workflowId: 'w', reason: 'enough' });
  await cloud.run(days(7) - 1);
  expect(historyOf(cloud, runId).at(-1)!.workflowExecutionTerminatedEventAttributes).toMatchObject({
    ...{ reason: 'enough', cause: 'OPERATOR_INITIATED', childPolicy: 'TERMINATE' },
  });
  await cloud.run(2);
  expect(() => historyOf(cloud, runId)).toThrow('Unknown execution');
});

test('a task list gives out tasks by priority, then in order', async () => {
  const cloud = registered();
  const order: string[] = [];
  decider(cloud, (events) =>
    events.length === 3
      ? ['low', 'high', 'low too'].flatMap((id) => schedule(id, { taskPriority: id === 'high' ? '1' : '0' }))
      : [],
  );
  start(cloud);
  await cloud.run(1);
  worker(cloud, function* ({ activityId }) {
    order.push(activityId);
    yield 1;
    return 'done';
  });
  await cloud.run(minutes(1));
  expect(order).toEqual(['high', 'low', 'low too']);
});

test('a history comes in pages, from either end', () => {
  const cloud = registered();
  const runId = start(cloud);
  for (let i = 0; i < 5; i++)
    cloud.swf.signalWorkflowExecution({ domain: 'd', workflowId: 'w', signalName: String(i) });
  const asked = { domain: 'd', execution: { workflowId: 'w', runId }, maximumPageSize: 4 };
  const { events, nextPageToken } = cloud.swf.getWorkflowExecutionHistory(asked);
  const more = cloud.swf.getWorkflowExecutionHistory({ ...asked, nextPageToken: nextPageToken! });
  expect([...events, ...more.events].map(({ eventId }) => eventId)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(more.nextPageToken).toBeUndefined();
  const back = cloud.swf.getWorkflowExecutionHistory({ ...asked, reverseOrder: true });
  expect(back.events.map(({ eventId }) => eventId)).toEqual([7, 6, 5, 4]);
});

test('at 25,000 events an execution is terminated', async () => {
  const cloud = registered();
  const runId = start(cloud);
  const signal = { domain: 'd', workflowId: 'w', signalName: 's' };
  for (let i = 2; i < 24_999; i++) cloud.swf.signalWorkflowExecution(signal);
  expect(() => cloud.swf.signalWorkflowExecution(signal)).toThrow('Unknown execution');
  await cloud.run(1);
  const asked = { domain: 'd', execution: { workflowId: 'w', runId }, reverseOrder: true };
  const [last] = cloud.swf.getWorkflowExecutionHistory(asked).events;
  expect(last).toMatchObject({
    eventId: 25_000,
    workflowExecutionTerminatedEventAttributes: { cause: 'EVENT_LIMIT_EXCEEDED' },
  });
});

test.each([
  ['ACTIVITY_TYPE_DOES_NOT_EXIST', { activityType: { name: 'other', version: '1' } }],
  ['ACTIVITY_ID_ALREADY_IN_USE', {}],
] as const)('ScheduleActivityTask fails with %s, and the decider hears of it', async (cause, given) => {
  const cloud = registered();
  let tasks = 0;
  decider(cloud, () => (tasks++ === 0 ? [...schedule('a'), ...schedule('a', given)] : []));
  const runId = start(cloud);
  await cloud.run(1);
  const failed = historyOf(cloud, runId).find(({ eventType }) => eventType === 'ScheduleActivityTaskFailed')!;
  expect(failed.scheduleActivityTaskFailedEventAttributes!.cause).toBe(cause);
  expect(tasks).toBe(2);
});

test('what is unknown, there already or without a default is refused in words of AWS', () => {
  const cloud = registered();
  const { swf } = cloud;
  const workflowType = { name: 'loan', version: '1' };
  expect(() => swf.describeDomain({ name: 'x' })).toThrow('Unknown domain: x');
  expect(() => swf.registerDomain({ name: 'd', workflowExecutionRetentionPeriodInDays: '1' })).toThrow('d');
  expect(() => swf.registerActivityType({ domain: 'd', ...types.activity })).toThrow(
    'ActivityType=[name=step, version=1]',
  );
  expect(() =>
    swf.startWorkflowExecution({ domain: 'd', workflowId: 'w', workflowType: { name: 'no', version: '2' } }),
  ).toThrow('Unknown type: WorkflowType=[name=no, version=2]');
  start(cloud);
  expect(() => start(cloud)).toThrow('Already Started');
  expect(() => swf.signalWorkflowExecution({ domain: 'd', workflowId: 'v', signalName: 's' })).toThrow(
    'Unknown execution: WorkflowExecution=[workflowId=v, runId=null]',
  );
  swf.registerWorkflowType({ domain: 'd', name: 'bare', version: '1', defaultChildPolicy: 'ABANDON' });
  const bare = { domain: 'd', workflowId: 'b', workflowType: { name: 'bare', version: '1' } };
  expect(() => swf.startWorkflowExecution(bare)).toThrow('taskList');
  expect(() =>
    swf.startWorkflowExecution({
      domain: 'd',
      workflowId: 'x',
      workflowType,
      executionStartToCloseTimeout: '0',
    }),
  ).toThrow('between a second and a year');
  expect(() => swf.respondDecisionTaskCompleted({ taskToken: 'x', decisions: [] })).toThrow('Invalid token');
});

test('signals to other executions are not modelled, and said so by name', async () => {
  const cloud = registered();
  start(cloud);
  const poll = { domain: 'd', taskList: { name: 'decisions' } };
  const { taskToken } = await cloud.swf.pollForDecisionTask(poll);
  expect(() =>
    cloud.swf.respondDecisionTaskCompleted({
      taskToken,
      decisions: [{ decisionType: 'SignalExternalWorkflowExecution' }],
    }),
  ).toThrow(NotModelled);
});

test('whatever fails, a history has no gaps and one open decision task at most', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(
          fc.constantFrom('signal', 'work', 'fail', 'sleep', 'crash'),
          fc.integer({ min: 1, max: 90 }),
        ),
        {
          maxLength: 25,
        },
      ),
      async (steps) => {
        const cloud = registered();
        decider(cloud, (events) => {
          const open = events.filter(({ eventType }) => eventType === 'ActivityTaskScheduled').length;
          return schedule(`a${open}`, { heartbeatTimeout: '20' });
        });
        const runId = start(cloud);
        for (const [kind, seconds] of steps) {
          if (kind === 'signal')
            cloud.swf.signalWorkflowExecution({ domain: 'd', workflowId: 'w', signalName: 's' });
          else if (kind !== 'sleep')
            cloud.process(function* () {
              const task = yield* cloud.swf.pollForActivityTask({ domain: 'd', taskList: { name: 'work' } });
              if (!task.taskToken || kind === 'crash') return;
              yield 5;
              const { taskToken } = task;
              if (kind === 'work') cloud.swf.respondActivityTaskCompleted({ taskToken });
              else cloud.swf.respondActivityTaskFailed({ taskToken, reason: 'no' });
            });
          await cloud.run(seconds);
        }
        const events = historyOf(cloud, runId);
        expect(events.map(({ eventId }) => eventId)).toEqual(events.map((_, i) => i + 1));
        let open = 0;
        for (const { eventType } of events) {
          if (eventType === 'DecisionTaskScheduled') open++;
          if (/^DecisionTask(Completed|TimedOut)$/.test(eventType)) open--;
          expect(open === 0 || open === 1).toBe(true);
        }
        const ended = events.filter(({ eventType }) =>
          /^ActivityTask(Completed|Failed|TimedOut)$/.test(eventType),
        );
        const scheduled = events.filter(({ eventType }) => eventType === 'ActivityTaskScheduled');
        expect(ended.length).toBeLessThanOrEqual(scheduled.length);
      },
    ),
    { numRuns: 40 },
  ));

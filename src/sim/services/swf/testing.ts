import { Cloud } from '../../index.ts';
import type { Yieldable } from '../../kernel/index.ts';
import type {
  ActivityTask,
  Decision,
  HistoryEvent,
  ScheduleActivityTaskDecisionAttributes,
  StartWorkflowExecutionInput,
} from './schema.ts';

const domain = 'd';

/** The types that `registered` has. */
export const types = {
  workflow: { name: 'loan', version: '1' },
  activity: { name: 'step', version: '1' },
};

/** A cloud with a domain, a workflow type and an activity type. */
export function registered(): Cloud {
  const cloud = new Cloud();
  cloud.swf.registerDomain({ name: domain, workflowExecutionRetentionPeriodInDays: '7' });
  cloud.swf.registerWorkflowType({
    ...{ domain, ...types.workflow, defaultTaskList: { name: 'decisions' }, defaultChildPolicy: 'TERMINATE' },
    ...{ defaultTaskStartToCloseTimeout: '60', defaultExecutionStartToCloseTimeout: '31536000' },
  });
  cloud.swf.registerActivityType({
    ...{ domain, ...types.activity, defaultTaskList: { name: 'work' } },
    ...{ defaultTaskScheduleToStartTimeout: 'NONE', defaultTaskScheduleToCloseTimeout: 'NONE' },
    ...{ defaultTaskStartToCloseTimeout: 'NONE', defaultTaskHeartbeatTimeout: 'NONE' },
  });
  return cloud;
}

/** Starts a workflow; its run's id. */
export function start(cloud: Cloud, given: Partial<StartWorkflowExecutionInput> = {}): string {
  const { runId } = cloud.swf.startWorkflowExecution({
    ...{ domain, workflowId: 'w', workflowType: types.workflow, ...given },
  });
  return runId!;
}

/** A decider that decides by what has happened. */
export function decider(cloud: Cloud, decide: (events: HistoryEvent[]) => Decision[]): void {
  cloud.process(function* () {
    while (true) {
      const task = yield* cloud.swf.pollForDecisionTask({ domain, taskList: { name: 'decisions' } });
      if (!task.taskToken) continue;
      yield 0.1;
      cloud.swf.respondDecisionTaskCompleted({ taskToken: task.taskToken, decisions: decide(task.events) });
    }
  });
}

/** A worker that answers what the work gives. */
export function worker(
  cloud: Cloud,
  work: (task: ActivityTask) => Generator<Yieldable, string, never>,
): void {
  cloud.process(function* (): Generator<Yieldable, void, never> {
    while (true) {
      const task = yield* cloud.swf.pollForActivityTask({ domain, taskList: { name: 'work' } });
      if (!task.taskToken) continue;
      const result = yield* work(task);
      cloud.swf.respondActivityTaskCompleted({ taskToken: task.taskToken, result });
    }
  });
}

/** The decision to schedule a step. */
export function schedule(
  activityId: string,
  given: Partial<ScheduleActivityTaskDecisionAttributes> = {},
): Decision[] {
  const attributes = { activityId, activityType: types.activity, ...given };
  return [{ decisionType: 'ScheduleActivityTask', scheduleActivityTaskDecisionAttributes: attributes }];
}

/** The decision that all is done. */
export function complete(result?: string): Decision[] {
  const attributes = { ...(result !== undefined && { result }) };
  return [
    { decisionType: 'CompleteWorkflowExecution', completeWorkflowExecutionDecisionAttributes: attributes },
  ];
}

/** The history of a run. */
export function historyOf(cloud: Cloud, runId: string): HistoryEvent[] {
  return cloud.swf.getWorkflowExecutionHistory({ domain, execution: { workflowId: 'w', runId } }).events;
}

/** When an event was, in seconds since the run began, by the tenth. */
export function at(cloud: Cloud, { eventTimestamp }: HistoryEvent): number {
  return Math.floor((eventTimestamp.getTime() - (cloud.simulation.epochMillis - cloud.now * 1000)) / 1000);
}

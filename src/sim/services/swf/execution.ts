import type { Timer } from '../../kernel/index.ts';
import { ActivityTask, timeoutsOf } from './activity-task.ts';
import { Children, type Nursery, type ParentLink } from './children.ts';
import { swfLimits as limits } from './limits.ts';
import type {
  ChildPolicy,
  CloseStatus,
  Decision,
  EventType,
  HistoryEvent,
  RegisterActivityTypeInput,
  ScheduleActivityTaskDecisionAttributes,
  StartTimerDecisionAttributes,
  WorkflowExecutionConfiguration,
  WorkflowType,
} from './schema.ts';
import type { Listed } from './task-list.ts';

/** A decision task. At most one is open for an execution, whatever happens meanwhile. */
export interface DecisionTask extends Listed {
  readonly execution: Execution;
  readonly scheduledEventId: number;
  startedEventId: number;
  open: boolean;
  timer: Timer | undefined;
}

/** What an execution needs of its domain. */
export interface Home extends Nursery {
  activityType(name: string, version: string): RegisterActivityTypeInput | undefined;
  addDecision(taskList: string, task: DecisionTask): void;
  addActivity(taskList: string, task: ActivityTask, execution: Execution): void;
  closed(execution: Execution): void;
  /** Starts an execution in the place of one that has been closed. */
  continueAsNew(options: ExecutionOptions): void;
}

/** What an execution is made of. */
export interface ExecutionOptions {
  readonly workflowId: string;
  readonly runId: string;
  readonly workflowType: WorkflowType;
  readonly configuration: WorkflowExecutionConfiguration;
  readonly input?: string | undefined;
  readonly tagList?: string[] | undefined;
  readonly continuedExecutionRunId?: string;
  /** Whose child it is. */
  readonly parent?: ParentLink | undefined;
}

/** What is said of an event, by AWS's names. */
type Attributes = Readonly<Record<string, unknown>>;

/** A workflow execution: its history, and what is open in it. It decides nothing: deciders do. */
export class Execution {
  readonly options: ExecutionOptions;
  readonly history: HistoryEvent[] = [];
  readonly activities = new Map<string, ActivityTask>();
  readonly timers = new Map<string, { startedEventId: number; timer: Timer }>();
  readonly children: Children;
  closeStatus: CloseStatus | undefined;
  previousStartedEventId = 0;
  cancelRequested = false;
  executionContext: string | undefined;
  readonly #home: Home;
  readonly #lifetime: Timer;
  #task: DecisionTask | undefined;
  /** Something happened that the decider at work has not seen. */
  #news = false;
  #answering = false;

  /** Made by `Domain`. */
  constructor(home: Home, options: ExecutionOptions) {
    this.#home = home;
    this.options = options;
    const { workflowId, runId, workflowType, configuration, input, tagList, parent } = options;
    const { continuedExecutionRunId } = options;
    this.children = new Children(home, {
      execution: { workflowId, runId },
      isClosed: () => this.closeStatus !== undefined,
      record: (eventType, attributes) => this.#record(eventType, attributes),
      happen: (eventType, attributes) => this.happen(eventType, attributes),
    });
    const { childPolicy, executionStartToCloseTimeout } = configuration;
    this.#lifetime = home.simulation.timer(Number(executionStartToCloseTimeout), () =>
      this.close('TIMED_OUT', 'WorkflowExecutionTimedOut', { timeoutType: 'START_TO_CLOSE', childPolicy }),
    );
    this.#record('WorkflowExecutionStarted', {
      ...{ ...configuration, workflowType, input, tagList, continuedExecutionRunId },
      ...(parent && {
        parentWorkflowExecution: parent.execution,
        parentInitiatedEventId: parent.initiatedEventId,
      }),
    });
    parent?.took(this);
    this.#scheduleDecision();
  }

  /** The decision task that is open. */
  get decisionTask(): DecisionTask | undefined {
    return this.#task;
  }

  /** An event that the decider has to be told of; answers its id. */
  happen(eventType: EventType, attributes: Attributes): number {
    const eventId = this.#record(eventType, attributes);
    this.#news = true;
    if (!this.#task && !this.#answering) this.#scheduleDecision();
    return eventId;
  }

  close(status: CloseStatus, eventType: EventType, attributes: Attributes): void {
    if (this.closeStatus) return;
    this.#append(eventType, attributes);
    this.closeStatus = status;
    this.#lifetime.cancel();
    for (const task of this.activities.values()) task.close();
    for (const { timer } of this.timers.values()) timer.cancel();
    this.activities.clear();
    this.timers.clear();
    this.#endDecision();
    this.#home.closed(this);
    const { workflowId, runId, configuration, parent } = this.options;
    if (status === 'TERMINATED' || status === 'TIMED_OUT')
      this.children.apply(
        (attributes['childPolicy'] as ChildPolicy | undefined) ?? configuration.childPolicy,
      );
    if (status !== 'CONTINUED_AS_NEW') parent?.ended({ workflowId, runId }, status, attributes);
  }

  // ── Decision tasks ────────────────────────────────────────────────────────────────────────────────────────────

  /** A decider takes the task. */
  startDecision(task: DecisionTask, identity: string | undefined): void {
    const { scheduledEventId } = task;
    task.startedEventId = this.#record('DecisionTaskStarted', { scheduledEventId, identity });
    this.#news = false;
    const { taskStartToCloseTimeout } = this.options.configuration;
    if (taskStartToCloseTimeout === 'NONE' || this.closeStatus) return;
    task.timer = this.#home.simulation.timer(Number(taskStartToCloseTimeout), () => {
      const { startedEventId } = task;
      this.#endDecision();
      this.#record('DecisionTaskTimedOut', {
        ...{ timeoutType: 'START_TO_CLOSE', scheduledEventId, startedEventId },
      });
      this.#scheduleDecision();
    });
  }

  /** The decider answers. */
  completeDecision(task: DecisionTask, decisions: readonly Decision[], executionContext?: string): void {
    const { scheduledEventId, startedEventId } = task;
    const unseen = this.#news;
    this.#endDecision();
    this.previousStartedEventId = startedEventId;
    this.executionContext = executionContext ?? this.executionContext;
    const id = this.#record('DecisionTaskCompleted', { scheduledEventId, startedEventId, executionContext });
    this.#answering = true;
    for (const decision of decisions) this.#decide(decision, id, unseen);
    this.#answering = false;
    if (this.#news && !this.closeStatus) this.#scheduleDecision();
  }

  #scheduleDecision(): void {
    if (this.closeStatus) return;
    const { taskList, taskStartToCloseTimeout, taskPriority } = this.options.configuration;
    const scheduledEventId = this.#record('DecisionTaskScheduled', {
      ...{ taskList, taskPriority, startToCloseTimeout: taskStartToCloseTimeout },
    });
    if (this.closeStatus) return;
    this.#task = {
      ...{ execution: this as Execution, scheduledEventId, priority: Number(taskPriority ?? 0) },
      ...{ startedEventId: 0, open: true, timer: undefined },
    };
    this.#home.addDecision(taskList.name, this.#task);
  }

  #endDecision(): void {
    if (!this.#task) return;
    this.#task.open = false;
    this.#task.timer?.cancel();
    this.#task = undefined;
  }

  #decide(decision: Decision, decisionTaskCompletedEventId: number, unseen: boolean): void {
    if (this.closeStatus) return;
    const by = { decisionTaskCompletedEventId };
    // The decider hears of what could not be done.
    const fail = (eventType: EventType, attributes: Attributes): void => {
      this.#record(eventType, { ...attributes, ...by });
      this.#news = true;
    };
    // It may not end what it has not seen to the end.
    const end = (status: CloseStatus, verb: string, past: EventType, attributes: Attributes = {}): void => {
      if (unseen) fail(`${verb}WorkflowExecutionFailed` as EventType, { cause: 'UNHANDLED_DECISION' });
      else this.close(status, past, { ...attributes, ...by });
    };
    switch (decision.decisionType) {
      case 'ScheduleActivityTask': {
        const attributes = decision.scheduleActivityTaskDecisionAttributes!;
        const { activityId, activityType } = attributes;
        const cause = this.#scheduleActivity(attributes, by);
        if (cause !== undefined) fail('ScheduleActivityTaskFailed', { activityId, activityType, cause });
        return;
      }
      case 'RequestCancelActivityTask': {
        const { activityId } = decision.requestCancelActivityTaskDecisionAttributes!;
        const task = this.activities.get(activityId);
        if (!task)
          return fail('RequestCancelActivityTaskFailed', { activityId, cause: 'ACTIVITY_ID_UNKNOWN' });
        task.cancelRequestedEventId = this.#record('ActivityTaskCancelRequested', { activityId, ...by });
        // One that no worker has needs no worker's consent.
        if (task.startedEventId === 0) this.endActivity(task, 'ActivityTaskCanceled', {});
        return;
      }
      case 'StartTimer': {
        const attributes = decision.startTimerDecisionAttributes!;
        const cause = this.#startTimer(attributes, by);
        if (cause !== undefined) fail('StartTimerFailed', { timerId: attributes.timerId, cause });
        return;
      }
      case 'CancelTimer': {
        const { timerId } = decision.cancelTimerDecisionAttributes!;
        const known = this.timers.get(timerId);
        if (!known) return fail('CancelTimerFailed', { timerId, cause: 'TIMER_ID_UNKNOWN' });
        known.timer.cancel();
        this.timers.delete(timerId);
        this.#record('TimerCanceled', { timerId, startedEventId: known.startedEventId, ...by });
        return;
      }
      case 'StartChildWorkflowExecution': {
        const attributes = decision.startChildWorkflowExecutionDecisionAttributes!;
        const { workflowId, workflowType, control } = attributes;
        const cause = this.children.start(attributes, by);
        if (cause === undefined) return;
        return fail('StartChildWorkflowExecutionFailed', {
          ...{ workflowId, workflowType, control, cause, initiatedEventId: 0 },
        });
      }
      case 'RecordMarker':
        this.#record('MarkerRecorded', { ...decision.recordMarkerDecisionAttributes, ...by });
        return;
      case 'CompleteWorkflowExecution': {
        const attributes = { ...decision.completeWorkflowExecutionDecisionAttributes };
        return end('COMPLETED', 'Complete', 'WorkflowExecutionCompleted', attributes);
      }
      case 'FailWorkflowExecution': {
        const attributes = { ...decision.failWorkflowExecutionDecisionAttributes };
        return end('FAILED', 'Fail', 'WorkflowExecutionFailed', attributes);
      }
      case 'CancelWorkflowExecution': {
        const attributes = { ...decision.cancelWorkflowExecutionDecisionAttributes };
        return end('CANCELED', 'Cancel', 'WorkflowExecutionCanceled', attributes);
      }
      case 'ContinueAsNewWorkflowExecution': {
        const own = { ...decision.continueAsNewWorkflowExecutionDecisionAttributes };
        const { input, tagList = this.options.tagList, workflowTypeVersion, ...others } = own;
        const { workflowId, runId, workflowType: before, parent } = this.options;
        const workflowType = { ...before, version: workflowTypeVersion ?? before.version };
        const configuration = { ...this.options.configuration, ...others };
        const newExecutionRunId = this.#home.newRunId();
        end('CONTINUED_AS_NEW', 'ContinueAsNew', 'WorkflowExecutionContinuedAsNew', {
          ...{ ...configuration, workflowType, input, tagList, newExecutionRunId },
        });
        if (!this.closeStatus) return;
        this.#home.continueAsNew({
          ...{ workflowId, runId: newExecutionRunId, workflowType, configuration, input, tagList, parent },
          continuedExecutionRunId: runId,
        });
        return;
      }
      default:
      // `mistakeIn` has refused the others.
    }
  }

  /** Answers why it could not. */
  #startTimer(attributes: StartTimerDecisionAttributes, by: Attributes): string | undefined {
    const { timerId, startToFireTimeout } = attributes;
    if (this.timers.has(timerId)) return 'TIMER_ID_ALREADY_IN_USE';
    if (this.timers.size >= limits.openTimers.max) return 'OPEN_TIMERS_LIMIT_EXCEEDED';
    const startedEventId = this.#record('TimerStarted', { ...attributes, ...by });
    if (this.closeStatus) return undefined;
    const timer = this.#home.simulation.timer(Number(startToFireTimeout), () => {
      this.timers.delete(timerId);
      this.happen('TimerFired', { timerId, startedEventId });
    });
    this.timers.set(timerId, { startedEventId, timer });
    return undefined;
  }

  // ── Activity tasks ────────────────────────────────────────────────────────────────────────────────────────────

  /** Answers why it could not. */
  #scheduleActivity(decision: ScheduleActivityTaskDecisionAttributes, by: Attributes): string | undefined {
    const { activityId, activityType } = decision;
    const type = this.#home.activityType(activityType.name, activityType.version);
    if (!type) return 'ACTIVITY_TYPE_DOES_NOT_EXIST';
    if (this.activities.has(activityId)) return 'ACTIVITY_ID_ALREADY_IN_USE';
    if (this.activities.size >= limits.openActivities.max) return 'OPEN_ACTIVITIES_LIMIT_EXCEEDED';
    const taskList = decision.taskList ?? type.defaultTaskList;
    if (taskList === undefined) return 'DEFAULT_TASK_LIST_UNDEFINED';
    const timeouts = timeoutsOf(decision, type);
    if (typeof timeouts === 'string') return timeouts;
    const taskPriority = decision.taskPriority ?? type.defaultTaskPriority;
    const scheduledEventId = this.#record('ActivityTaskScheduled', {
      ...{ ...decision, ...timeouts, taskList, taskPriority, ...by },
    });
    if (this.closeStatus) return undefined;
    const task = new ActivityTask(this.#home.simulation, {
      ...{ decision, priority: Number(taskPriority ?? 0), scheduledEventId, timeouts },
      onTimeout: (timeoutType) =>
        this.endActivity(task, 'ActivityTaskTimedOut', { timeoutType, details: task.details }),
    });
    this.activities.set(activityId, task);
    this.#home.addActivity(taskList.name, task, this);
    return undefined;
  }

  /** A worker takes the task. */
  startActivity(task: ActivityTask, identity: string | undefined): void {
    const { scheduledEventId } = task.options;
    task.start(this.#record('ActivityTaskStarted', { scheduledEventId, identity }));
  }

  /** A task is over, by its worker, by a timeout, or before it began. */
  endActivity(task: ActivityTask, eventType: EventType, attributes: Attributes): void {
    const { decision, scheduledEventId } = task.options;
    task.close();
    this.activities.delete(decision.activityId);
    this.happen(eventType, { ...attributes, scheduledEventId, startedEventId: task.startedEventId });
  }

  // ── History ───────────────────────────────────────────────────────────────────────────────────────────────────

  /** Answers the event's id. A history that is full ends its execution. */
  #record(eventType: EventType, attributes: Attributes): number {
    if (this.closeStatus) return this.history.length;
    const eventId = this.#append(eventType, attributes);
    if (eventId === limits.history.max - 1) {
      const { childPolicy } = this.options.configuration;
      this.close('TERMINATED', 'WorkflowExecutionTerminated', { cause: 'EVENT_LIMIT_EXCEEDED', childPolicy });
    }
    return eventId;
  }

  #append(eventType: EventType, attributes: Attributes): number {
    const eventId = this.history.length + 1;
    const eventTimestamp = new Date(this.#home.simulation.epochMillis);
    const name = `${eventType[0]!.toLowerCase()}${eventType.slice(1)}EventAttributes`;
    this.history.push({ eventId, eventTimestamp, eventType, [name]: attributes });
    return eventId;
  }
}

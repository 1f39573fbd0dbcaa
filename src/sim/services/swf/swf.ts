import type { Region } from '../../cloud/index.ts';
import { pageOf } from '../../cloud/page.ts';
import { Registry } from '../../cloud/registry.ts';
import type { Reply } from '../../kernel/index.ts';
import { Service } from '../../tongue/service.ts';
import { configurationOf } from './configuration.ts';
import { mistakeIn } from './decisions.ts';
import { Domain, type ListedActivity, typeText } from './domain.ts';
import type { DecisionTask, Execution } from './execution.ts';
import { swfLimits as limits } from './limits.ts';
import {
  type EventType,
  type HistoryEvent,
  schema,
  type Input,
  type Methods,
  type Output,
} from './schema.ts';
import type { Listed, TaskList } from './task-list.ts';

/** Which part of a history is wanted. */
interface Part {
  readonly nextPageToken?: string;
  readonly maximumPageSize?: number;
  readonly reverseOrder?: boolean;
}

const NAME = { min: 1, max: 256 };
const SECONDS = { max: 8 };

/**
 * Amazon SWF in one Region. It keeps histories and hands out tasks; deciders and activity workers are the caller's. Signals
 * from one execution to another, Lambda tasks and throttling are not modelled.
 * https://docs.aws.amazon.com/amazonswf/latest/developerguide/welcome.html
 */
export class Swf extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  // https://docs.aws.amazon.com/amazonswf/latest/apireference/ (checked 2026-11-28)
  static override readonly rules = {
    ...{ domain: NAME, name: NAME, workflowId: NAME, signalName: NAME, activityId: NAME, timerId: NAME },
    ...{ version: { min: 1, max: 64 }, reason: { max: 256 }, maximumPageSize: { min: 0, max: 1000 } },
    ...{ input: limits.data, result: limits.data, details: limits.data, executionContext: limits.data },
    ...{ executionStartToCloseTimeout: SECONDS, taskStartToCloseTimeout: SECONDS },
    startToFireTimeout: { min: 1, max: 8 },
  };
  readonly #domains: Registry<Domain>;
  readonly #givenDecisions = new Map<string, DecisionTask>();
  readonly #activities = new Map<string, ListedActivity>();

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
    this.#domains = new Registry((name) => this.error('UnknownResourceFault', `Unknown domain: ${name}`));
  }

  // ── Domains and types ─────────────────────────────────────────────────────────────────────────────────────────

  registerDomain(input: Input<'RegisterDomain'>): Output<'RegisterDomain'> {
    const { name } = input;
    if (this.#domains.has(name)) throw this.error('DomainAlreadyExistsFault', name);
    if (this.#domains.size >= this.quota(limits.domains))
      throw this.error('LimitExceededFault', 'The account has as many domains as it can have.');
    const { simulation } = this;
    const error = (fault: string, message: string) => this.error(fault, message);
    const mostOpen = () => this.quota(limits.openExecutions);
    this.#domains.add(name, new Domain(input, { simulation, error, mostOpen, newRunId: () => this.uuid() }));
    return {};
  }

  describeDomain({ name }: Input<'DescribeDomain'>): Output<'DescribeDomain'> {
    const domain = this.#domains.get(name);
    const { workflowExecutionRetentionPeriodInDays } = domain.options;
    return { domainInfo: this.#infoOf(domain), configuration: { workflowExecutionRetentionPeriodInDays } };
  }

  listDomains(input: Input<'ListDomains'>): Output<'ListDomains'> {
    const { registrationStatus, nextPageToken: nextToken, reverseOrder } = input;
    const infos =
      registrationStatus === 'REGISTERED' ? this.#domains.list().map((one) => this.#infoOf(one)) : [];
    infos.sort((a, b) => (a.name < b.name ? -1 : 1));
    if (reverseOrder) infos.reverse();
    const size = input.maximumPageSize || limits.page.default;
    const { page, nextToken: more } = pageOf(infos, { nextToken, size, badToken: this.#badToken });
    return { domainInfos: page, ...(more !== undefined && { nextPageToken: more }) };
  }

  registerWorkflowType(input: Input<'RegisterWorkflowType'>): Output<'RegisterWorkflowType'> {
    const { workflowTypes } = this.#domains.get(input.domain);
    return this.#register(workflowTypes, typeText('WorkflowType', input.name, input.version), input);
  }

  registerActivityType(input: Input<'RegisterActivityType'>): Output<'RegisterActivityType'> {
    const { activityTypes } = this.#domains.get(input.domain);
    return this.#register(activityTypes, typeText('ActivityType', input.name, input.version), input);
  }

  // ── Executions ────────────────────────────────────────────────────────────────────────────────────────────────

  startWorkflowExecution(input: Input<'StartWorkflowExecution'>): Output<'StartWorkflowExecution'> {
    const domain = this.#domains.get(input.domain);
    const { name, version } = input.workflowType;
    const type = domain.workflowTypes.get(typeText('WorkflowType', name, version));
    const configuration = configurationOf(input, type);
    if (typeof configuration === 'string') throw this.error('DefaultUndefinedFault', configuration);
    const time = Number(configuration.executionStartToCloseTimeout);
    if (!(time > 0 && time <= limits.executionTime.max))
      throw this.error('ValidationException', 'An execution lasts between a second and a year.');
    if (domain.isFull)
      throw this.error('LimitExceededFault', 'The domain has as many open executions as it can have.');
    const { workflowId, workflowType, input: text, tagList } = input;
    const runId = this.uuid();
    domain.start({ workflowId, runId, workflowType, input: text, tagList, configuration });
    return { runId };
  }

  signalWorkflowExecution(input: Input<'SignalWorkflowExecution'>): Output<'SignalWorkflowExecution'> {
    const { domain, workflowId, runId, signalName, input: text } = input;
    const execution = this.#domains.get(domain).running(workflowId, runId);
    execution.happen('WorkflowExecutionSignaled', { signalName, input: text });
    return {};
  }

  requestCancelWorkflowExecution(
    input: Input<'RequestCancelWorkflowExecution'>,
  ): Output<'RequestCancelWorkflowExecution'> {
    const execution = this.#domains.get(input.domain).running(input.workflowId, input.runId);
    execution.cancelRequested = true;
    execution.happen('WorkflowExecutionCancelRequested', {});
    return {};
  }

  terminateWorkflowExecution(
    input: Input<'TerminateWorkflowExecution'>,
  ): Output<'TerminateWorkflowExecution'> {
    const { domain, workflowId, runId, reason, details } = input;
    const execution = this.#domains.get(domain).running(workflowId, runId);
    const { childPolicy } = { ...execution.options.configuration, ...input };
    const cause = 'OPERATOR_INITIATED';
    execution.close('TERMINATED', 'WorkflowExecutionTerminated', { reason, details, childPolicy, cause });
    return {};
  }

  describeWorkflowExecution(input: Input<'DescribeWorkflowExecution'>): Output<'DescribeWorkflowExecution'> {
    const execution = this.#domains.get(input.domain).execution(input.execution);
    const { history, closeStatus, options, executionContext, cancelRequested } = execution;
    const { workflowType, configuration, tagList, parent } = options;
    return {
      executionInfo: {
        ...{ execution: input.execution, workflowType, cancelRequested },
        startTimestamp: history[0]!.eventTimestamp,
        executionStatus: closeStatus ? 'CLOSED' : 'OPEN',
        ...(closeStatus && { closeStatus, closeTimestamp: history.at(-1)!.eventTimestamp }),
        ...(tagList && { tagList }),
        ...(parent && { parent: parent.execution }),
      },
      executionConfiguration: configuration,
      openCounts: {
        openActivityTasks: execution.activities.size,
        openDecisionTasks: execution.decisionTask ? 1 : 0,
        openTimers: execution.timers.size,
        openChildWorkflowExecutions: execution.children.size,
      },
      ...(executionContext !== undefined && { latestExecutionContext: executionContext }),
    };
  }

  getWorkflowExecutionHistory(
    input: Input<'GetWorkflowExecutionHistory'>,
  ): Output<'GetWorkflowExecutionHistory'> {
    const { history } = this.#domains.get(input.domain).execution(input.execution);
    return this.#partOf(history, input);
  }

  // ── Tasks ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Waits for up to 60 seconds. Nothing to decide: no token. */
  pollForDecisionTask(input: Input<'PollForDecisionTask'>): Reply<Output<'PollForDecisionTask'>> {
    const { domain, taskList, identity, nextPageToken } = input;
    const list = this.#domains.get(domain).decisionList(taskList.name);
    if (nextPageToken !== undefined) {
      const reply = this.simulation.reply<Output<'PollForDecisionTask'>>('PollForDecisionTask');
      const [taskToken, page] = nextPageToken.split(' ');
      const task = this.#givenDecisions.get(taskToken!);
      if (!task?.open || page === undefined) throw this.#badToken();
      reply.resolve(this.#taskToDecide(taskToken!, task, { ...input, nextPageToken: page }));
      return reply;
    }
    this.#admit(list);
    return list.poll('PollForDecisionTask', (task) => {
      if (!task) return { previousStartedEventId: 0, startedEventId: 0 } as Output<'PollForDecisionTask'>;
      const taskToken = this.uuid();
      this.#givenDecisions.set(taskToken, task);
      task.execution.startDecision(task, identity);
      return this.#taskToDecide(taskToken, task, input);
    });
  }

  respondDecisionTaskCompleted(
    input: Input<'RespondDecisionTaskCompleted'>,
  ): Output<'RespondDecisionTaskCompleted'> {
    const { taskToken, decisions = [], executionContext } = input;
    const task = this.#givenDecisions.get(taskToken);
    if (!task) throw this.error('ValidationException', 'Invalid token');
    if (!task.open) {
      const text = `Unknown decision task, scheduledEventId = ${task.scheduledEventId}`;
      throw this.error('UnknownResourceFault', text);
    }
    const mistake = mistakeIn(decisions);
    if (mistake !== undefined) throw this.error('ValidationException', mistake);
    task.execution.completeDecision(task, decisions, executionContext);
    return {};
  }

  /** Waits for up to 60 seconds. Nothing to do: no token. */
  pollForActivityTask(input: Input<'PollForActivityTask'>): Reply<Output<'PollForActivityTask'>> {
    const { domain, taskList, identity } = input;
    const list = this.#domains.get(domain).activityList(taskList.name);
    this.#admit(list);
    return list.poll('PollForActivityTask', (listed) => {
      if (!listed) return { startedEventId: 0 } as Output<'PollForActivityTask'>;
      const taskToken = this.uuid();
      this.#activities.set(taskToken, listed);
      const { task, execution } = listed;
      execution.startActivity(task, identity);
      const { activityId, activityType, input: text } = task.options.decision;
      return {
        ...{ taskToken, activityId, activityType, startedEventId: task.startedEventId },
        workflowExecution: executionOf(execution),
        ...(text !== undefined && { input: text }),
      };
    });
  }

  respondActivityTaskCompleted(
    input: Input<'RespondActivityTaskCompleted'>,
  ): Output<'RespondActivityTaskCompleted'> {
    return this.#end(input.taskToken, 'ActivityTaskCompleted', { result: input.result });
  }

  respondActivityTaskFailed(input: Input<'RespondActivityTaskFailed'>): Output<'RespondActivityTaskFailed'> {
    const { taskToken, reason, details } = input;
    return this.#end(taskToken, 'ActivityTaskFailed', { reason, details });
  }

  respondActivityTaskCanceled(
    input: Input<'RespondActivityTaskCanceled'>,
  ): Output<'RespondActivityTaskCanceled'> {
    const { cancelRequestedEventId: latestCancelRequestedEventId } = this.#activity(input.taskToken).task;
    const { details } = input;
    return this.#end(input.taskToken, 'ActivityTaskCanceled', { details, latestCancelRequestedEventId });
  }

  recordActivityTaskHeartbeat(
    input: Input<'RecordActivityTaskHeartbeat'>,
  ): Output<'RecordActivityTaskHeartbeat'> {
    const { task } = this.#activity(input.taskToken);
    task.beat(input.details);
    return { cancelRequested: task.cancelRequestedEventId !== undefined };
  }

  // ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

  readonly #badToken = () => this.error('ValidationException', 'Invalid token');

  #infoOf({ options: { name, description } }: Domain) {
    const arn = this.arn(`/domain/${name}`);
    return { name, status: 'REGISTERED' as const, arn, ...(description !== undefined && { description }) };
  }

  #register<T>(types: Registry<T>, key: string, input: T): Record<never, never> {
    if (types.has(key)) throw this.error('TypeAlreadyExistsFault', key);
    if (types.size >= this.quota(limits.types))
      throw this.error('LimitExceededFault', 'The domain has as many types as it can have.');
    types.add(key, input);
    return {};
  }

  #admit<T extends Listed>(list: TaskList<T>): void {
    if (list.polls >= this.quota(limits.pollers))
      throw this.error('LimitExceededFault', 'The task list has as many pollers as it can have.');
  }

  #partOf(history: readonly HistoryEvent[], part: Part) {
    const { nextPageToken: nextToken, maximumPageSize, reverseOrder } = part;
    const events = reverseOrder ? history.toReversed() : history;
    const size = maximumPageSize || limits.page.default;
    const { page, nextToken: more } = pageOf(events, { nextToken, size, badToken: this.#badToken });
    return { events: page, ...(more !== undefined && { nextPageToken: more }) };
  }

  #taskToDecide(taskToken: string, task: DecisionTask, part: Part): Output<'PollForDecisionTask'> {
    const { execution, startedEventId } = task;
    // What has happened since the task was given out is for the next one.
    const seen = execution.history.slice(0, startedEventId);
    const { events, nextPageToken } = this.#partOf(seen, part);
    return {
      ...{ taskToken, startedEventId, events, previousStartedEventId: execution.previousStartedEventId },
      ...{ workflowExecution: executionOf(execution), workflowType: execution.options.workflowType },
      ...(nextPageToken !== undefined && { nextPageToken: `${taskToken} ${nextPageToken}` }),
    };
  }

  #activity(taskToken: string): ListedActivity {
    const listed = this.#activities.get(taskToken);
    if (!listed) throw this.error('ValidationException', 'Invalid token');
    if (listed.open) return listed;
    const text = `Unknown activity, scheduledEventId = ${listed.task.options.scheduledEventId}`;
    throw this.error('UnknownResourceFault', text);
  }

  #end(taskToken: string, type: EventType, attributes: Record<string, unknown>): Record<never, never> {
    const { task, execution } = this.#activity(taskToken);
    execution.endActivity(task, type, attributes);
    return {};
  }
}

function executionOf({ options: { workflowId, runId } }: Execution) {
  return { workflowId, runId };
}

import type { AwsError } from '../../cloud/index.ts';
import { Registry } from '../../cloud/registry.ts';
import type { Simulation } from '../../kernel/index.ts';
import type { ActivityTask } from './activity-task.ts';
import { type DecisionTask, Execution, type ExecutionOptions, type Home } from './execution.ts';
import type {
  RegisterActivityTypeInput,
  RegisterDomainInput,
  RegisterWorkflowTypeInput,
  WorkflowExecution,
  WorkflowType,
} from './schema.ts';
import { type Listed, TaskList } from './task-list.ts';

/** What a domain needs of its service. */
export interface Ports {
  readonly simulation: Simulation;
  readonly error: (name: string, message: string) => AwsError;
  readonly newRunId: () => string;
  /** How many executions may be open. */
  readonly mostOpen: () => number;
}

/** An activity task in a list, with its execution. */
export interface ListedActivity extends Listed {
  readonly task: ActivityTask;
  readonly execution: Execution;
}

/** A domain: types, executions and task lists, which know nothing of those of other domains. */
export class Domain implements Home {
  readonly options: RegisterDomainInput;
  readonly simulation: Simulation;
  readonly newRunId: () => string;
  readonly activityTypes: Registry<RegisterActivityTypeInput>;
  readonly workflowTypes: Registry<RegisterWorkflowTypeInput>;
  readonly #error: Ports['error'];
  readonly #mostOpen: Ports['mostOpen'];
  readonly #open = new Map<string, Execution>();
  readonly #executions = new Map<string, Execution>();
  readonly #listsOfDecisions = new Map<string, TaskList<DecisionTask>>();
  readonly #activityLists = new Map<string, TaskList<ListedActivity>>();

  constructor(options: RegisterDomainInput, { simulation, error, newRunId, mostOpen }: Ports) {
    this.options = options;
    this.simulation = simulation;
    this.newRunId = newRunId;
    this.#error = error;
    this.#mostOpen = mostOpen;
    const unknown = (type: string) => error('UnknownResourceFault', `Unknown type: ${type}`);
    this.activityTypes = new Registry(unknown);
    this.workflowTypes = new Registry(unknown);
  }

  /** Whether it has as many open executions as it can have. */
  get isFull(): boolean {
    return this.#open.size >= this.#mostOpen();
  }

  isOpen(workflowId: string): boolean {
    return this.#open.has(workflowId);
  }

  decisionList(name: string): TaskList<DecisionTask> {
    return named(this.#listsOfDecisions, name, this.simulation);
  }

  activityList(name: string): TaskList<ListedActivity> {
    return named(this.#activityLists, name, this.simulation);
  }

  /** Starts an execution. Throws WorkflowExecutionAlreadyStartedFault where one of that workflow is open. */
  start(options: ExecutionOptions): void {
    const { workflowId, runId } = options;
    if (this.#open.has(workflowId))
      throw this.#error('WorkflowExecutionAlreadyStartedFault', 'Already Started');
    const execution = new Execution(this, options);
    this.#open.set(workflowId, execution);
    this.#executions.set(runId, execution);
  }

  /** The open execution of a workflow. Throws UnknownResourceFault. */
  running(workflowId: string, runId?: string): Execution {
    const execution = this.#open.get(workflowId);
    if (execution && (runId === undefined || execution.options.runId === runId)) return execution;
    throw this.#unknown(workflowId, runId);
  }

  /** An execution, open or closed, until its retention is over. Throws UnknownResourceFault. */
  execution({ workflowId, runId }: WorkflowExecution): Execution {
    const execution = this.#executions.get(runId);
    if (execution?.options.workflowId === workflowId) return execution;
    throw this.#unknown(workflowId, runId);
  }

  #unknown(workflowId: string, runId = 'null'): AwsError {
    const text = `Unknown execution: WorkflowExecution=[workflowId=${workflowId}, runId=${runId}]`;
    return this.#error('UnknownResourceFault', text);
  }

  // ── What executions need ──────────────────────────────────────────────────────────────────────────────────────

  workflowType({ name, version }: WorkflowType): RegisterWorkflowTypeInput | undefined {
    return this.workflowTypes.find(typeText('WorkflowType', name, version));
  }

  activityType(name: string, version: string): RegisterActivityTypeInput | undefined {
    return this.activityTypes.find(typeText('ActivityType', name, version));
  }

  addDecision(taskList: string, task: DecisionTask): void {
    this.decisionList(taskList).add(task);
  }

  addActivity(taskList: string, task: ActivityTask, execution: Execution): void {
    this.activityList(taskList).add({
      ...{ task, execution, priority: task.priority },
      get open() {
        return task.open;
      },
    });
  }

  closed({ options: { workflowId, runId } }: Execution): void {
    this.#open.delete(workflowId);
    const days = Number(this.options.workflowExecutionRetentionPeriodInDays);
    const forget = () => this.#executions.delete(runId);
    if (days > 0) this.simulation.schedule(days * 86_400, forget);
    else forget();
  }

  continueAsNew(options: ExecutionOptions): void {
    this.start(options);
  }
}

/** A type as AWS writes it in errors, which is its key here. */
export function typeText(kind: 'ActivityType' | 'WorkflowType', name: string, version: string): string {
  return `${kind}=[name=${name}, version=${version}]`;
}

function named<T extends Listed>(
  lists: Map<string, TaskList<T>>,
  name: string,
  simulation: Simulation,
): TaskList<T> {
  let list = lists.get(name);
  if (!list) lists.set(name, (list = new TaskList<T>(simulation)));
  return list;
}

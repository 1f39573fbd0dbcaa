import type { Simulation } from '../../kernel/index.ts';
import { configurationOf } from './configuration.ts';
import { swfLimits as limits } from './limits.ts';
import type {
  ChildPolicy,
  CloseStatus,
  EventType,
  RegisterWorkflowTypeInput,
  StartChildWorkflowExecutionDecisionAttributes,
  StartChildWorkflowExecutionFailedCause,
  WorkflowExecution,
  WorkflowExecutionConfiguration,
  WorkflowType,
} from './schema.ts';

/** What is said of an event, by AWS's names. */
type Attributes = Readonly<Record<string, unknown>>;

/** An execution, as its parent may end it. */
export interface ChildExecution {
  readonly options: { readonly configuration: { readonly childPolicy: ChildPolicy } };
  cancelRequested: boolean;
  happen(eventType: EventType, attributes: Attributes): number;
  close(status: CloseStatus, eventType: EventType, attributes: Attributes): void;
}

/** A parent, as its child knows it. */
export interface ParentLink {
  readonly execution: WorkflowExecution;
  readonly initiatedEventId: number;
  /** The child is there, or another run of it that goes on. */
  took(child: ChildExecution): void;
  /** The child has ended. */
  ended(child: WorkflowExecution, status: CloseStatus, attributes: Attributes): void;
}

/** What a child is made of. */
export interface ChildOptions {
  readonly workflowId: string;
  readonly runId: string;
  readonly workflowType: WorkflowType;
  readonly configuration: WorkflowExecutionConfiguration;
  readonly input?: string | undefined;
  readonly tagList?: string[] | undefined;
  readonly parent: ParentLink;
}

/** What children need of their domain. */
export interface Nursery {
  readonly simulation: Simulation;
  /** Whether it has as many open executions as it can have. */
  readonly isFull: boolean;
  newRunId(): string;
  workflowType(type: WorkflowType): RegisterWorkflowTypeInput | undefined;
  isOpen(workflowId: string): boolean;
  start(options: ChildOptions): void;
}

/** What children need of their parent. */
export interface Parent {
  readonly execution: WorkflowExecution;
  readonly isClosed: () => boolean;
  /** Writes an event of the decider's own. */
  readonly record: (eventType: EventType, attributes: Attributes) => number;
  /** Writes an event that the decider has to be told of. */
  readonly happen: (eventType: EventType, attributes: Attributes) => number;
}

const ENDS: Readonly<Partial<Record<CloseStatus, EventType>>> = {
  COMPLETED: 'ChildWorkflowExecutionCompleted',
  FAILED: 'ChildWorkflowExecutionFailed',
  TIMED_OUT: 'ChildWorkflowExecutionTimedOut',
  CANCELED: 'ChildWorkflowExecutionCanceled',
  TERMINATED: 'ChildWorkflowExecutionTerminated',
};

/**
 * The child workflows that a decider has started and that are open.
 * https://docs.aws.amazon.com/amazonswf/latest/developerguide/swf-dev-adv-child-workflows.html (checked 2026-11-28)
 */
export class Children {
  readonly #home: Nursery;
  readonly #parent: Parent;
  /** By the event that initiated them; one that has not begun yet is undefined. */
  readonly #open = new Map<number, ChildExecution | undefined>();

  constructor(home: Nursery, parent: Parent) {
    this.#home = home;
    this.#parent = parent;
  }

  /** How many are open. */
  get size(): number {
    return this.#open.size;
  }

  /** Initiates a child; answers why it could not. A workflow id that is taken is found only when the child begins. */
  start(
    decision: StartChildWorkflowExecutionDecisionAttributes,
    by: Attributes,
  ): StartChildWorkflowExecutionFailedCause | undefined {
    const { workflowId, workflowType, control, input, tagList } = decision;
    const type = this.#home.workflowType(workflowType);
    if (!type) return 'WORKFLOW_TYPE_DOES_NOT_EXIST';
    if (this.#open.size >= limits.openChildren.max) return 'OPEN_CHILDREN_LIMIT_EXCEEDED';
    if (this.#home.isFull) return 'OPEN_WORKFLOWS_LIMIT_EXCEEDED';
    const configuration = configurationOf(decision, type);
    if (typeof configuration === 'string') return undefinedDefault(configuration);
    const initiatedEventId = this.#parent.record('StartChildWorkflowExecutionInitiated', {
      ...{ ...configuration, workflowId, workflowType, control, input, tagList, ...by },
    });
    this.#open.set(initiatedEventId, undefined);
    this.#home.simulation.schedule(0, () => {
      if (this.#parent.isClosed()) this.#open.delete(initiatedEventId);
      else if (this.#home.isOpen(workflowId)) {
        this.#open.delete(initiatedEventId);
        const cause = 'WORKFLOW_ALREADY_RUNNING';
        this.#parent.happen('StartChildWorkflowExecutionFailed', {
          ...{ workflowId, workflowType, control, cause, initiatedEventId, ...by },
        });
      } else this.#begin({ workflowId, workflowType, input, tagList, configuration }, initiatedEventId);
    });
    return undefined;
  }

  #begin(child: Omit<ChildOptions, 'runId' | 'parent'>, initiatedEventId: number): void {
    const { workflowId, workflowType } = child;
    const runId = this.#home.newRunId();
    let startedEventId = 0;
    this.#home.start({
      ...{ ...child, runId },
      parent: {
        ...{ execution: this.#parent.execution, initiatedEventId },
        took: (execution) => void this.#open.set(initiatedEventId, execution),
        ended: (workflowExecution, status, attributes) => {
          this.#open.delete(initiatedEventId);
          const { result, reason, details, timeoutType } = attributes;
          this.#parent.happen(ENDS[status]!, {
            ...{ workflowExecution, workflowType, initiatedEventId, startedEventId },
            ...(status !== 'TERMINATED' && { result, reason, details, timeoutType }),
          });
        },
      },
    });
    const workflowExecution = { workflowId, runId };
    startedEventId = this.#parent.happen('ChildWorkflowExecutionStarted', {
      ...{ workflowExecution, workflowType, initiatedEventId },
    });
  }

  /** The parent was terminated, or its time is over: what its policy does to those that are open. */
  apply(policy: ChildPolicy): void {
    const cause = 'CHILD_POLICY_APPLIED';
    for (const child of [...this.#open.values()]) {
      if (!child || policy === 'ABANDON') continue;
      if (policy === 'TERMINATE') {
        const { childPolicy } = child.options.configuration;
        child.close('TERMINATED', 'WorkflowExecutionTerminated', { childPolicy, cause });
      } else {
        child.cancelRequested = true;
        const externalWorkflowExecution = this.#parent.execution;
        child.happen('WorkflowExecutionCancelRequested', { cause, externalWorkflowExecution });
      }
    }
  }
}

/** childPolicy: DEFAULT_CHILD_POLICY_UNDEFINED. */
function undefinedDefault(member: string): StartChildWorkflowExecutionFailedCause {
  const name = member.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  return `DEFAULT_${name}_UNDEFINED` as StartChildWorkflowExecutionFailedCause;
}

import { parseArn, type Region } from '../../cloud/index.ts';
import { checkOptions } from '../../cloud/options.ts';
import { uuid } from '../../cloud/uuid.ts';
import type { Billing } from './billing.ts';
import { checkRange } from './checks.ts';
import { invalidParameter, missing, otherAccount, sqsError } from './errors.ts';
import { sqsLimits } from './limits.ts';
import { MessageMoveTask, type MessageMoveOptions, type MessageMoveTaskEntry } from './message-move-task.ts';
import type { QueueState } from './queue-state.ts';

const OPTIONS: Record<keyof MessageMoveOptions, true> = {
  sourceArn: true,
  destinationArn: true,
  maxNumberOfMessagesPerSecond: true,
};

/** What the moves of a Region need of its queues. */
interface MovesWorld {
  readonly region: Region;
  readonly billing: Billing;
  find(arn: string): QueueState | undefined;
  /** The queues whose dead-letter queue has that ARN. */
  sourcesOf(arn: string): readonly object[];
}

/** The moves of messages in one Region. */
export class MessageMoves {
  readonly #world: MovesWorld;
  /** The latest tasks of each source by its ARN, the very latest last. */
  readonly #tasks = new Map<string, MessageMoveTask[]>();

  constructor(world: MovesWorld) {
    this.#world = world;
  }

  start(options: MessageMoveOptions): MessageMoveTask {
    this.#world.billing.addOther();
    checkOptions('startMessageMoveTask', options, OPTIONS);
    const { sourceArn, destinationArn, maxNumberOfMessagesPerSecond: rate } = options;
    const source = this.#queue(sourceArn, 'SourceArn');
    if (this.#world.sourcesOf(sourceArn).length === 0)
      throw sqsError('InvalidParameterValue', 'Source queue must be configured as a Dead Letter Queue.');
    if (destinationArn !== undefined) {
      const refuse = (reason: string) => invalidParameter('DestinationArn', destinationArn, reason);
      const { fifo } = this.#queue(destinationArn, 'DestinationArn');
      if (fifo !== source.fifo) throw refuse('It must be of the same type as the source queue.');
      if (destinationArn === sourceArn) throw refuse('It must not be the source queue.');
    }
    if (rate !== undefined) checkRange.maxNumberOfMessagesPerSecond(rate);
    const tasks = this.#of(sourceArn);
    if (tasks.at(-1)?.active) {
      throw sqsError(
        'InvalidParameterValue',
        'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
      );
    }
    const active = [...this.#tasks.values()].filter((list) => list.at(-1)?.active).length;
    // AWS names the quota, not the error.
    if (active >= sqsLimits.moveTasks.max)
      throw sqsError('OverLimit', `${active} message move tasks are active: no more may be.`);
    const { simulation } = this.#world.region.world;
    const handle = writeHandle({ taskId: uuid(simulation.random('sqs move tasks')), sourceArn });
    const task = new MessageMoveTask(source, options, handle);
    tasks.push(task);
    // AWS lists no more than these.
    if (tasks.length > sqsLimits.listedMoveTasks.max) tasks.shift();
    return task;
  }

  list(sourceArn: string, maxResults: number = sqsLimits.listedMoveTasks.default): MessageMoveTaskEntry[] {
    this.#world.billing.addOther();
    this.#queue(sourceArn, 'SourceArn');
    checkRange.maxResults(maxResults);
    const latest = this.#of(sourceArn).slice(-maxResults);
    return latest.reverse().map(({ entry }) => entry);
  }

  cancel(taskHandle: string): number {
    this.#world.billing.addOther();
    const handle = readHandle(taskHandle);
    if (!handle) throw sqsError('InvalidParameterValue', 'Value for parameter TaskHandle is invalid.');
    this.#queue(handle.sourceArn, 'SourceArn');
    const task = this.#of(handle.sourceArn).find((one) => one.taskHandle === taskHandle);
    if (!task) throw sqsError('ResourceNotFoundException', 'Task does not exist.');
    if (task.status !== 'RUNNING')
      throw sqsError('UnsupportedOperation', 'Only a task that is RUNNING can be cancelled.');
    task.cancel();
    return task.approximateNumberOfMessagesMoved;
  }

  #of(sourceArn: string): MessageMoveTask[] {
    let tasks = this.#tasks.get(sourceArn);
    if (!tasks) this.#tasks.set(sourceArn, (tasks = []));
    return tasks;
  }

  #queue(arn: string, parameter: string): QueueState {
    if (typeof arn !== 'string') throw missing(parameter);
    const queue = this.#world.find(arn);
    if (queue) return queue;
    const { account } = parseArn(arn) ?? {};
    if (account !== undefined && account !== this.#world.region.account) throw otherAccount();
    throw sqsError(
      'ResourceNotFoundException',
      `The resource that you specified for the ${parameter} parameter doesn't exist.`,
    );
  }
}

/** What the handle of a move task says. To its holder it is opaque, as AWS's is. */
interface TaskHandle {
  taskId: string;
  /** The ARN of the queue whose messages it moves. */
  sourceArn: string;
}

function writeHandle(handle: TaskHandle): string {
  return btoa(JSON.stringify(handle));
}

/** Undefined for text that is no handle. */
function readHandle(handle: string): TaskHandle | undefined {
  try {
    const { taskId, sourceArn } = JSON.parse(atob(handle)) as Partial<TaskHandle>;
    return typeof taskId === 'string' && typeof sourceArn === 'string' ? { taskId, sourceArn } : undefined;
  } catch {
    return undefined;
  }
}

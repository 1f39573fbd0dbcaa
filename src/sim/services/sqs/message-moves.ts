import { parseArn, within } from '../../cloud/index.ts';
import { uuid } from '../../cloud/uuid.ts';
import { invalidParameter, otherAccount, sqsError } from './errors.ts';
import { sqsLimits } from './limits.ts';
import {
  MessageMoveTask,
  type MessageMoveOptions,
  type MessageMoveTaskEntry,
  type MoveWorld,
} from './message-move-task.ts';
import type { Queue } from './queue.ts';
import { readTaskHandle } from './task-handle.ts';

/** What the moves of a Region need of its queues. */
export interface MovesWorld extends MoveWorld {
  /** The account they are of. */
  readonly account: string;
  /** The queues whose dead-letter queue has that ARN. */
  sourcesOf(arn: string): Queue[];
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
    const { sourceArn, destinationArn, maxNumberOfMessagesPerSecond: rate } = options;
    const source = this.#queue(sourceArn, 'SourceArn');
    if (this.#world.sourcesOf(sourceArn).length === 0)
      throw sqsError('InvalidParameterValue', 'Source queue must be configured as a Dead Letter Queue.');
    if (destinationArn !== undefined) {
      const { attributes } = this.#queue(destinationArn, 'DestinationArn');
      if (attributes.fifoQueue !== source.attributes.fifoQueue)
        throw invalidParameter(
          'DestinationArn',
          destinationArn,
          'It must be of the same type as the source queue.',
        );
      if (destinationArn === sourceArn)
        throw invalidParameter('DestinationArn', destinationArn, 'It must not be the source queue.');
    }
    if (rate !== undefined && !within(sqsLimits.moveRate, rate)) {
      const { min, max } = sqsLimits.moveRate;
      throw invalidParameter(
        'MaxNumberOfMessagesPerSecond',
        rate,
        `Must be between ${min} and ${max}, if provided.`,
      );
    }
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
    const taskId = uuid(this.#world.simulation.random('sqs move tasks'));
    const task = new MessageMoveTask(this.#world, source, options, taskId);
    tasks.push(task);
    // AWS lists no more than these.
    if (tasks.length > sqsLimits.listedMoveTasks.max) tasks.shift();
    return task;
  }

  list(sourceArn: string, maxResults: number): MessageMoveTaskEntry[] {
    this.#queue(sourceArn, 'SourceArn');
    const { min, max } = sqsLimits.listedMoveTasks;
    if (!within(sqsLimits.listedMoveTasks, maxResults))
      throw invalidParameter('MaxResults', maxResults, `Must be between ${min} and ${max}, if provided.`);
    return this.#of(sourceArn)
      .slice(-maxResults)
      .reverse()
      .map(({ entry }) => entry);
  }

  cancel(taskHandle: string): number {
    const handle = readTaskHandle(taskHandle);
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

  #queue(arn: string, parameter: string): Queue {
    const queue = this.#world.find(arn);
    if (queue) return queue;
    const { account } = parseArn(arn) ?? {};
    if (account !== undefined && account !== this.#world.account) throw otherAccount();
    throw sqsError(
      'ResourceNotFoundException',
      `The resource that you specified for the ${parameter} parameter doesn't exist.`,
    );
  }
}

import type { Region } from '../../cloud/index.ts';
import type { Delivery } from '../../cloud/target.ts';
import type { Reply } from '../../kernel/index.ts';
import { Service } from '../../tongue/service.ts';
import type { Schema } from '../../tongue/schema.ts';
import { sqsApi } from './api.ts';
import type { SqsOperations } from './api/operations.ts';
import type { QueueAttributes } from './attributes.ts';
import { nonexistent } from './errors.ts';
import { sqsFifoLimits, sqsLimits } from './limits.ts';
import type { MessageMoveOptions, MessageMoveTask, MessageMoveTaskEntry } from './message-move-task.ts';
import type { QueueModel } from './model.ts';
import { deliver } from './operations/deliver.ts';
import { Queues } from './queues.ts';
import type { Queue } from './queue.ts';
import { schema } from './schema.ts';

/**
 * Amazon SQS in one Region: its queues.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/welcome.html
 */
export class Sqs extends Service {
  /** AWS's own model of the service. */
  static override readonly schema = schema as Schema<SqsOperations>;
  /** AWS's own tongue: its operations, as `cloud.send` takes them. */
  static readonly api = sqsApi;
  /** What it allows, by row. */
  static override readonly limits = { ...sqsFifoLimits, ...sqsLimits };
  readonly #queues: Queues;

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
    this.#queues = new Queues(region);
  }

  /** What queues made from now on assume where AWS does not tell. */
  get model(): QueueModel {
    return this.#queues.model;
  }

  /** @internal */
  get queues(): Queues {
    return this.#queues;
  }

  /**
   * Makes a queue, or finds the one of that name, if it has the attributes asked for.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
   *
   * @param name 1 to 80 letters, digits, hyphens and underscores; that of a FIFO queue ends in `.fifo`
   * @param model what to assume for this queue where AWS does not tell
   * @param tags those of a new queue; ignored where it is there already
   * @throws QueueNameExists, QueueDeletedRecently, InvalidParameterValue, InvalidAttributeName, InvalidAttributeValue
   */
  createQueue(
    name: string,
    attributes: Partial<QueueAttributes> = {},
    model: Partial<QueueModel> = {},
    tags: Readonly<Record<string, string>> = {},
  ): Queue {
    return this.#queues.create(name, attributes, model, tags);
  }

  /** @internal Puts what another service delivers on the queue of that ARN. */
  override deliver(arn: string, delivery: Delivery): Reply<unknown> {
    const queue = this.#queues.find(arn);
    if (!queue) throw nonexistent();
    return deliver(queue, delivery);
  }

  /** @internal */
  override policyOf(arn: string): string | undefined {
    return this.#queues.find(arn)?.attributes.policy;
  }

  /** The queue of that name. @throws QueueDoesNotExist */
  getQueue(name: string): Queue {
    return this.#queues.get(name);
  }

  /**
   * The URL of the queue of that name.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html
   *
   * @throws QueueDoesNotExist, NotModelled (the queue of another account)
   */
  getQueueUrl(
    name: string,
    { queueOwnerAWSAccountId: owner }: { queueOwnerAWSAccountId?: string } = {},
  ): string {
    return this.#queues.url(name, owner);
  }

  /**
   * The queues whose names begin with `prefix`, the first thousand by name.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html
   */
  listQueues(prefix = ''): Queue[] {
    this.#queues.billing.addOther();
    return this.#queues.beginning(prefix).slice(0, sqsLimits.listedQueues.default);
  }

  /**
   * Moves the messages of a dead-letter queue back to where they come from, or to another queue of its type. The request
   * is billed; what the moves themselves cost AWS does not tell, and nothing is billed for them here.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
   *
   * @throws ResourceNotFoundException, InvalidParameterValue (also where one is active already), OverLimit, NotModelled
   *   (a queue of another account)
   */
  startMessageMoveTask(options: MessageMoveOptions): MessageMoveTask {
    return this.#queues.moves.start(options);
  }

  /**
   * The latest moves out of a queue, the latest first.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html
   *
   * @param maxResults 1 to 10
   * @throws ResourceNotFoundException, InvalidParameterValue
   */
  listMessageMoveTasks(sourceArn: string, maxResults?: number): MessageMoveTaskEntry[] {
    return this.#queues.moves.list(sourceArn, maxResults);
  }

  /**
   * Stops a move: it is CANCELLING, and CANCELLED a little later. What it has moved stays where it is. Returns how many
   * messages those are.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CancelMessageMoveTask.html
   *
   * @throws InvalidParameterValue, ResourceNotFoundException, UnsupportedOperation (it runs no more)
   */
  cancelMessageMoveTask(taskHandle: string): number {
    return this.#queues.moves.cancel(taskHandle);
  }
}

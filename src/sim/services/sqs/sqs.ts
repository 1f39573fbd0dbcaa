import type { Region, Usage } from '../../cloud/index.ts';
import { checkOptions } from '../../cloud/options.ts';
import type { Delivery } from '../../cloud/target.ts';
import { Uuids } from '../../cloud/uuid.ts';
import type { RandomStream, Reply } from '../../kernel/index.ts';
import { sqsApi } from './api.ts';
import {
  attributeName,
  checkAttributes,
  defaultAttributes,
  sameAttribute,
  withChanges,
  type QueueAttributeChanges,
  type QueueAttributes,
} from './attributes.ts';
import { deliverTo } from './deliver.ts';
import { otherAccount, sqsError } from './errors.ts';
import { sqsLimits } from './limits.ts';
import type { MessageMoveOptions, MessageMoveTask, MessageMoveTaskEntry } from './message-move-task.ts';
import { MessageMoves } from './message-moves.ts';
import type { QueueModel } from './model.ts';
import { fairQueueRequests, fifoRequests, standardRequests } from './prices.ts';
import { Queue } from './queue.ts';
import { withQueueTags } from './tags.ts';
import { checkRedriveAllowPolicy, checkRedrivePolicy } from './redrive.ts';

/**
 * Amazon SQS in one Region: its queues.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/welcome.html
 */
export class Sqs {
  /** AWS's own tongue: its operations, as `cloud.send` takes them. */
  static readonly api = sqsApi;
  /** @internal */
  static readonly limits = sqsLimits;
  /** The Region that it is in. */
  readonly region: Region;
  /** What queues made from now on assume where AWS does not tell. */
  readonly model: QueueModel = {
    hosts: 10,
    sampledHosts: 5,
    missedReceiveProbability: 0,
    missedDeleteProbability: 0,
    outOfOrderProbability: 0,
    inFlightMessages: sqsLimits.inFlightMessages.max,
    moveRate: sqsLimits.moveRate.max,
    moveCancelTime: 1,
    fairnessWindow: 60,
    partitions: 1,
    partitionInterval: 60,
    partitionLoad: 0.5,
  };
  /** @internal */
  readonly requests: Usage;
  #fifoRequests: Usage | undefined;
  #fairRequests: Usage | undefined;
  /** @internal */
  readonly messageIds: Uuids;
  readonly #queues = new Map<string, Queue>();
  readonly #deletedAt = new Map<string, number>();
  readonly #moves: MessageMoves;
  #messages = 0;

  /** Made by `Cloud`. */
  constructor(region: Region) {
    this.region = region;
    this.messageIds = new Uuids(region.world.simulation.random(`sqs/${region.name}/message ids`));
    this.#moves = new MessageMoves({
      simulation: region.world.simulation,
      account: region.account,
      find: (arn) => this.find(arn),
      sourcesOf: (arn) => this.sourcesOf(arn),
    });
    this.requests = region.world.meter.usage(standardRequests);
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
    checkOptions("createQueue's model", model, this.model);
    this.requests.add(1);
    const fifo = attributes.fifoQueue === true;
    checkName(name, fifo);
    const existing = this.#queues.get(name);
    if (existing) {
      checkAttributes(attributes, fifo);
      for (const [key, value] of Object.entries(attributes)) {
        if (value === undefined || sameAttribute(value, existing.attributes[key as keyof QueueAttributes]))
          continue;
        throw sqsError(
          'QueueNameExists',
          `A queue already exists with the same name and a different value for attribute ${attributeName(key)}`,
        );
      }
      return existing;
    }
    this.#checkFree(name);
    const set = this.changed(defaultAttributes(fifo), attributes, this.region.arn('sqs', name));
    const ownTags =
      Object.keys(tags).length > 0 ? withQueueTags(new Map(), tags, name) : new Map<string, string>();
    const queue = new Queue(this, name, set, checkedModel({ ...this.model, ...model }), ownTags);
    this.#queues.set(name, queue);
    return queue;
  }

  /** @internal Puts what another service delivers on the queue of that ARN. */
  deliver(arn: string, delivery: Delivery): Reply<unknown> {
    const queue = this.find(arn);
    if (!queue) throw sqsError('QueueDoesNotExist', 'The specified queue does not exist.');
    return deliverTo(queue, delivery);
  }

  /** The queue of that name. @throws QueueDoesNotExist */
  getQueue(name: string): Queue {
    const queue = this.#queues.get(name);
    if (!queue) throw sqsError('QueueDoesNotExist', 'The specified queue does not exist.');
    return queue;
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
    if (owner !== undefined && owner !== this.region.account) throw otherAccount();
    this.requests.add(1);
    return this.getQueue(name).url;
  }

  /**
   * The queues whose names begin with `prefix`, the first thousand by name.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html
   */
  listQueues(prefix = ''): Queue[] {
    this.requests.add(1);
    return this.beginning(prefix).slice(0, sqsLimits.listedQueues.default);
  }

  /** @internal All queues whose names begin with `prefix`, by name. */
  beginning(prefix = ''): Queue[] {
    return this.#byName(({ name }) => name.startsWith(prefix));
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
    this.requests.add(1);
    return this.#moves.start(options);
  }

  /**
   * The latest moves out of a queue, the latest first.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html
   *
   * @param maxResults 1 to 10
   * @throws ResourceNotFoundException, InvalidParameterValue
   */
  listMessageMoveTasks(
    sourceArn: string,
    maxResults: number = sqsLimits.listedMoveTasks.default,
  ): MessageMoveTaskEntry[] {
    this.requests.add(1);
    return this.#moves.list(sourceArn, maxResults);
  }

  /**
   * Stops a move: it is CANCELLING, and CANCELLED a little later. What it has moved stays where it is. Returns how many
   * messages those are.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CancelMessageMoveTask.html
   *
   * @throws InvalidParameterValue, ResourceNotFoundException, UnsupportedOperation (it runs no more)
   */
  cancelMessageMoveTask(taskHandle: string): number {
    this.requests.add(1);
    return this.#moves.cancel(taskHandle);
  }

  /** @internal The queue of that ARN. */
  find(arn: string): Queue | undefined {
    const name = arn.slice(arn.lastIndexOf(':') + 1);
    const queue = this.#queues.get(name);
    return queue?.arn === arn ? queue : undefined;
  }

  /** @internal Attributes with changes made, once they have been checked. */
  changed(attributes: QueueAttributes, changes: QueueAttributeChanges, arn: string): QueueAttributes {
    checkAttributes(changes, attributes.fifoQueue === true);
    if (changes.redriveAllowPolicy) checkRedriveAllowPolicy(changes.redriveAllowPolicy);
    if (changes.redrivePolicy) {
      checkRedrivePolicy(changes.redrivePolicy, arn, (target) => this.find(target)?.attributes);
    }
    return withChanges(attributes, changes);
  }

  /** @internal The queues whose dead-letter queue has that ARN, by name. */
  sourcesOf(arn: string): Queue[] {
    return this.#byName(({ attributes }) => attributes.redrivePolicy?.deadLetterTargetArn === arn);
  }

  /** @internal Requests for messages of FIFO queues: a line of the bill from the first on. */
  get fifoRequests(): Usage {
    return (this.#fifoRequests ??= this.region.world.meter.usage(fifoRequests));
  }

  /** @internal Requests for messages with a group on standard queues. */
  get fairRequests(): Usage {
    return (this.#fairRequests ??= this.region.world.meter.usage(fairQueueRequests));
  }

  /** @internal */
  nextMessageNumber(): number {
    return this.#messages++;
  }

  /** @internal The random stream of one purpose of one queue. */
  random(queueName: string, purpose: string): RandomStream {
    return this.region.world.simulation.random(`sqs/${this.region.name}/${queueName}/${purpose}`);
  }

  /** @internal The queue was deleted. */
  forget(queue: Queue): void {
    this.#queues.delete(queue.name);
    this.#deletedAt.set(queue.name, this.region.world.simulation.now);
  }

  #byName(wanted: (queue: Queue) => boolean): Queue[] {
    return [...this.#queues.values()].filter(wanted).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  #checkFree(name: string): void {
    const deleted = this.#deletedAt.get(name);
    if (deleted === undefined) return;
    const wait = sqsLimits.queueNameReuse.default;
    if (this.region.world.simulation.now < deleted + wait) {
      throw sqsError(
        'QueueDeletedRecently',
        `You must wait ${wait} seconds after deleting a queue before you can create another with the same name.`,
      );
    }
    this.#deletedAt.delete(name);
  }
}

function checkName(name: string, fifo: boolean): void {
  const { min, max } = sqsLimits.queueName;
  const plain = fifo ? name.replace(/\.fifo$/, '') : name;
  if (/^[\w-]+$/.test(plain) && name.length <= max && name.endsWith('.fifo') === fifo) return;
  throw sqsError(
    'InvalidParameterValue',
    fifo
      ? `The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be ${min} to ${max} in length`
      : `Can only include alphanumeric characters, hyphens, or underscores. ${min} to ${max} in length`,
  );
}

function checkedModel(model: QueueModel): QueueModel {
  const check = (names: readonly (keyof QueueModel)[], what: string, fits: (value: number) => boolean) => {
    for (const name of names)
      if (!fits(model[name])) throw new RangeError(`${name} is ${what}; not ${model[name]}.`);
  };
  check(
    ['hosts', 'sampledHosts', 'inFlightMessages', 'moveRate', 'fairnessWindow'],
    'a whole number from 1 up',
    (value) => Number.isInteger(value) && value >= 1,
  );
  check(
    ['partitions'],
    'a whole number from 1 up, or Infinity',
    (value) => value === Infinity || (Number.isInteger(value) && value >= 1),
  );
  check(
    ['missedReceiveProbability', 'missedDeleteProbability', 'outOfOrderProbability'],
    'a probability, from 0 to 1',
    (value) => value >= 0 && value <= 1,
  );
  check(['moveCancelTime'], 'a number of seconds from 0 up', (value) => value >= 0 && value < Infinity);
  check(['partitionInterval'], 'a number of seconds above 0', (value) => value > 0 && value < Infinity);
  check(['partitionLoad'], 'a share above 0, to 1', (value) => value > 0 && value <= 1);
  return model;
}

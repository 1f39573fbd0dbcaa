import { NotModelled, type Region, type Usage } from '../cloud/index.ts';
import type { RandomStream } from '../kernel/index.ts';
import {
  attributeName,
  checkAttributes,
  defaultAttributes,
  sameAttribute,
  type QueueAttributeChanges,
  type QueueAttributes,
} from './attributes.ts';
import { sqsError } from './errors.ts';
import { hashText } from './hash.ts';
import { sqsLimits } from './limits.ts';
import { MessageIds } from './message-id.ts';
import type { QueueModel } from './model.ts';
import { standardRequests } from './prices.ts';
import { Queue } from './queue.ts';
import { checkRedriveAllowPolicy, checkRedrivePolicy } from './redrive.ts';

/**
 * Amazon SQS in one Region: its queues.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/welcome.html
 */
export class Sqs {
  readonly region: Region;
  /** What queues made from now on assume where AWS does not tell. */
  readonly model: QueueModel = {
    hosts: 10,
    sampledHosts: 5,
    missedReceiveProbability: 0,
    missedDeleteProbability: 0,
    outOfOrderProbability: 0,
    inFlightMessages: sqsLimits.inFlightMessages.max,
  };
  /** @internal */
  readonly requests: Usage;
  /** @internal */
  readonly messageIds: MessageIds;
  readonly #queues = new Map<string, Queue>();
  readonly #deletedAt = new Map<string, number>();
  #messages = 0;

  /** Made by `Cloud`. */
  constructor(region: Region) {
    this.region = region;
    this.messageIds = new MessageIds(hashText(`${region.world.simulation.seed} ${region.name}`));
    this.requests = region.world.meter.usage(standardRequests);
  }

  /**
   * Makes a queue, or finds the one of that name, if it has the attributes asked for.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
   *
   * @param name 1 to 80 letters, digits, hyphens and underscores
   * @param model what to assume for this queue where AWS does not tell
   * @throws QueueNameExists, QueueDeletedRecently, InvalidParameterValue, InvalidAttributeName, InvalidAttributeValue
   */
  createQueue(
    name: string,
    attributes: Partial<QueueAttributes> = {},
    model: Partial<QueueModel> = {},
  ): Queue {
    this.requests.add(1);
    checkName(name);
    if ((attributes as { fifoQueue?: unknown }).fifoQueue === true)
      throw new NotModelled('Amazon SQS', 'FIFO queues');
    const existing = this.#queues.get(name);
    if (existing) {
      checkAttributes(attributes);
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
    const set = this.changed(defaultAttributes(), attributes, this.region.arn('sqs', name));
    const queue = new Queue(this, name, set, checkedModel({ ...this.model, ...model }));
    this.#queues.set(name, queue);
    return queue;
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
   * @throws QueueDoesNotExist
   */
  getQueueUrl(name: string): string {
    this.requests.add(1);
    return this.getQueue(name).url;
  }

  /**
   * The queues whose names begin with `prefix`, the first thousand by name.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html
   */
  listQueues(prefix = ''): Queue[] {
    this.requests.add(1);
    const found = [...this.#queues.values()].filter(({ name }) => name.startsWith(prefix));
    found.sort((a, b) => (a.name < b.name ? -1 : 1));
    return found.slice(0, sqsLimits.listedQueues.default);
  }

  /** @internal The queue of that ARN. */
  find(arn: string): Queue | undefined {
    const name = arn.slice(arn.lastIndexOf(':') + 1);
    const queue = this.#queues.get(name);
    return queue?.arn === arn ? queue : undefined;
  }

  /** @internal Attributes with changes made, once they have been checked. */
  changed(attributes: QueueAttributes, changes: QueueAttributeChanges, arn: string): QueueAttributes {
    checkAttributes(changes);
    if (changes.redriveAllowPolicy) checkRedriveAllowPolicy(changes.redriveAllowPolicy);
    if (changes.redrivePolicy) {
      checkRedrivePolicy(changes.redrivePolicy, arn, (target) => this.find(target)?.attributes);
    }
    const changed: Record<string, unknown> = { ...attributes };
    for (const [key, value] of Object.entries(changes)) {
      if (value === null) delete changed[key];
      else if (value !== undefined) changed[key] = value;
    }
    return changed as unknown as QueueAttributes;
  }

  /** @internal */
  nextMessageNumber(): number {
    return this.#messages++;
  }

  /** @internal The random stream of one purpose of one queue. */
  random(queue: Queue, purpose: string): RandomStream {
    return this.region.world.simulation.random(`sqs/${this.region.name}/${queue.name}/${purpose}`);
  }

  /** @internal The queue was deleted. */
  forget(queue: Queue): void {
    this.#queues.delete(queue.name);
    this.#deletedAt.set(queue.name, this.region.world.simulation.now);
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

function checkName(name: string): void {
  if (name.endsWith('.fifo')) throw new NotModelled('Amazon SQS', 'FIFO queues');
  const { min, max } = sqsLimits.queueName;
  if (/^[\w-]+$/.test(name) && name.length <= max) return;
  throw sqsError(
    'InvalidParameterValue',
    `Can only include alphanumeric characters, hyphens, or underscores. ${min} to ${max} in length`,
  );
}

function checkedModel(model: QueueModel): QueueModel {
  const { hosts, sampledHosts, inFlightMessages } = model;
  const whole = (name: string, value: number) => {
    if (!(Number.isInteger(value) && value >= 1))
      throw new RangeError(`${name} is a whole number from 1 up; not ${value}.`);
  };
  whole('hosts', hosts);
  whole('sampledHosts', sampledHosts);
  whole('inFlightMessages', inFlightMessages);
  for (const name of [
    'missedReceiveProbability',
    'missedDeleteProbability',
    'outOfOrderProbability',
  ] as const) {
    if (!(model[name] >= 0 && model[name] <= 1))
      throw new RangeError(`${name} is a probability, from 0 to 1; not ${model[name]}.`);
  }
  return model;
}

import { withoutTags } from '../../cloud/tags.ts';
import { Reply, type Simulation } from '../../kernel/index.ts';
import {
  withChanges,
  type QueueAttributeChanges,
  type QueueAttributes,
  type QueueStatus,
} from './attributes.ts';
import { sqsError } from './errors.ts';
import { withoutPermission, withPermission } from './permissions.ts';
import type { Queue } from './queue.ts';
import { Requests } from './requests.ts';
import type { Sqs } from './sqs.ts';
import { withQueueTags } from './tags.ts';

/** What is set on a queue, and the requests that set it: attributes, tags, permissions. Its messages are a `Queue`'s. */
export abstract class QueueSettings {
  /** Its name; that of a FIFO queue ends in `.fifo`. */
  readonly name: string;
  /** Its ARN: `arn:aws:sqs:us-east-1:123456789012:jobs`. */
  readonly arn: string;
  /** Its URL, as `QueueUrl` takes it. */
  readonly url: string;
  readonly #sqs: Sqs;
  readonly #requests: Requests;
  readonly #done: Reply<void>;
  readonly #created: number;
  #attributes: QueueAttributes;
  #tags: ReadonlyMap<string, string>;
  #lastModified: number;
  #lastAccess: number;
  #deleted = false;

  constructor(sqs: Sqs, name: string, attributes: QueueAttributes, tags: ReadonlyMap<string, string>) {
    const { region } = sqs;
    const { simulation } = region.world;
    this.name = name;
    this.arn = region.arn('sqs', name);
    this.url = `https://sqs.${region.name}.${region.domain}/${region.account}/${name}`;
    this.#sqs = sqs;
    this.#requests = new Requests(sqs, attributes.fifoQueue === true);
    this.#done = Reply.resolved<void>(simulation, undefined);
    this.#lastAccess = simulation.nowMicros;
    this.#created = this.#lastModified = simulation.epochMillis;
    this.#attributes = attributes;
    this.#tags = tags;
  }

  /** Messages that can be received. */
  abstract get approximateNumberOfMessages(): number;
  /** Messages in flight: received, neither deleted nor visible again. */
  abstract get approximateNumberOfMessagesNotVisible(): number;
  /** Messages that are delayed. */
  abstract get approximateNumberOfMessagesDelayed(): number;

  /** Its attributes as they are set. */
  get attributes(): Readonly<QueueAttributes> {
    return this.#attributes;
  }

  /** Its attributes and numbers. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
  getQueueAttributes(): Reply<QueueStatus> {
    this.access();
    this.requests.billOther();
    return Reply.resolved(this.simulation, {
      ...this.#attributes,
      queueArn: this.arn,
      createdTimestamp: Math.floor(this.#created / 1000),
      lastModifiedTimestamp: Math.floor(this.#lastModified / 1000),
      approximateNumberOfMessages: this.approximateNumberOfMessages,
      approximateNumberOfMessagesNotVisible: this.approximateNumberOfMessagesNotVisible,
      approximateNumberOfMessagesDelayed: this.approximateNumberOfMessagesDelayed,
    });
  }

  /**
   * Sets attributes. Retention acts on the messages that are there, and so does the delay of a FIFO queue; that of a
   * standard queue and the visibility timeout on later sends and receives only. An attribute that is undefined keeps
   * its value; null takes a policy or a key away.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
   *
   * @throws InvalidAttributeName, InvalidAttributeValue, InvalidParameterValue, QueueDoesNotExist
   */
  setQueueAttributes(attributes: QueueAttributeChanges): Reply<void> {
    this.access();
    const changed = this.sqs.changed(this.#attributes, attributes, this.arn);
    this.attributesChanging();
    this.#set(changed);
    this.requests.billOther();
    this.attributesChanged();
    return this.done;
  }

  /**
   * Sets tags. Stored only: nothing here reads them.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_TagQueue.html
   *
   * @throws MissingParameter (none given), InvalidParameterValue (more than 50, or a bad key or value), QueueDoesNotExist
   */
  tagQueue(tags: Readonly<Record<string, string>>): Reply<void> {
    this.access();
    this.#tags = withQueueTags(this.#tags, tags, this.name);
    this.requests.billOther();
    return this.done;
  }

  /**
   * Takes tags away; a key that is not there is no error.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_UntagQueue.html
   *
   * @throws InvalidParameterValue (no keys), QueueDoesNotExist
   */
  untagQueue(keys: readonly string[]): Reply<void> {
    this.access();
    if (keys.length === 0)
      throw sqsError('InvalidParameterValue', 'Tag keys must be between 1 and 128 characters in length.');
    this.#tags = withoutTags(this.#tags, keys);
    this.requests.billOther();
    return this.done;
  }

  /** Its tags. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueueTags.html */
  listQueueTags(): Reply<Record<string, string>> {
    this.access();
    this.requests.billOther();
    return Reply.resolved(this.simulation, Object.fromEntries(this.#tags));
  }

  /**
   * Writes a statement into the queue's policy that lets accounts act. Stored only: nothing here asks who calls.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html
   *
   * @param label 1 to 80 letters, digits, hyphens and underscores; new to the policy
   * @param accounts twelve digits each
   * @param actions up to seven: `SendMessage` and the like, or `*`
   * @throws InvalidParameterValue, MissingParameter, OverLimit, QueueDoesNotExist
   */
  addPermission(label: string, accounts: readonly string[], actions: readonly string[]): Reply<void> {
    this.access();
    const policy = withPermission(this.#attributes.policy, this.arn, label, accounts, actions);
    this.#set(withChanges(this.#attributes, { policy }));
    this.requests.billOther();
    return this.done;
  }

  /**
   * Takes a statement out of the queue's policy.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_RemovePermission.html
   *
   * @throws InvalidParameterValue (no such label), QueueDoesNotExist
   */
  removePermission(label: string): Reply<void> {
    this.access();
    this.#set(
      withChanges(this.#attributes, { policy: withoutPermission(this.#attributes.policy, label) ?? null }),
    );
    this.requests.billOther();
    return this.done;
  }

  /**
   * The queues of which this is the dead-letter queue, by name.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListDeadLetterSourceQueues.html
   */
  listDeadLetterSourceQueues(): Reply<Queue[]> {
    this.access();
    this.requests.billOther();
    return Reply.resolved(this.simulation, this.sqs.sourcesOf(this.arn));
  }

  // Getters: who prints a queue does not print the whole cloud.
  protected get sqs(): Sqs {
    return this.#sqs;
  }

  protected get simulation(): Simulation {
    return this.#sqs.region.world.simulation;
  }

  protected get requests(): Requests {
    return this.#requests;
  }

  /** What a request answers that has nothing to say. */
  protected get done(): Reply<void> {
    return this.#done;
  }

  /** When it was called last, in microseconds. */
  protected get lastAccess(): number {
    return this.#lastAccess;
  }

  protected get deleted(): boolean {
    return this.#deleted;
  }

  /** From now on every call fails. */
  protected markDeleted(): void {
    this.#deleted = true;
  }

  /** Brings its messages up to now by the attributes that have held so far. */
  protected abstract attributesChanging(): void;

  /** Acts on what was changed. */
  protected abstract attributesChanged(): void;

  /** Begins a call: the queue must exist, and is in use. Returns the time in microseconds. */
  protected access(): number {
    if (this.#deleted) throw nonexistent();
    return (this.#lastAccess = this.simulation.nowMicros);
  }

  #set(attributes: QueueAttributes): void {
    this.#attributes = attributes;
    this.#lastModified = this.simulation.epochMillis;
  }
}

/** What every call on a deleted queue is answered. */
export const nonexistent = () => sqsError('QueueDoesNotExist', 'The specified queue does not exist.');

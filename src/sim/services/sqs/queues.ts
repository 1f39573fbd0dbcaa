import type { Region } from '../../cloud/index.ts';
import { checkObject, checkOptions } from '../../cloud/options.ts';
import { Uuids } from '../../cloud/uuid.ts';
import {
  attributeName,
  checkAttributes,
  defaultAttributes,
  sameAttribute,
  type QueueAttributes,
} from './attributes.ts';
import { Billing } from './billing.ts';
import { missing, nonexistent, otherAccount, sqsError } from './errors.ts';
import { FifoQueue } from './fifo-queue.ts';
import { sqsLimits } from './limits.ts';
import { MessageMoves } from './message-moves.ts';
import { checkModel, defaultModel, type QueueModel } from './model.ts';
import { changed } from './operations/attributes.ts';
import { queueTags } from './operations/tags.ts';
import type { QueueState, QueueWorld } from './queue-state.ts';
import { Queue } from './queue.ts';
import { StandardQueue } from './standard-queue.ts';

/** The queues of one Region, by name. */
export class Queues implements QueueWorld {
  readonly region: Region;
  readonly billing: Billing;
  /** What queues made from now on assume where AWS does not tell. */
  readonly model = defaultModel();
  readonly moves: MessageMoves;
  readonly #ids: Uuids;
  readonly #queues = new Map<string, { readonly state: QueueState; readonly queue: Queue }>();
  readonly #deletedAt = new Map<string, number>();
  #messages = 0;

  constructor(region: Region) {
    const { simulation, meter } = region.world;
    this.region = region;
    this.billing = new Billing(meter);
    this.moves = new MessageMoves(this);
    this.#ids = new Uuids(simulation.random(`sqs/${region.name}/message ids`));
  }

  /** As `Sqs.createQueue` says. */
  create(
    name: string,
    attributes: Partial<QueueAttributes>,
    model: Partial<QueueModel>,
    tags: Readonly<Record<string, string>>,
  ): Queue {
    checkObject("createQueue's attributes", attributes);
    checkOptions("createQueue's model", model, this.model);
    checkObject("createQueue's tags", tags);
    this.billing.addOther();
    const fifo = attributes.fifoQueue === true;
    checkName(name, fifo);
    const existing = this.#queues.get(name);
    if (existing) {
      checkSame(attributes, existing.state.attributes);
      return existing.queue;
    }
    this.#checkFree(name);
    const set = changed(this, defaultAttributes(fifo), attributes, this.region.arn('sqs', name));
    const ownTags =
      Object.keys(tags).length > 0 ? queueTags(new Map(), tags, name) : new Map<string, string>();
    const Type = fifo ? FifoQueue : StandardQueue;
    const ownModel = { ...this.model, ...model };
    checkModel(ownModel);
    const state = new Type({ world: this, name, attributes: set, model: ownModel, tags: ownTags });
    const queue = new Queue(state, () => this.sourcesOf(state.arn));
    this.#queues.set(name, { state, queue });
    return queue;
  }

  /** The queue of that name. @throws QueueDoesNotExist */
  get(name: string): Queue {
    const found = this.#queues.get(name);
    if (!found) throw nonexistent();
    return found.queue;
  }

  /** The URL of the queue of that name. @throws QueueDoesNotExist, NotModelled (the queue of another account) */
  url(name: string, owner = this.region.account): string {
    if (owner !== this.region.account) throw otherAccount();
    this.billing.addOther();
    return this.get(name).url;
  }

  /** All queues whose names begin with `prefix`, by name. */
  beginning(prefix = ''): Queue[] {
    return this.#byName(({ name }) => name.startsWith(prefix));
  }

  /** The queues whose dead-letter queue has that ARN, by name. */
  sourcesOf(arn: string): Queue[] {
    return this.#byName(({ attributes }) => attributes.redrivePolicy?.deadLetterTargetArn === arn);
  }

  find(arn: string): QueueState | undefined {
    const state = this.#queues.get(arn.slice(arn.lastIndexOf(':') + 1))?.state;
    return state?.arn === arn ? state : undefined;
  }

  forget(name: string): void {
    this.#queues.delete(name);
    this.#deletedAt.set(name, this.region.world.simulation.now);
  }

  nextMessage(): number {
    return this.#messages++;
  }

  messageId(ordinal: number): string {
    return this.#ids.of(ordinal);
  }

  #byName(wanted: (state: QueueState) => boolean): Queue[] {
    return [...this.#queues.values()]
      .filter(({ state }) => wanted(state))
      .map(({ queue }) => queue)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
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

/** A queue that is there is found by CreateQueue only where it has the attributes that are asked for. */
function checkSame(attributes: Partial<QueueAttributes>, existing: QueueAttributes): void {
  checkAttributes(attributes, existing.fifoQueue === true);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || sameAttribute(key, value, existing[key as keyof QueueAttributes])) continue;
    throw sqsError(
      'QueueNameExists',
      `A queue already exists with the same name and a different value for attribute ${attributeName(key)}`,
    );
  }
}

function checkName(name: string, fifo: boolean): void {
  if (typeof name !== 'string') throw missing('QueueName');
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

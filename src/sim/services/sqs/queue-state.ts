import type { Region } from '../../cloud/index.ts';
import { Reply, type RandomStream, type Simulation } from '../../kernel/index.ts';
import type { QueueAttributes } from './attributes.ts';
import type { Backlog } from './backlog.ts';
import type { Billing } from './billing.ts';
import { nonexistent } from './errors.ts';
import type { ThrottledAction } from './fifo-throughput.ts';
import { sqsLimits } from './limits.ts';
import { LongPolls } from './long-polls.ts';
import type { SendMessageOptions, SendMessageResult } from './message.ts';
import { publishMetrics, type QueueMetrics } from './metrics.ts';
import type { QueueModel } from './model.ts';
import { ReceiptHandles } from './receipt-handle.ts';
import type { ReceiveAttempts } from './receive-attempts.ts';
import type { QuietCounts } from './standard-backlog.ts';
import type { Envelope, StoredMessage } from './stored-message.ts';

const MICROS = 1_000_000;

/** What a queue needs of the Region around it. */
export interface QueueWorld {
  readonly region: Region;
  readonly billing: Billing;
  /** The ordinal of a new message. */
  nextMessage(): number;
  /** The id of a message, by its ordinal. */
  messageId(ordinal: number): string;
  /** The queue of that ARN. */
  find(arn: string): QueueState | undefined;
  /** A queue was deleted. */
  forget(name: string): void;
}

/** What a queue is made of. */
export interface QueueSetup {
  readonly world: QueueWorld;
  readonly name: string;
  readonly attributes: QueueAttributes;
  readonly model: QueueModel;
  readonly tags: ReadonlyMap<string, string>;
}

/** The message of a receipt handle: undefined where it is gone, not current where it was received again. */
export interface Held {
  readonly message: StoredMessage | undefined;
  readonly current: boolean;
}

/**
 * A queue from inside: what its operations, each in a file of its own, work on. `StandardQueue` and `FifoQueue` are what
 * they do differently on the two types. Its holder sees a `Queue`.
 */
export abstract class QueueState {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly model: Readonly<QueueModel>;
  readonly world: QueueWorld;
  readonly simulation: Simulation;
  readonly handles: ReceiptHandles;
  readonly polls: LongPolls;
  readonly metrics: QueueMetrics;
  /** The answer to a request that has nothing to say. */
  readonly done: Reply<void>;
  /** Never changed in place. */
  attributes: QueueAttributes;
  tags: ReadonlyMap<string, string>;
  /** Milliseconds of the Unix epoch. */
  readonly created: number;
  lastModified: number;
  /** When it was called last, in microseconds. */
  lastAccess: number;
  lastPurge = -Infinity;
  deleted = false;
  /** What tells it from all other queues, one made again under its old name included. */
  protected readonly identity: string;
  readonly #startMillis: number;
  readonly #streams = new Map<string, RandomStream>();

  abstract readonly fifo: boolean;
  abstract readonly backlog: Backlog;

  constructor({ world, name, attributes, model, tags }: QueueSetup) {
    const { region } = world;
    const { simulation } = region.world;
    this.name = name;
    this.arn = region.arn('sqs', name);
    this.url = `https://sqs.${region.name}.${region.domain}/${region.account}/${name}`;
    this.model = Object.freeze({ ...model });
    this.world = world;
    this.simulation = simulation;
    this.attributes = attributes;
    this.tags = tags;
    this.created = this.lastModified = simulation.epochMillis;
    this.lastAccess = simulation.nowMicros;
    this.#startMillis = simulation.epochMillis - Math.floor(simulation.nowMicros / 1000);
    this.identity = `${simulation.seed} ${this.arn} ${simulation.nowMicros}`;
    this.handles = new ReceiptHandles(this.identity);
    this.polls = new LongPolls(simulation, this);
    this.done = Reply.resolved<void>(simulation, undefined);
    this.metrics = publishMetrics(region, name, this, attributes.fifoQueue === true);
  }

  // ── What the two types do differently ─────────────────────────────────────────────────────────────────────────

  /** Lets a call pass that concerns messages of some groups. Throws RequestThrottled. */
  abstract throttle(action: ThrottledAction, groups?: () => readonly string[]): void;
  /** Checks the group and the ids that come with a message. */
  abstract envelope(body: string, options: SendMessageOptions): Envelope | undefined;
  /** Checks the delay that comes with a message; undefined where the queue's applies. */
  abstract delay(delaySeconds: number): number | undefined;
  /** The answer to the message that this one repeats; undefined for a new message. */
  abstract duplicate(envelope: Envelope | undefined): SendMessageResult | undefined;
  /** The answer to a new message. */
  abstract accepted(message: StoredMessage, messageId: string): SendMessageResult;
  /** The receives that can be repeated; undefined where none can be. */
  abstract readonly attempts: ReceiveAttempts | undefined;
  /** A short poll finds too many messages in flight. */
  abstract overLimit(limit: number): void;
  /** Whether a message that is delivered stays visible all the same. */
  abstract missesReceive(): boolean;
  /** Whether a handle deletes its message. */
  abstract deletes(held: Held, receiptHandle: string): boolean;
  /** Whether a handle whose message is not in flight may still ask for another visibility timeout, which changes nothing. */
  abstract readonly ignoresLateChange: boolean;
  /** A message comes from another queue. */
  abstract arrive(message: StoredMessage): void;
  /** The attributes have changed. */
  abstract attributesChanged(): void;
  /** Drops all messages. */
  abstract clear(): void;

  // ── For every operation ───────────────────────────────────────────────────────────────────────────────────────

  /** Begins a call: the queue must exist, and is in use. Returns the time in microseconds. */
  access(): number {
    if (this.deleted) throw nonexistent();
    return (this.lastAccess = this.simulation.nowMicros);
  }

  /** Bills a request on messages, and answers that it is done. */
  bill(bytes: number, grouped: boolean): Reply<void> {
    this.world.billing.add(this.fifo, bytes, grouped);
    return this.done;
  }

  /** Bills any other request, and answers that it is done. */
  billOther(): Reply<void> {
    this.world.billing.addOther();
    return this.done;
  }

  /** Sets attributes that have been checked. */
  set(attributes: QueueAttributes): void {
    this.attributes = attributes;
    this.lastModified = this.simulation.epochMillis;
  }

  idOf(message: StoredMessage): string {
    return this.world.messageId(message.number);
  }

  /** An instant, in microseconds, as milliseconds of the Unix epoch. */
  epochMillis(micros: number): number {
    return this.#startMillis + Math.floor(micros / 1000);
  }

  /** Whatever was sent then or before has expired. */
  get cutoff(): number {
    return this.simulation.nowMicros - this.attributes.messageRetentionPeriod * MICROS;
  }

  /** Messages that may be in flight: what the model says, or what Service Quotas has raised the quota to. */
  get inFlightLimit(): number {
    return this.world.region.quotas.get(sqsLimits.inFlightMessages) ?? this.model.inFlightMessages;
  }

  /** The random stream of one purpose. */
  random(purpose: string): RandomStream {
    let stream = this.#streams.get(purpose);
    if (!stream) {
      const name = `sqs/${this.world.region.name}/${this.name}/${purpose}`;
      this.#streams.set(purpose, (stream = this.simulation.random(name)));
    }
    return stream;
  }

  trace(what: string, message: StoredMessage): void {
    const { trace } = this.simulation;
    if (trace.enabled)
      trace.add(this.name, what, { messageId: this.idOf(message), receives: message.receives });
  }

  // ── Long polls ────────────────────────────────────────────────────────────────────────────────────────────────

  /** Brings visibility up to now, and says whether there is a message to receive. */
  anyVisible(): boolean {
    this.backlog.advance(this.simulation.nowMicros);
    return this.backlog.ready;
  }

  /** When the next message becomes visible by itself, in microseconds; Infinity where none will. */
  get nextVisible(): number {
    return this.backlog.nextVisible;
  }

  /** A receive that brought nothing counts and costs too. */
  countEmpty(): void {
    this.metrics.NumberOfEmptyReceives!.add(1);
    this.bill(0, false);
  }

  // ── What an observer sees ─────────────────────────────────────────────────────────────────────────────────────

  /** The messages, brought up to now in visibility and retention. */
  catchUp(): Backlog {
    const { backlog } = this;
    backlog.advance(this.simulation.nowMicros);
    backlog.expire(this.cutoff);
    return backlog;
  }

  /** How long the oldest message has been here, in seconds. */
  get age(): number | undefined {
    return this.secondsSince(this.catchUp().oldest());
  }

  /** Whether it publishes metrics: it holds messages, or was called within the last six hours. */
  get active(): boolean {
    if (this.deleted) return false;
    if (this.simulation.nowMicros <= this.lastAccess + sqsLimits.activeQueue.default * MICROS) return true;
    const { visible, inFlight, delayed } = this.catchUp();
    return visible + inFlight + delayed > 0;
  }

  /** Standard: what counts where noisy groups are left out. */
  get quiet(): QuietCounts | undefined {
    return undefined;
  }

  /** Standard: how long the oldest message that is not of a noisy group has been here, in seconds. */
  get quietAge(): number | undefined {
    return undefined;
  }

  /** FIFO: groups with a message in flight. */
  get groupsInFlight(): number | undefined {
    return undefined;
  }

  /** FIFO, in high throughput mode: its partitions. */
  get partitions(): number | undefined {
    return undefined;
  }

  protected secondsSince(micros: number | undefined): number | undefined {
    return micros === undefined ? undefined : (this.simulation.nowMicros - micros) / MICROS;
  }
}

import type { Timer } from '../../kernel/index.ts';
import { sqsLimits } from './limits.ts';
import { sendAnew } from './operations/send.ts';
import { takeOut } from './operations/redrive.ts';
import type { QueueState } from './queue-state.ts';

const MICROS = 1_000_000;
const NONEXISTENT = 'AWS.SimpleQueueService.NonExistentQueue';

/** What a move task is to do. */
export interface MessageMoveOptions {
  /** The ARN of a queue that is a dead-letter queue. */
  sourceArn: string;
  /** Where its messages go. Default: each to the queue that it comes from. */
  destinationArn?: string;
  /** 1 to 500. Default: as fast as AWS finds right, which the model's `moveRate` says. */
  maxNumberOfMessagesPerSecond?: number;
}

/** Where a move task stands; CANCELLING for as long as the source queue's model says (`moveCancelTime`). */
export type MessageMoveStatus = 'RUNNING' | 'COMPLETED' | 'CANCELLING' | 'CANCELLED' | 'FAILED';

/** What ListMessageMoveTasks says of a task. */
export interface MessageMoveTaskEntry extends MessageMoveOptions {
  /** What cancels it; there as long as it runs. */
  taskHandle?: string;
  /** Where it stands. */
  status: MessageMoveStatus;
  /** How many it has moved. */
  approximateNumberOfMessagesMoved: number;
  /** How many there were to move when it started. */
  approximateNumberOfMessagesToMove: number;
  /** When it started, in milliseconds of the Unix epoch. */
  startedTimestamp: number;
  /**
   * Why it failed: `AWS.SimpleQueueService.NonExistentQueue` (source or destination was deleted),
   * `CouldNotDetermineMessageSource` (a message that came by no redrive policy, and no destination was named),
   * `InvalidParameterValue` (a message larger than its destination takes), or that it ran for 36 hours.
   */
  failureReason?: string;
}

/**
 * Moves the messages of a dead-letter queue, the first in turn first. Each arrives as a new message, with another id, a
 * new time of sending and no receives. It moves as many as were visible when it started, and ends when none is. AWS does
 * not say that its sends count among the calls a FIFO queue takes in a second: here they do not.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
 */
export class MessageMoveTask {
  /** What cancels it. */
  readonly taskHandle: string;
  /** What it was asked to do. */
  readonly options: Readonly<MessageMoveOptions>;
  readonly #source: QueueState;
  readonly #start: number;
  readonly #startedTimestamp: number;
  readonly #toMove: number;
  #moved = 0;
  #status: MessageMoveStatus = 'RUNNING';
  #failureReason: string | undefined;
  #timer: Timer | undefined;

  /** Started by `Sqs.startMessageMoveTask`. */
  constructor(source: QueueState, options: MessageMoveOptions, taskHandle: string) {
    const { simulation } = source;
    this.taskHandle = taskHandle;
    this.options = Object.freeze({ ...options });
    this.#source = source;
    this.#start = simulation.nowMicros;
    this.#startedTimestamp = simulation.epochMillis;
    this.#toMove = source.catchUp().visible;
    this.#next();
  }

  /** Where it stands. */
  get status(): MessageMoveStatus {
    return this.#status;
  }

  /** How many it has moved. */
  get approximateNumberOfMessagesMoved(): number {
    return this.#moved;
  }

  /** What ListMessageMoveTasks says of it now. */
  get entry(): MessageMoveTaskEntry {
    const entry: MessageMoveTaskEntry = {
      ...this.options,
      status: this.#status,
      approximateNumberOfMessagesMoved: this.#moved,
      approximateNumberOfMessagesToMove: this.#toMove,
      startedTimestamp: this.#startedTimestamp,
    };
    if (this.#status === 'RUNNING') entry.taskHandle = this.taskHandle;
    if (this.#failureReason !== undefined) entry.failureReason = this.#failureReason;
    return entry;
  }

  /** Whether it keeps others of its source from starting. */
  get active(): boolean {
    return this.#status === 'RUNNING' || this.#status === 'CANCELLING';
  }

  /** Stops it; what has moved stays where it is. */
  cancel(): void {
    this.#timer?.cancel();
    this.#status = 'CANCELLING';
    const { moveCancelTime } = this.#source.model;
    this.#timer = this.#source.simulation.timer(moveCancelTime, () => this.#end('CANCELLED'));
  }

  #end(status: MessageMoveStatus, failureReason?: string): void {
    this.#status = status;
    this.#failureReason = failureReason;
    this.#timer?.cancel();
  }

  /** Waits for the turn of the next message. */
  #next(): void {
    const { simulation } = this.#source;
    const rate = this.options.maxNumberOfMessagesPerSecond ?? this.#source.model.moveRate;
    const at = this.#start + Math.round((this.#moved * MICROS) / rate);
    this.#timer = simulation.timer((at - simulation.nowMicros) / MICROS, () => this.#move());
  }

  #move(): void {
    const { simulation } = this.#source;
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/troubleshooting-dlq-redrive.html
    if (this.#source.deleted) return this.#end('FAILED', NONEXISTENT);
    if (simulation.nowMicros > this.#start + sqsLimits.moveDuration.max * MICROS)
      return this.#end('FAILED', 'The task ran for 36 hours.');
    if (this.#moved >= this.#toMove) return this.#end('COMPLETED');
    let target: QueueState | undefined;
    let refused: string | undefined;
    const message = takeOut(this.#source, (candidate) => {
      const arn = this.options.destinationArn ?? candidate.moved?.from;
      target = arn === undefined ? undefined : this.#source.world.find(arn);
      if (arn === undefined) refused = 'CouldNotDetermineMessageSource';
      else if (!target) refused = NONEXISTENT;
      // A move needs leave to SendMessage, and is held to be such a send.
      else if (candidate.size > target.attributes.maximumMessageSize) refused = 'InvalidParameterValue';
      return refused === undefined;
    });
    if (refused !== undefined) return this.#end('FAILED', refused);
    if (!message) return this.#end('COMPLETED');
    this.#moved++;
    sendAnew(target!, message);
    this.#next();
  }
}

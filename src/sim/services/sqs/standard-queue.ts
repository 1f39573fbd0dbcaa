import { hashText } from '../../cloud/digest/index.ts';
import { checkId, checkRange } from './checks.ts';
import { sqsError, wrongQueueType } from './errors.ts';
import type { SendMessageOptions, SendMessageResult } from './message.ts';
import { QueueState, type Held, type QueueSetup } from './queue-state.ts';
import { StandardBacklog, type QuietCounts } from './standard-backlog.ts';
import type { Envelope, StoredMessage } from './stored-message.ts';

/** A standard queue from inside: at least once, nearly in order, without a limit on calls. */
export class StandardQueue extends QueueState {
  readonly fifo = false;
  readonly backlog: StandardBacklog;
  readonly attempts = undefined;
  readonly ignoresLateChange = true;

  constructor(setup: QueueSetup) {
    super(setup);
    this.backlog = new StandardBacklog(this.model, hashText(this.identity), (purpose) =>
      this.random(purpose),
    );
  }

  throttle(): void {}

  envelope(_body: string, options: SendMessageOptions): Envelope | undefined {
    const { messageGroupId: groupId, messageDeduplicationId: id, awsTraceHeader } = options;
    if (id !== undefined) throw wrongQueueType('MessageDeduplicationId', id);
    if (groupId === undefined && awsTraceHeader === undefined) return undefined;
    if (groupId !== undefined) checkId('MessageGroupId', groupId);
    return { groupId, awsTraceHeader };
  }

  delay(delaySeconds: number): number {
    checkRange.delaySeconds(delaySeconds);
    return delaySeconds;
  }

  duplicate(): undefined {}

  accepted(_message: StoredMessage, messageId: string): SendMessageResult {
    return { messageId };
  }

  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html
  overLimit(limit: number): void {
    throw sqsError('OverLimit', `The queue has ${limit} messages in flight: delete some first.`);
  }

  missesReceive(): boolean {
    return this.#happens('missed receives', this.model.missedReceiveProbability);
  }

  /** In flight or visible again: the handle of the latest receive deletes; an older one succeeds and does not. */
  deletes({ current }: Held): boolean {
    return current && !this.#happens('missed deletes', this.model.missedDeleteProbability);
  }

  arrive(): void {}

  attributesChanged(): void {}

  clear(): void {
    this.backlog.clear();
  }

  override get quiet(): QuietCounts {
    return (this.catchUp() as StandardBacklog).quiet;
  }

  override get quietAge(): number | undefined {
    return this.secondsSince((this.catchUp() as StandardBacklog).oldest(true));
  }

  #happens(purpose: string, probability: number): boolean {
    return probability > 0 && this.random(purpose).bernoulli(probability);
  }
}

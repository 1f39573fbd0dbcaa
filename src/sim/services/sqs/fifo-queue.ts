import { sha256, utf8 } from '../../cloud/digest/index.ts';
import { checkId } from './checks.ts';
import { Deduplication } from './deduplication.ts';
import { invalidParameter, missing, sqsError, wrongQueueType } from './errors.ts';
import { FifoBacklog } from './fifo-backlog.ts';
import { FifoThroughput, type ThrottledAction } from './fifo-throughput.ts';
import type { SendMessageOptions, SendMessageResult } from './message.ts';
import { QueueState, type Held, type QueueSetup } from './queue-state.ts';
import { ReceiveAttempts } from './receive-attempts.ts';
import { sequenceNumber } from './sequence-number.ts';
import type { Envelope, StoredMessage } from './stored-message.ts';

const MICROS = 1_000_000;

/** A FIFO queue from inside: each message group in order, duplicates dropped, so many calls a second. */
export class FifoQueue extends QueueState {
  readonly fifo = true;
  readonly backlog: FifoBacklog;
  readonly attempts = new ReceiveAttempts();
  readonly ignoresLateChange = false;
  readonly #throughput: FifoThroughput;
  readonly #ids = new Deduplication();

  constructor(setup: QueueSetup) {
    super(setup);
    this.backlog = new FifoBacklog(this.attributes.delaySeconds * MICROS);
    this.#throughput = new FifoThroughput(this.world.region.name, this.model);
  }

  throttle(action: ThrottledAction, groups: () => readonly string[] = () => []): void {
    const now = this.simulation.nowMicros;
    if (this.#highThroughput) this.#throughput.useHigh(action, groups(), now);
    else this.#throughput.use(action, now);
  }

  envelope(body: string, options: SendMessageOptions): Envelope {
    const { messageGroupId: groupId, awsTraceHeader } = options;
    if (groupId === undefined) throw missing('MessageGroupId');
    checkId('MessageGroupId', groupId);
    let { messageDeduplicationId: deduplicationId } = options;
    if (deduplicationId !== undefined) {
      checkId('MessageDeduplicationId', deduplicationId);
    } else {
      if (!this.attributes.contentBasedDeduplication) {
        throw sqsError(
          'InvalidParameterValue',
          'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
        );
      }
      // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html
      deduplicationId = sha256(utf8(body));
    }
    return { groupId, deduplicationId, awsTraceHeader };
  }

  /** The queue's delay holds for every message: 0 is allowed, and changes nothing. */
  delay(delaySeconds: number): undefined {
    if (delaySeconds !== 0) throw wrongQueueType('DelaySeconds', delaySeconds);
  }

  duplicate(envelope: Envelope): SendMessageResult | undefined {
    const accepted = this.#ids.find(
      envelope.deduplicationId!,
      this.#scopeOf(envelope),
      this.simulation.nowMicros,
    );
    return accepted && { messageId: accepted.messageId, sequenceNumber: accepted.sequenceNumber };
  }

  accepted({ envelope, order }: StoredMessage, messageId: string): SendMessageResult {
    const answer = { messageId, sequenceNumber: sequenceNumber(order) };
    const at = this.simulation.nowMicros;
    this.#ids.add(envelope!.deduplicationId!, this.#scopeOf(envelope!), { at, ...answer });
    return answer;
  }

  /** Nothing comes then, and no error. */
  overLimit(): void {}

  missesReceive(): boolean {
    return false;
  }

  deletes({ message, current }: Held, receiptHandle: string): boolean {
    if (current && this.backlog.isInFlight(message!)) return true;
    throw invalidParameter('ReceiptHandle', receiptHandle, 'The receipt handle has expired.');
  }

  arrive(message: StoredMessage): void {
    message.sent = this.simulation.nowMicros;
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
    message.envelope = { ...message.envelope, deduplicationId: this.idOf(message) };
  }

  attributesChanged(): void {
    this.backlog.setDelay(this.attributes.delaySeconds * MICROS, this.simulation.nowMicros);
  }

  clear(): void {
    this.backlog.clear();
    this.#ids.clear();
    this.attempts.clear();
  }

  override get groupsInFlight(): number {
    return (this.catchUp() as FifoBacklog).groupsInFlight;
  }

  override get partitions(): number | undefined {
    return this.#highThroughput ? this.#throughput.partitions(this.simulation.nowMicros) : undefined;
  }

  get #highThroughput(): boolean {
    return this.attributes.fifoThroughputLimit === 'perMessageGroupId';
  }

  /** The group in which a deduplication id counts; undefined where it counts in the whole queue. */
  #scopeOf({ groupId }: Envelope): string | undefined {
    return this.attributes.deduplicationScope === 'messageGroup' ? groupId : undefined;
  }
}

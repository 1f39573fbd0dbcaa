import { within } from '../../cloud/index.ts';
import { sqsError } from './errors.ts';
import { sqsLimits } from './limits.ts';
import { readPolicy } from './permissions.ts';
import type { RedriveAllowPolicy, RedrivePolicy } from './redrive.ts';

/**
 * What can be set on a queue. Times in seconds, sizes in bytes; defaults and ranges stand in `sqsLimits`.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
export interface QueueAttributes {
  /** How long a message stays out of sight before its first receive, unless it brings its own delay. Default 0; 0 to 900. */
  delaySeconds: number;
  /** The largest message accepted. Default and most 1,048,576; at least 1,024. */
  maximumMessageSize: number;
  /** How long a message is kept, from its sending. Default 345,600 (4 days); 60 to 1,209,600 (14 days). */
  messageRetentionPeriod: number;
  /** How long a receive waits where it does not say; above 0 it is a long poll. Default 0; up to 20. */
  receiveMessageWaitTimeSeconds: number;
  /** How long a received message stays out of sight. Default 30; 0 to 43,200 (12 hours). */
  visibilityTimeout: number;
  /** Where messages go that are received too often. Default: nowhere. */
  redrivePolicy?: RedrivePolicy;
  /** Who may use this queue as a dead-letter queue. Default: every queue of the account and Region. */
  redriveAllowPolicy?: RedriveAllowPolicy;
  /** Makes it a FIFO queue: at its creation, with a name that ends in `.fifo`, and for good. */
  fifoQueue?: true;
  /** FIFO: takes the SHA-256 of the body for the deduplication id where a message brings none. Default false. */
  contentBasedDeduplication?: boolean;
  /** FIFO: whether an id is looked for in the whole queue or in the message's group. Default `queue`. */
  deduplicationScope?: 'queue' | 'messageGroup';
  /** FIFO: `perMessageGroupId`, with the scope `messageGroup`, is high throughput mode. Default `perQueue`. */
  fifoThroughputLimit?: 'perQueue' | 'perMessageGroupId';
  /** Who may do what: a JSON object of up to 8,192 bytes. Stored only: nothing here asks who calls. */
  policy?: string;
  /** The KMS key that encrypts. Stored only: nothing is encrypted here. Switches `sqsManagedSseEnabled` off. */
  kmsMasterKeyId?: string;
  /** How long a data key of KMS is used again. Stored only. 300 where a key is set and this is not; 60 to 86,400. */
  kmsDataKeyReusePeriodSeconds?: number;
  /** Encryption by a key of SQS's own. Stored only. Default true. */
  sqsManagedSseEnabled: boolean;
}

/** The attributes that null, or AWS's empty text, takes away. */
type Removable = 'redrivePolicy' | 'redriveAllowPolicy' | 'policy' | 'kmsMasterKeyId';

/** Attributes to set: what is undefined keeps its value, null takes a policy or a key away. */
export type QueueAttributeChanges = {
  [K in keyof QueueAttributes]?: QueueAttributes[K] | (K extends Removable ? null : never);
};

/** What GetQueueAttributes tells beyond what can be set. */
export interface QueueStatus extends QueueAttributes {
  /** The ARN of the queue. */
  queueArn: string;
  /** When it was made, in seconds of the Unix epoch. */
  createdTimestamp: number;
  /** When an attribute was last set, in seconds of the Unix epoch. */
  lastModifiedTimestamp: number;
  /** Messages that can be received. */
  approximateNumberOfMessages: number;
  /** Messages in flight. */
  approximateNumberOfMessagesNotVisible: number;
  /** Messages that are delayed. */
  approximateNumberOfMessagesDelayed: number;
}

const NUMBERS = [
  'delaySeconds',
  'maximumMessageSize',
  'messageRetentionPeriod',
  'receiveMessageWaitTimeSeconds',
  'visibilityTimeout',
  'kmsDataKeyReusePeriodSeconds',
] as const;

/** Attributes that are one of a few values. */
const CHOICES: Readonly<Record<string, readonly unknown[]>> = {
  sqsManagedSseEnabled: [true, false],
  contentBasedDeduplication: [true, false],
  deduplicationScope: ['queue', 'messageGroup'],
  fifoThroughputLimit: ['perQueue', 'perMessageGroupId'],
};

/** Attributes of free text. */
const TEXTS: readonly string[] = ['policy', 'kmsMasterKeyId'];

/** What AWS says of an attribute that only a FIFO queue has. */
const FIFO_ONLY: Readonly<Record<string, string>> = {
  fifoQueue: 'Unknown Attribute FifoQueue.',
  contentBasedDeduplication: 'Unknown Attribute ContentBasedDeduplication.',
  deduplicationScope: 'You can specify the DeduplicationScope only when FifoQueue is set to true.',
  fifoThroughputLimit: 'You can specify the FifoThroughputLimit only when FifoQueue is set to true.',
};

/** What a queue has where nothing is set. */
export function defaultAttributes(fifo: boolean): QueueAttributes {
  const attributes: QueueAttributes = {
    delaySeconds: sqsLimits.delaySeconds.default,
    maximumMessageSize: sqsLimits.maximumMessageSize.default,
    messageRetentionPeriod: sqsLimits.messageRetentionPeriod.default,
    receiveMessageWaitTimeSeconds: sqsLimits.receiveMessageWaitTimeSeconds.default,
    visibilityTimeout: sqsLimits.visibilityTimeout.default,
    sqsManagedSseEnabled: true,
  };
  if (!fifo) return attributes;
  return {
    ...attributes,
    fifoQueue: true,
    contentBasedDeduplication: false,
    deduplicationScope: 'queue',
    fifoThroughputLimit: 'perQueue',
  };
}

/** AWS's name of an attribute: `VisibilityTimeout`. */
export function attributeName(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1);
}

/** Checks names and ranges. Throws InvalidAttributeName or InvalidAttributeValue. */
export function checkAttributes(attributes: QueueAttributeChanges, fifo: boolean): void {
  for (const [key, value] of Object.entries(attributes)) {
    if (!fifo && FIFO_ONLY[key]) throw sqsError('InvalidAttributeName', FIFO_ONLY[key]);
    if (value === undefined) continue;
    if (key === 'redrivePolicy' || key === 'redriveAllowPolicy') continue;
    if (key === 'fifoQueue') {
      if (value !== true) throw refused(key, 'Modifying queue type is not supported.');
    } else if (NUMBERS.includes(key as never)) {
      if (!within(sqsLimits[key as (typeof NUMBERS)[number]], value as number)) throw refused(key);
    } else if (CHOICES[key]) {
      if (!CHOICES[key].includes(value)) throw refused(key);
    } else if (TEXTS.includes(key)) {
      if (value !== null && typeof value !== 'string') throw refused(key);
      if (key === 'policy' && value && !readPolicy(value as string)) throw refused(key);
    } else {
      throw sqsError('InvalidAttributeName', `Unknown Attribute ${attributeName(key)}.`);
    }
  }
  if (attributes.kmsMasterKeyId && attributes.sqsManagedSseEnabled) {
    throw sqsError(
      'InvalidAttributeName',
      'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.',
    );
  }
}

/** Attributes with changes made that have been checked one by one. Throws InvalidAttributeValue where they do not go together. */
export function withChanges(attributes: QueueAttributes, changes: QueueAttributeChanges): QueueAttributes {
  const changed: Record<string, unknown> = { ...attributes };
  for (const [key, value] of Object.entries(changes)) {
    if (value === null || (value === '' && TEXTS.includes(key))) delete changed[key];
    else if (value !== undefined) changed[key] = value;
  }
  const result = changed as unknown as QueueAttributes;
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/enable-high-throughput-fifo.html
  if (result.fifoThroughputLimit === 'perMessageGroupId' && result.deduplicationScope !== 'messageGroup') {
    throw refused(
      'fifoThroughputLimit',
      'perMessageGroupId is allowed only where DeduplicationScope is messageGroup.',
    );
  }
  // One encryption at a time: what was set last stands. Without a key, nothing is told of how long its data keys last.
  if (changes.kmsMasterKeyId) result.sqsManagedSseEnabled = false;
  else if (changes.sqsManagedSseEnabled) delete result.kmsMasterKeyId;
  if (result.kmsMasterKeyId === undefined) delete result.kmsDataKeyReusePeriodSeconds;
  else result.kmsDataKeyReusePeriodSeconds ??= sqsLimits.kmsDataKeyReusePeriodSeconds.default;
  return result;
}

/** Whether two values of an attribute are the same. */
export function sameAttribute(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

const refused = (key: string, reason?: string) =>
  sqsError(
    'InvalidAttributeValue',
    `Invalid value for the parameter ${attributeName(key)}.${reason ? ` Reason: ${reason}` : ''}`,
  );

import { NotModelled, within } from '../cloud/index.ts';
import { sqsError } from './errors.ts';
import { sqsLimits } from './limits.ts';
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
}

/** Attributes to set: what is undefined keeps its value, null takes a policy away. */
export type QueueAttributeChanges = {
  [K in keyof QueueAttributes]?: QueueAttributes[K] | (K extends `redrive${string}` ? null : never);
};

/** What GetQueueAttributes tells beyond what can be set. */
export interface QueueStatus extends QueueAttributes {
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
] as const;

/** AWS attributes that this model has no part in yet. */
const NOT_MODELLED: readonly string[] = [
  'policy',
  'kmsMasterKeyId',
  'kmsDataKeyReusePeriodSeconds',
  'sqsManagedSseEnabled',
];

/** What AWS says of an attribute that only a FIFO queue has. */
const FIFO_ONLY: Readonly<Record<string, string>> = {
  fifoQueue: 'Unknown Attribute FifoQueue.',
  contentBasedDeduplication: 'Unknown Attribute ContentBasedDeduplication.',
  deduplicationScope: 'You can specify the DeduplicationScope only when FifoQueue is set to true.',
  fifoThroughputLimit: 'You can specify the FifoThroughputLimit only when FifoQueue is set to true.',
};

/** What a queue has where nothing is set. */
export function defaultAttributes(): QueueAttributes {
  return {
    delaySeconds: sqsLimits.delaySeconds.default,
    maximumMessageSize: sqsLimits.maximumMessageSize.default,
    messageRetentionPeriod: sqsLimits.messageRetentionPeriod.default,
    receiveMessageWaitTimeSeconds: sqsLimits.receiveMessageWaitTimeSeconds.default,
    visibilityTimeout: sqsLimits.visibilityTimeout.default,
  };
}

/** AWS's name of an attribute: `VisibilityTimeout`. */
export function attributeName(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1);
}

/** Checks names and ranges. Throws InvalidAttributeName, InvalidAttributeValue or NotModelled. */
export function checkAttributes(attributes: QueueAttributeChanges): void {
  for (const key of Object.keys(attributes) as (keyof QueueAttributes)[]) {
    if (NOT_MODELLED.includes(key))
      throw new NotModelled('Amazon SQS', `the queue attribute ${attributeName(key)}`);
    if (key === 'redrivePolicy' || key === 'redriveAllowPolicy') continue;
    if (FIFO_ONLY[key]) throw sqsError('InvalidAttributeName', FIFO_ONLY[key]);
    if (!NUMBERS.includes(key))
      throw sqsError('InvalidAttributeName', `Unknown Attribute ${attributeName(key)}.`);
    if (attributes[key] !== undefined && !within(sqsLimits[key], attributes[key])) {
      throw sqsError('InvalidAttributeValue', `Invalid value for the parameter ${attributeName(key)}.`);
    }
  }
}

/** Whether two values of an attribute are the same. */
export function sameAttribute(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

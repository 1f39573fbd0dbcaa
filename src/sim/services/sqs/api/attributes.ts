import type { QueueAttributeChanges, QueueStatus } from '../attributes.ts';
import { sqsError } from '../errors.ts';

/**
 * The attributes of a queue as AWS writes them: texts by name. All that are not here are taken for texts.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
const KINDS: Readonly<Record<string, 'integer' | 'boolean' | 'json'>> = {
  ContentBasedDeduplication: 'boolean',
  DelaySeconds: 'integer',
  FifoQueue: 'boolean',
  KmsDataKeyReusePeriodSeconds: 'integer',
  MaximumMessageSize: 'integer',
  MessageRetentionPeriod: 'integer',
  ReceiveMessageWaitTimeSeconds: 'integer',
  RedriveAllowPolicy: 'json',
  RedrivePolicy: 'json',
  SqsManagedSseEnabled: 'boolean',
  VisibilityTimeout: 'integer',
};

/** Every name that GetQueueAttributes takes, 'All' aside. */
const NAMES: ReadonlySet<string> = new Set([
  ...Object.keys(KINDS),
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
  'CreatedTimestamp',
  'DeduplicationScope',
  'FifoThroughputLimit',
  'KmsMasterKeyId',
  'LastModifiedTimestamp',
  'Policy',
  'QueueArn',
]);

const uncapitalised = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

/** Reads the attributes of CreateQueue and SetQueueAttributes. An empty text takes a policy or key away. */
export function readAttributes(texts: Readonly<Record<string, string>> = {}): QueueAttributeChanges {
  const changes: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(texts)) changes[uncapitalised(name)] = readAttribute(name, text);
  return changes;
}

function readAttribute(name: string, text: string): unknown {
  const kind = KINDS[name];
  // A text that is no number or truth is not within any range: the model refuses it by name.
  if (kind === 'integer') return /^-?\d+$/.test(text) ? Number(text) : NaN;
  if (kind === 'boolean') return /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : text;
  if (text === '') return null;
  return kind === 'json' ? readJson(name, text) : text;
}

function readJson(name: string, text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const what = name === 'RedrivePolicy' ? 'Redrive policy' : 'Redrive allow policy';
    throw sqsError(
      'InvalidAttributeValue',
      `Invalid value for the parameter ${name}. Reason: ${what} is not a valid JSON map.`,
    );
  }
  const { maxReceiveCount: most, ...rest } = value as { maxReceiveCount?: unknown };
  // AWS takes the count as a number and as a text.
  return typeof most === 'string' && /^\d+$/.test(most) ? { ...rest, maxReceiveCount: Number(most) } : value;
}

/** Writes the attributes that GetQueueAttributes asks for; undefined where there are none. Throws InvalidAttributeName. */
export function writeAttributes(
  status: QueueStatus,
  names: readonly string[] = [],
): Record<string, string> | undefined {
  for (const name of names) {
    if (name !== 'All' && !NAMES.has(name))
      throw sqsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
  }
  const all = names.includes('All');
  const texts: Record<string, string> = {};
  for (const [key, value] of Object.entries(status)) {
    const name = key.charAt(0).toUpperCase() + key.slice(1);
    if (value === undefined || value === null || !(all || names.includes(name))) continue;
    texts[name] = typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
  return Object.keys(texts).length > 0 ? texts : undefined;
}

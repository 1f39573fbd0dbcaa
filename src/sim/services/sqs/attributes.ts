import { within, type Limit } from '../../cloud/index.ts';
import { sqsError } from './errors.ts';
import { sqsLimits } from './limits.ts';
import { readPolicy } from './policy.ts';
import type { RedriveAllowPolicy, RedrivePolicy } from './redrive.ts';
import { schema } from './schema.ts';

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
  /** Who may do what: a JSON object of up to 8,192 bytes. It counts for what services deliver, and for callers where IAM is asked. */
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

/** One attribute: how AWS writes it, what it may be, and on which type of queue. */
interface Attribute {
  readonly kind: 'integer' | 'boolean' | 'text' | 'json';
  /** The range of an integer. */
  readonly range?: Limit;
  /** All values that are allowed, where they are few. */
  readonly values?: readonly unknown[];
  /** What a queue has where nothing is set; absent where it then has no such attribute. */
  readonly default?: unknown;
  /** Whether null, or AWS's empty text, takes it away. */
  readonly removable?: true;
  /** Of an attribute that only FIFO queues have: AWS's words where a standard queue is given it. */
  readonly fifo?: string;
  /** Why another value is refused, where AWS says so. */
  readonly reason?: string;
}

const integer = <const K extends keyof typeof sqsLimits>(key: K) => {
  const range = sqsLimits[key];
  return { kind: 'integer', range, default: 'default' in range ? range.default : undefined } as const;
};
const fifoOnly = (name: string) => `You can specify the ${name} only when FifoQueue is set to true.`;
const unknownText = (name: string) => `Unknown Attribute ${name}.`;
const FIXED = 'Modifying queue type is not supported.';
const truth = (standard: boolean): Attribute => ({
  kind: 'boolean',
  values: [true, false],
  default: standard,
});
/** One of two texts, of which the first is the default. */
const choice = (...values: [string, string]): Attribute => ({ kind: 'text', values, default: values[0] });

/** Every attribute that can be set, in the order in which a queue lists them. Nothing else is written of any. */
const ATTRIBUTES: Readonly<Record<keyof QueueAttributes, Attribute>> = {
  delaySeconds: integer('delaySeconds'),
  maximumMessageSize: integer('maximumMessageSize'),
  messageRetentionPeriod: integer('messageRetentionPeriod'),
  receiveMessageWaitTimeSeconds: integer('receiveMessageWaitTimeSeconds'),
  visibilityTimeout: integer('visibilityTimeout'),
  sqsManagedSseEnabled: truth(true),
  fifoQueue: {
    kind: 'boolean',
    values: [true],
    default: true,
    fifo: unknownText('FifoQueue'),
    reason: FIXED,
  },
  contentBasedDeduplication: { ...truth(false), fifo: unknownText('ContentBasedDeduplication') },
  deduplicationScope: { ...choice('queue', 'messageGroup'), fifo: fifoOnly('DeduplicationScope') },
  fifoThroughputLimit: { ...choice('perQueue', 'perMessageGroupId'), fifo: fifoOnly('FifoThroughputLimit') },
  redrivePolicy: { kind: 'json', removable: true },
  redriveAllowPolicy: { kind: 'json', removable: true },
  policy: { kind: 'text', removable: true },
  kmsMasterKeyId: { kind: 'text', removable: true },
  kmsDataKeyReusePeriodSeconds: { ...integer('kmsDataKeyReusePeriodSeconds'), default: undefined },
};

/** AWS's name of an attribute: `VisibilityTimeout`. */
export function attributeName(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1);
}

const KEYS = new Map(
  Object.keys(ATTRIBUTES).map((key) => [attributeName(key), key as keyof QueueAttributes]),
);

/** What a queue has where nothing is set. */
export function defaultAttributes(fifo: boolean): QueueAttributes {
  const set = Object.entries(ATTRIBUTES).filter(
    ([, row]) => row.default !== undefined && (fifo || row.fifo === undefined),
  );
  return Object.fromEntries(set.map(([key, row]) => [key, row.default])) as unknown as QueueAttributes;
}

/** Checks each attribute for itself; policies for redrive are checked where the queues are known. Throws InvalidAttributeName or InvalidAttributeValue. */
export function checkAttributes(attributes: QueueAttributeChanges, fifo: boolean): void {
  for (const [key, value] of Object.entries(attributes)) {
    if (!Object.hasOwn(ATTRIBUTES, key)) throw unknown(attributeName(key));
    const row = ATTRIBUTES[key as keyof QueueAttributes];
    if (value === undefined) continue;
    if (!fifo && row.fifo !== undefined) throw sqsError('InvalidAttributeName', row.fifo);
    if (value === null ? !row.removable : !fits(key, row, value)) throw refused(key, row.reason);
  }
  if (attributes.kmsMasterKeyId && attributes.sqsManagedSseEnabled) {
    throw sqsError(
      'InvalidAttributeName',
      'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.',
    );
  }
}

function fits(key: string, { kind, range, values }: Attribute, value: unknown): boolean {
  if (range) return within(range, value as number);
  if (values) return values.includes(value);
  if (kind === 'json') return typeof value === 'object' && !Array.isArray(value);
  return typeof value === 'string' && (key !== 'policy' || value === '' || readPolicy(value) !== undefined);
}

/** Attributes with changes made that have been checked one by one. Throws InvalidAttributeValue where they do not go together. */
export function withChanges(attributes: QueueAttributes, changes: QueueAttributeChanges): QueueAttributes {
  const changed: Record<string, unknown> = { ...attributes };
  for (const [key, value] of Object.entries(changes)) {
    if (value === null || value === '') delete changed[key];
    else if (value !== undefined) changed[key] = value;
  }
  const result = changed as unknown as QueueAttributes;
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/enable-high-throughput-fifo.html
  if (result.fifoThroughputLimit === 'perMessageGroupId' && result.deduplicationScope !== 'messageGroup') {
    const reason = 'perMessageGroupId is allowed only where DeduplicationScope is messageGroup.';
    throw refused('fifoThroughputLimit', reason);
  }
  // One encryption at a time: what was set last stands. Without a key, nothing is told of how long its data keys last.
  if (changes.kmsMasterKeyId) result.sqsManagedSseEnabled = false;
  else if (changes.sqsManagedSseEnabled) delete result.kmsMasterKeyId;
  if (result.kmsMasterKeyId === undefined) delete result.kmsDataKeyReusePeriodSeconds;
  else result.kmsDataKeyReusePeriodSeconds ??= sqsLimits.kmsDataKeyReusePeriodSeconds.default;
  return result;
}

/** Attributes as they are handed out: nothing in them is the queue's own. */
export function copyAttributes<T extends QueueAttributes>(attributes: T): T {
  const { redrivePolicy, redriveAllowPolicy } = attributes;
  if (!redrivePolicy && !redriveAllowPolicy) return { ...attributes };
  return structuredClone(attributes);
}

/** Whether two values of an attribute are the same: of a policy, whatever blanks stand in its text. */
export function sameAttribute(key: string, a: unknown, b: unknown): boolean {
  const text = (value: unknown) =>
    JSON.stringify(key === 'policy' && value ? JSON.parse(value as string) : value);
  return text(a) === text(b);
}

// ── AWS's tongue: texts by name ─────────────────────────────────────────────────────────────────────────────────

/** The names that GetQueueAttributes takes. */
const NAMES = schema.enums['QueueAttributeName']!.split('|');

/** Reads the attributes of CreateQueue and SetQueueAttributes. An empty text takes a policy or key away. */
export function readAttributes(texts: Readonly<Record<string, string>> = {}): QueueAttributeChanges {
  const changes: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(texts)) {
    const key = KEYS.get(name);
    if (key === undefined) throw unknown(name);
    changes[key] = readAttribute(name, ATTRIBUTES[key], text);
  }
  return changes;
}

function readAttribute(name: string, { kind, removable }: Attribute, text: string): unknown {
  // A text that is no number or truth is not within any range: the check refuses it by name.
  if (kind === 'integer') return /^-?\d+$/.test(text) ? Number(text) : NaN;
  if (kind === 'boolean') return /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : text;
  if (text === '' && removable) return null;
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
    throw refused(name, `${what} is not a valid JSON map.`);
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
  for (const name of names) if (!NAMES.includes(name)) throw unknown(name);
  const all = names.includes('All');
  const texts: Record<string, string> = {};
  for (const [key, value] of Object.entries(status) as [string, unknown][]) {
    const name = attributeName(key);
    if (value === undefined || value === null || !(all || names.includes(name))) continue;
    texts[name] = typeof value === 'object' ? JSON.stringify(value) : String(value as string | number);
  }
  return Object.keys(texts).length > 0 ? texts : undefined;
}

const unknown = (name: string) => sqsError('InvalidAttributeName', unknownText(name));

const refused = (key: string, reason?: string) =>
  sqsError(
    'InvalidAttributeValue',
    `Invalid value for the parameter ${attributeName(key)}.${reason ? ` Reason: ${reason}` : ''}`,
  );

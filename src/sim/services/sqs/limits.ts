import type { Limit } from '../../cloud/index.ts';

const AWS = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest';
const guide = (page: string) => `${AWS}/SQSDeveloperGuide/${page}.html`;
const api = (action: string) => `${AWS}/APIReference/API_${action}.html`;

const QUEUES = guide('quotas-queues');
const MESSAGES = guide('quotas-messages');
const POLICIES = guide('quotas-policies');
const ATTRIBUTES = guide('sqs-message-metadata');
const TAGS = guide('sqs-queue-tags');
const MOVES = guide('sqs-configure-dead-letter-queue-redrive');
const FAIR = guide('sqs-fair-queues-detailed');
const METRICS = guide('sqs-available-cloudwatch-metrics');
const RECEIVE = api('ReceiveMessage');
const CREATE = api('CreateQueue');
const BATCH = api('SendMessageBatch');
const SET = api('SetQueueAttributes');
const MOVE = api('StartMessageMoveTask');
const REDRIVE = guide('sqs-configure-dead-letter-queue');
const WATCH = guide('monitoring-using-cloudwatch');
const PRICES = 'https://aws.amazon.com/sqs/pricing/';
const ONCE = guide('FIFO-queues-exactly-once-processing');
const TASKS = api('ListMessageMoveTasks');

/* Rows: the limit, what its numbers count, the page that says so, its numbers. */

function row<const R extends Pick<Limit, 'default' | 'min' | 'max'>>(
  name: string,
  unit: string,
  source: string,
  range: R,
) {
  return { name, ...range, unit, adjustable: false, source };
}

/** What can be set: a default and a range. */
const setting = (name: string, unit: string, source: string, standard: number, min: number, max: number) =>
  row(name, unit, source, { default: standard, min, max });

const range = (name: string, unit: string, source: string, min: number, max: number) =>
  row(name, unit, source, { min, max });

const most = (name: string, unit: string, source: string, max: number) => row(name, unit, source, { max });

/** What nobody can set. */
const fixed = (name: string, unit: string, source: string, value: number) =>
  row(name, unit, source, { default: value });

/** What holds for queues of both types. */
const common = {
  visibilityTimeout: setting('Visibility timeout', 'seconds', guide('sqs-visibility-timeout'), 30, 0, 43_200),
  delaySeconds: setting('Delay of a queue or of a message', 'seconds', QUEUES, 0, 0, 900),
  messageRetentionPeriod: setting('Message retention', 'seconds', MESSAGES, 345_600, 60, 1_209_600),
  receiveMessageWaitTimeSeconds: setting('Long polling wait time', 'seconds', QUEUES, 0, 0, 20),
  maxNumberOfMessages: setting('Messages a receive returns at most', 'messages', RECEIVE, 1, 1, 10),
  maximumMessageSize: setting(
    'Message size that a queue accepts',
    'bytes',
    CREATE,
    1_048_576,
    1024,
    1_048_576,
  ),
  inFlightMessages: { ...most('Messages in flight', 'messages', QUEUES, 120_000), adjustable: true },
  storedMessages: row('Messages in a queue', 'messages', QUEUES, {}),
  maxReceiveCount: range(
    'Receives before a message moves to the dead-letter queue',
    'receives',
    REDRIVE,
    1,
    1000,
  ),
  sourceQueueArns: range('Source queues that a redrive allow policy names', 'queues', CREATE, 1, 10),
  queueName: range('Queue name', 'characters', QUEUES, 1, 80),
  listedQueues: setting('Queues that ListQueues returns at once', 'queues', api('ListQueues'), 1000, 1, 1000),
  messageAttributes: range('Attributes of a message', 'attributes', MESSAGES, 0, 10),
  messageAttributeName: range('Name of a message attribute', 'characters', ATTRIBUTES, 1, 256),
  messageAttributeType: range(
    'Type of a message attribute, with its label',
    'characters',
    ATTRIBUTES,
    1,
    256,
  ),
  queueNameReuse: fixed('Wait before the name of a deleted queue is free', 'seconds', api('DeleteQueue'), 60),
  purgeInterval: fixed('Wait between two purges of a queue', 'seconds', api('PurgeQueue'), 60),
  activeQueue: fixed('Idle time after which a queue stops publishing metrics', 'seconds', WATCH, 21_600),
  billedChunk: fixed('Payload that one billed request covers', 'bytes', PRICES, 65_536),
  batchEntries: range('Entries of a batch', 'entries', MESSAGES, 1, 10),
  batchSize: range('Payload of a batch, all its messages together', 'bytes', BATCH, 1, 1_048_576),
  batchEntryId: range('Id of a batch entry', 'characters', MESSAGES, 1, 80),
  messageGroupId: range('Message group id', 'characters', MESSAGES, 1, 128),
  messageGroups: row('Message groups in a queue', 'groups', guide('quotas-fifo'), {}),
  tags: range('Tags of a queue', 'tags', QUEUES, 0, 50),
  tagKey: range('Key of a tag', 'characters', TAGS, 1, 128),
  tagValue: range('Value of a tag', 'characters', TAGS, 0, 256),
  policyLabel: range('Label of a permission', 'characters', api('AddPermission'), 1, 80),
  policyStatements: range('Statements of a policy', 'statements', POLICIES, 0, 20),
  policyActions: range('Actions of a statement', 'actions', POLICIES, 1, 7),
  policyPrincipals: range('Principals of a policy', 'principals', POLICIES, 1, 50),
  policySize: range('Policy', 'bytes', POLICIES, 0, 8192),
  kmsDataKeyReusePeriodSeconds: setting('Reuse of a KMS data key', 'seconds', SET, 300, 60, 86_400),
  moveRate: range('Messages that a move task moves a second', 'messages per second', MOVE, 1, 500),
  moveDuration: most('Time that a move task may run', 'seconds', MOVES, 129_600),
  moveTasks: most('Move tasks that run at once in an account', 'tasks', MOVES, 100),
  listedMoveTasks: setting('Move tasks that ListMessageMoveTasks returns', 'tasks', TASKS, 1, 1, 10),
} satisfies Record<string, Limit>;

/**
 * The limits, defaults and ranges of Amazon SQS standard queues. The service enforces this very table, and the
 * course prints it. Looked up on 2026-11-20.
 */
export const sqsLimits = {
  ...common,
  receivesBeforeBack: fixed('Receives after which a message goes to the back', 'receives', METRICS, 3),
  noisyShare: fixed(
    'Share of the messages in flight, or of the processing time, above which a group is noisy',
    'percent',
    FAIR,
    10,
  ),
  noisyInFlight: fixed(
    'Messages in flight that make a group noisy by its share of them',
    'messages',
    FAIR,
    30,
  ),
  noisyIdle: fixed('Time without a send after which a noisy group is quiet', 'seconds', FAIR, 300),
} satisfies Record<string, Limit>;

/** The same of FIFO queues. A limit that has the same key in `sqsLimits` is the same for both types. */
export const sqsFifoLimits = {
  ...common,
  deduplicationInterval: fixed('Deduplication interval', 'seconds', ONCE, 300),
  messageDeduplicationId: range('Message deduplication id', 'characters', api('SendMessage'), 1, 128),
  receiveRequestAttemptId: range('Receive request attempt id', 'characters', RECEIVE, 1, 128),
  receiveAttemptInterval: fixed(
    'Time in which a receive can be repeated by its attempt id',
    'seconds',
    RECEIVE,
    300,
  ),
  callsPerSecond: most(
    'Calls of each action, for a queue or in high throughput mode for a partition',
    'requests per second',
    MESSAGES,
    300,
  ),
  batchedMessagesPerSecond: most(
    'Messages of each action, in batches of ten',
    'messages per second',
    MESSAGES,
    3000,
  ),
} satisfies Record<string, Limit>;

/**
 * Calls of each action a second that a FIFO queue in high throughput mode takes, by Region; ten times as many messages
 * in batches. Where a Region is not named, it is `other`.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
export const highThroughputCallsPerSecond: Readonly<Record<string, number>> & { readonly other: number } = {
  'us-east-1': 70_000,
  'us-west-2': 70_000,
  'eu-west-1': 70_000,
  'us-east-2': 19_000,
  'eu-central-1': 19_000,
  'ap-south-1': 9_000,
  'ap-southeast-1': 9_000,
  'ap-southeast-2': 9_000,
  'ap-northeast-1': 9_000,
  'eu-west-2': 4_500,
  'sa-east-1': 4_500,
  other: 2_400,
};

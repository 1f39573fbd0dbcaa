import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const GUIDE = 'https://docs.aws.amazon.com/sns/latest/dg/';
const API = 'https://docs.aws.amazon.com/sns/latest/api/';
const QUOTAS = 'https://docs.aws.amazon.com/general/latest/gr/sns.html';
const RETRIES = `${GUIDE}sns-message-delivery-retries.html`;
const FILTERS = `${GUIDE}subscription-filter-policy-constraints.html`;

const quota = (name: string, unit: string, max: number) => row(name, unit, QUOTAS, { max }, true);

/** What Amazon SNS allows. Checked on 2026-11-28. */
export const snsLimits = {
  topicName: row('Name of a topic, the suffix .fifo included', 'characters', `${API}API_CreateTopic.html`, {
    min: 1,
    max: 256,
  }),
  displayName: row('Display name of a topic', 'characters', `${GUIDE}sns-create-topic.html`, {
    min: 0,
    max: 100,
  }),
  standardTopics: quota('Standard topics of an account', 'topics', 100_000),
  fifoTopics: quota('FIFO topics of an account', 'topics', 1000),
  subscriptions: quota('Subscriptions of a standard topic', 'subscriptions', 12_500_000),
  fifoSubscriptions: quota('Subscriptions of a FIFO topic', 'subscriptions', 100),
  largeSubscriptions: row(
    'Subscriptions of a topic that takes messages above 256 KiB',
    'subscriptions',
    `${GUIDE}large-message-payloads.html`,
    { max: 100 },
  ),
  pendingSubscriptions: quota('Pending subscriptions of an account', 'subscriptions', 5000),
  confirmation: row(
    'Life of a confirmation token, and of a subscription that nobody confirms',
    'seconds',
    `${API}API_ConfirmSubscription.html`,
    { default: 172_800 },
  ),
  messageSize: row(
    'Message size that a topic takes, attributes included',
    'bytes',
    `${GUIDE}large-message-payloads.html`,
    { default: 262_144, min: 1024, max: 1_048_576 },
  ),
  archive: row(
    'Days that a FIFO topic’s archive keeps a message',
    'days',
    `${GUIDE}message-archiving-and-replay-topic-owner.html`,
    { min: 1, max: 365 },
  ),
  subject: row('Subject of a message', 'characters', `${API}API_Publish.html`, { min: 1, max: 100 }),
  rawAttributes: row(
    'Attributes of a message that raw delivery takes to a queue',
    'attributes',
    `${GUIDE}sns-large-payload-raw-message-delivery.html`,
    { max: 10 },
  ),
  batchEntries: row('Messages of a PublishBatch', 'entries', `${API}API_PublishBatch.html`, {
    min: 1,
    max: 10,
  }),
  groupId: row('Message group id, and deduplication id', 'characters', `${API}API_Publish.html`, {
    min: 1,
    max: 128,
  }),
  deduplication: row('Deduplication interval of a FIFO topic', 'seconds', `${GUIDE}fifo-message-dedup.html`, {
    default: 300,
  }),
  filterKeys: row('Keys of a filter policy; of a nested one the innermost', 'keys', FILTERS, {
    min: 1,
    max: 5,
  }),
  combinations: row(
    'Combinations of a filter policy: values of each key times its depth, multiplied',
    'combinations',
    FILTERS,
    { min: 1, max: 150 },
  ),
  wildcards: row('Asterisks of one wildcard text of a filter policy', 'asterisks', FILTERS, { max: 3 }),
  wildcardPoints: row('Complexity of the wildcards of a filter policy', 'points', FILTERS, { max: 100 }),
  filterSize: row('Size of a filter policy', 'bytes', FILTERS, { max: 262_144 }),
  topicFilters: row('Filter policies of a topic', 'policies', FILTERS, { max: 200 }, true),
  accountFilters: row('Filter policies of an account', 'policies', FILTERS, { max: 10_000 }, true),
  httpRetries: row('Retries of a delivery to HTTP/S, in all and of each phase', 'retries', RETRIES, {
    default: 3,
    min: 0,
    max: 100,
  }),
  httpDelay: row('Delay between two deliveries to HTTP/S', 'seconds', RETRIES, {
    default: 20,
    min: 1,
    max: 3600,
  }),
  httpTimeout: row(
    'Time for an HTTP/S endpoint to answer',
    'seconds',
    `${GUIDE}SendMessageToHttp.prepare.html`,
    { default: 15 },
  ),
  httpPolicy: row('All retries of a delivery to HTTP/S together', 'seconds', RETRIES, { max: 3600 }),
  tags: row('Tags of a topic', 'tags', `${GUIDE}sns-tags.html`, { max: 50 }),
  tagKey: row('Key of a tag', 'characters', `${GUIDE}sns-tags.html`, { min: 1, max: 128 }),
  tagValue: row('Value of a tag', 'characters', `${GUIDE}sns-tags.html`, { min: 0, max: 256 }),
  policyStatements: row(
    'Statements of a topic policy that AddPermission takes',
    'statements',
    `${API}API_AddPermission.html`,
    { max: 20 },
  ),
  policySize: row('Size of a topic policy', 'bytes', `${API}API_SetTopicAttributes.html`, { max: 30_720 }),
  sandboxNumbers: row(
    'Destination numbers of an SMS sandbox',
    'numbers',
    `${GUIDE}sns-sms-sandbox-verifying-phone-numbers.html`,
    { max: 10 },
  ),
  smsSpend: row(
    'What an account may spend on text messages in a month',
    'US dollars',
    QUOTAS,
    { default: 1, max: 1 },
    true,
  ),
  smsSize: row('Characters of a text message', 'characters', `${API}API_Publish.html`, { max: 1600 }),
  publishRate: quota(
    'Messages to standard topics of an account in US East (N. Virginia)',
    'messages per second',
    30_000,
  ),
  fifoPublishRate: quota(
    'Messages to FIFO topics of an account in US East (N. Virginia)',
    'messages per second',
    30_000,
  ),
  fifoTopicRate: row(
    'Messages published to a FIFO topic with deduplication by topic',
    'messages per second',
    QUOTAS,
    { max: 3000 },
  ),
  fifoGroupRate: row(
    'Messages published to one message group of a FIFO topic',
    'messages per second',
    QUOTAS,
    {
      max: 300,
    },
  ),
  page: row('Topics or subscriptions of a page', 'entries', `${API}API_ListTopics.html`, {
    default: 100,
    max: 100,
  }),
} satisfies Record<string, Limit>;

import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const QUOTAS = 'https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/amazon-mq-limits.html';
const REDELIVERY = 'https://activemq.apache.org/components/classic/documentation/redelivery-policy';
const PREFETCH =
  'https://activemq.apache.org/components/classic/documentation/what-is-the-prefetch-limit-for';

/** What Amazon MQ allows, and ActiveMQ's defaults for its clients. Checked on 2026-11-28. */
export const mqLimits = {
  brokers: row('Brokers of an account in a Region', 'brokers', QUOTAS, { max: 50 }, true),
  maximumRedeliveries: row('Redeliveries of a message, ActiveMQ', 'redeliveries', REDELIVERY, { default: 6 }),
  redeliveryDelay: row('Delay before a redelivery, ActiveMQ', 'seconds', REDELIVERY, { default: 1 }),
  queuePrefetch: row('Prefetch from a queue, ActiveMQ', 'messages', PREFETCH, { default: 1000 }),
  topicPrefetch: row('Prefetch from a topic, ActiveMQ', 'messages', PREFETCH, { default: 32_766 }),
  durablePrefetch: row('Prefetch of a durable subscription, ActiveMQ', 'messages', PREFETCH, {
    default: 100,
  }),
} satisfies Record<string, Limit>;

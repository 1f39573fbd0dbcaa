/**
 * What ActiveMQ's clients do unless they are told otherwise; delays in seconds.
 * https://activemq.apache.org/components/classic/documentation/redelivery-policy and
 * https://activemq.apache.org/components/classic/documentation/what-is-the-prefetch-limit-for (checked 2026-11-28)
 */
export const DEFAULTS = {
  maximumRedeliveries: 6,
  redeliveryDelay: 1,
  queuePrefetch: 1000,
  topicPrefetch: 32_766,
  durablePrefetch: 100,
};

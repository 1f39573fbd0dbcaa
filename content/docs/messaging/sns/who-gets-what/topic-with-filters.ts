import type { Cloud } from 'desired-capacity';
import { createTopic, subscribeQueue } from '../topic.ts';

/** Attributes of a message: a string or a number each. */
export type Attributes = Record<string, string | number>;

/** A filter policy: by key, the values and conditions that pass. */
export type Policy = Record<string, unknown[]>;

/** Attributes as `Publish` takes them. */
export const typed = (attributes: Attributes) =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      {
        dataType: typeof value === 'number' ? 'Number' : 'String',
        stringValue: `${value}`,
      },
    ]),
  );

/** A topic with a queue for each policy; `passes` publishes and looks. */
export function topicWithFilters(
  cloud: Cloud,
  policies: Record<string, Policy>,
) {
  const topicArn = createTopic(cloud, 'orders');
  const queues = Object.values(policies).map((policy, number) =>
    subscribeQueue(cloud, topicArn, `orders-${number}`, {
      RawMessageDelivery: 'true',
      FilterPolicy: JSON.stringify(policy),
    }),
  );
  const sizes = () =>
    queues.map((queue) => queue.approximateNumberOfMessages);
  return {
    topicArn,
    queues,
    /** Whether each queue gets a message with these attributes. */
    async passes(attributes: Attributes): Promise<boolean[]> {
      const before = sizes();
      const messageAttributes = typed(attributes);
      cloud.sns.publish({ topicArn, message: 'order', messageAttributes });
      await cloud.run(1);
      return sizes().map((size, i) => size > before[i]!);
    },
  };
}

import { Cloud } from '../sim/index.ts';
import { PHASES, retriesOf, type Protocol } from '../sim/services/sns/delivery-policy.ts';
import { snsLimits } from '../sim/services/sns/index.ts';
import type { Comparison, ComparisonRow } from './comparison.ts';
import { refuses } from './trial.ts';

const GUIDE = 'https://docs.aws.amazon.com/sns/latest/dg/';
const API = 'https://docs.aws.amazon.com/sns/latest/api/';

interface Subscriber {
  protocol: Protocol;
  endpoint(cloud: Cloud): string;
}
type Row = ComparisonRow<Subscriber>;

/** Whether a topic refuses such a subscription. */
function refused(
  { protocol, endpoint }: Subscriber,
  topic: { name: string; attributes?: Record<string, string> },
  attributes: Record<string, string> = {},
): boolean {
  const cloud = new Cloud();
  const { topicArn = '' } = cloud.sns.createTopic(topic);
  return refuses(() => cloud.sns.subscribe({ topicArn, protocol, endpoint: endpoint(cloud), attributes }));
}

const rows: Row[] = [
  {
    label: 'Somebody has to confirm the subscription',
    source: `${API}API_Subscribe.html`,
    cell({ protocol, endpoint }) {
      const cloud = new Cloud();
      const { topicArn = '' } = cloud.sns.createTopic({ name: 'topic' });
      cloud.sns.subscribe({ topicArn, protocol, endpoint: endpoint(cloud) });
      return cloud.sns.getTopicAttributes({ topicArn }).attributes?.['SubscriptionsPending'] === '1';
    },
  },
  {
    label: 'It can have the message raw, without an envelope',
    source: `${GUIDE}sns-large-payload-raw-message-delivery.html`,
    cell: (subscriber) => !refused(subscriber, { name: 'topic' }, { RawMessageDelivery: 'true' }),
  },
  {
    label: 'It can have messages above 256 KiB',
    source: `${GUIDE}large-message-payloads.html`,
    cell(subscriber) {
      const MaximumMessageSize = String(snsLimits.messageSize.max);
      return !refused(subscriber, { name: 'topic', attributes: { MaximumMessageSize } });
    },
  },
  {
    label: 'A FIFO topic delivers to it',
    source: `${GUIDE}fifo-message-delivery.html`,
    cell: (subscriber) => !refused(subscriber, { name: 'topic.fifo', attributes: { FifoTopic: 'true' } }),
  },
  {
    label: 'Retries after a failure on its side, at most',
    source: `${GUIDE}sns-message-delivery-retries.html`,
    cell: ({ protocol }) => retriesOf(PHASES[protocol]),
  },
];

/** Who may subscribe to a topic. */
export const snsProtocols: Comparison<Subscriber> = {
  caption: 'Receivers of a topic',
  columns: [
    { name: 'SQS queue', subject: { protocol: 'sqs', endpoint: (cloud) => cloud.arn('sqs', 'queue') } },
    {
      name: 'Lambda function',
      subject: { protocol: 'lambda', endpoint: (cloud) => cloud.arn('lambda', 'function:work') },
    },
    {
      name: 'Firehose',
      subject: { protocol: 'firehose', endpoint: (cloud) => cloud.arn('firehose', 'deliverystream/log') },
    },
    { name: 'HTTP/S', subject: { protocol: 'https', endpoint: () => 'https://example.com/hook' } },
    { name: 'E-mail', subject: { protocol: 'email', endpoint: () => 'admin@example.com' } },
    { name: 'SMS', subject: { protocol: 'sms', endpoint: () => '+4915112345678' } },
    { name: 'Mobile push', subject: { protocol: 'application', endpoint: device } },
  ],
  rows,
};

/** A device that an app has registered. */
function device(cloud: Cloud): string {
  const { platformApplicationArn = '' } = cloud.sns.createPlatformApplication({
    name: 'app',
    platform: 'GCM',
    attributes: { PlatformCredential: 'secret' },
  });
  return cloud.sns.createPlatformEndpoint({ platformApplicationArn, token: 'device' }).endpointArn!;
}

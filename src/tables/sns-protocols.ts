import { Cloud } from '../sim/index.ts';
import { PHASES, retriesOf, type Protocol } from '../sim/services/sns/delivery-policy.ts';
import { snsLimits } from '../sim/services/sns/index.ts';
import type { Comparison, Finding } from './comparison.ts';
import { refuses } from './trial.ts';

const GUIDE = 'https://docs.aws.amazon.com/sns/latest/dg/';

/** Who may subscribe to a topic. */
interface Receiver {
  label: string;
  protocol: Protocol;
  /** The page of AWS's guide on it. */
  page: string;
  endpoint(cloud: Cloud): string;
}

/** What is asked of each. */
type Question = (receiver: Receiver) => Finding;

/** Whether a topic takes such a subscription. */
function takes(
  { protocol, endpoint }: Receiver,
  topic: { name: string; attributes?: Record<string, string> },
  attributes: Record<string, string> = {},
): boolean {
  const cloud = new Cloud();
  const { topicArn = '' } = cloud.sns.createTopic(topic);
  return !refuses(() => cloud.sns.subscribe({ topicArn, protocol, endpoint: endpoint(cloud), attributes }));
}

/** Whether somebody has to confirm the subscription. */
const isPending: Question = ({ protocol, endpoint }) => {
  const cloud = new Cloud();
  const { topicArn = '' } = cloud.sns.createTopic({ name: 'topic' });
  cloud.sns.subscribe({ topicArn, protocol, endpoint: endpoint(cloud) });
  return cloud.sns.getTopicAttributes({ topicArn }).attributes?.['SubscriptionsPending'] === '1';
};

const MaximumMessageSize = String(snsLimits.messageSize.max);

/** Every kind of receiver. */
export const receivers: readonly Receiver[] = [
  {
    label: 'SQS queue',
    protocol: 'sqs',
    page: 'sns-sqs-as-subscriber.html',
    endpoint: (cloud) => cloud.arn('sqs', 'queue'),
  },
  {
    label: 'Lambda function',
    protocol: 'lambda',
    page: 'sns-lambda-as-subscriber.html',
    endpoint: (cloud) => cloud.arn('lambda', 'function:work'),
  },
  {
    label: 'Data Firehose',
    protocol: 'firehose',
    page: 'sns-firehose-as-subscriber.html',
    endpoint: (cloud) => cloud.arn('firehose', 'deliverystream/log'),
  },
  {
    label: 'Web server (HTTP/S)',
    protocol: 'https',
    page: 'sns-http-https-endpoint-as-subscriber.html',
    endpoint: () => 'https://example.com/hook',
  },
  {
    label: 'Mailbox',
    protocol: 'email',
    page: 'sns-email-notifications.html',
    endpoint: () => 'admin@example.com',
  },
  {
    label: 'Phone (SMS)',
    protocol: 'sms',
    page: 'sns-mobile-phone-number-as-subscriber.html',
    endpoint: () => '+4915112345678',
  },
  {
    label: 'App (mobile push)',
    protocol: 'application',
    page: 'sns-mobile-application-as-subscriber.html',
    endpoint: device,
  },
];

/** Receivers beside what holds for each. */
export const snsProtocols: Comparison<Question> = {
  caption: 'Receivers of a topic',
  rowsAre: 'Receiver',
  columns: [
    { name: 'Has to confirm', subject: isPending },
    {
      name: 'Raw delivery',
      subject: (one) => takes(one, { name: 'topic' }, { RawMessageDelivery: 'true' }),
    },
    {
      name: 'Above 256 KiB',
      subject: (one) => takes(one, { name: 'topic', attributes: { MaximumMessageSize } }),
    },
    {
      name: 'FIFO topics',
      subject: (one) => takes(one, { name: 'topic.fifo', attributes: { FifoTopic: 'true' } }),
    },
    { name: 'Retries', subject: ({ protocol }) => retriesOf(PHASES[protocol]) },
  ],
  rows: receivers.map((receiver) => ({
    label: receiver.label,
    source: `${GUIDE}${receiver.page}`,
    cell: (question) => question(receiver),
  })),
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

import { AwsError, type Region } from '../../cloud/index.ts';
import { md5, utf8 } from '../../cloud/digest/index.ts';
import type { DeliveryOutcome } from '../../cloud/redelivery.ts';
import type { RandomStream } from '../../kernel/index.ts';
import type { Protocol } from './delivery-policy.ts';
import type { Published } from './notification.ts';
import type { Subscription } from './subscription.ts';

/** How the attributes of a topic name the protocols that can be logged: not e-mail, and not text messages. */
const FEEDBACK: Readonly<Partial<Record<Protocol, string>>> = {
  http: 'HTTP',
  https: 'HTTP',
  sqs: 'SQS',
  lambda: 'Lambda',
  firehose: 'Firehose',
  application: 'Application',
};

/**
 * Delivery status logging: a line in CloudWatch Logs for each delivery that failed, and for a share of those that succeeded.
 * AWS gives the names of groups and streams; the members of a line are those of its text messages, which it shows.
 * https://docs.aws.amazon.com/sns/latest/dg/topics-attrib-prereq.html
 * https://repost.aws/knowledge-center/monitor-sns-texts-cloudwatch (both checked 2026-11-28)
 */
export class DeliveryLog {
  readonly #region: Region;
  readonly #random: RandomStream;

  /** @param random draws the sample of deliveries that succeeded */
  constructor(region: Region, random: RandomStream) {
    this.#region = region;
    this.#random = random;
  }

  /** A delivery has ended. `handedOver`: when its last try began, in milliseconds since 1970. */
  write(
    subscription: Subscription,
    published: Published,
    outcome: DeliveryOutcome,
    handedOver: number,
  ): void {
    const { topic, protocol, endpoint } = subscription;
    const { error, retries } = outcome;
    const feedback = FEEDBACK[protocol];
    if (feedback === undefined || !this.#region.logs.heard) return;
    const roleArn = topic.attribute(`${feedback}${error ? 'Failure' : 'Success'}FeedbackRoleArn`);
    if (!roleArn || (!error && !this.#sampled(topic.attribute(`${feedback}SuccessFeedbackSampleRate`))))
      return;
    const { name, account } = this.#region;
    const group = `sns/${name}/${account}/${topic.name}${error ? '/Failure' : ''}`;
    const { messageId, timestamp, message } = published;
    this.#put(group, protocol, roleArn, topic.arn, {
      notification: { messageMD5Sum: md5(utf8(message.text)), messageId, topicArn: topic.arn, timestamp },
      delivery: {
        destination: endpoint,
        providerResponse: error?.message ?? 'OK',
        dwellTimeMs: Math.round(handedOver - Date.parse(timestamp)),
        attempts: retries + 1,
        statusCode: error?.$metadata.httpStatusCode ?? 200,
      },
      status: error ? 'FAILURE' : 'SUCCESS',
    });
  }

  /** AWS names no default of the share; here it is none. */
  #sampled(percent = '0'): boolean {
    const share = Number(percent) / 100;
    return share >= 1 || (share > 0 && this.#random.bernoulli(share));
  }

  /** Writes a line, if the role may do so. */
  #put(group: string, stream: string, roleArn: string, from: string, line: object): void {
    const region = this.#region;
    const arn = region.arn('logs', `log-group:${group}:log-stream:${stream}`);
    try {
      region.world.guard?.admitDelivery({ region, arn, service: 'cloudwatchlogs', roleArn, from });
    } catch (error) {
      if (error instanceof AwsError) return;
      throw error;
    }
    region.logs.write({ group, stream, message: JSON.stringify(line) });
  }
}

import { Cloud, type Reply } from 'desired-capacity';
import { describe, expect, test } from 'vitest';
import { play, type Stage } from './player.ts';
import { beforeSource } from './rows.ts';
import { readTranscripts, shortName, type Expectation, type Transcript } from './transcript.ts';

type Params = Record<string, unknown>;

const ACCOUNT = '111111111111';

/** What the recorder lost of a row, given back to it. */
const mends: Record<string, (row: Transcript) => void> = {
  // The trace came in an HTTP header, which the row does not have.
  test_publish_sqs_from_sns_with_xray_propagation: ({ steps, expectations, asserts }) => {
    steps[4]!.params!.AttributeNames = ['SentTimestamp'];
    delete (expectations[0]!.recorded as { Attributes: Params }).Attributes.AWSTraceHeader;
    asserts.splice(1);
  },
};

/** A cloud with one host a queue, so that a short poll sees what is there, as it did when these were recorded. */
function stageFor({ steps }: Transcript): Stage {
  const cloud = new Cloud({ account: ACCOUNT });
  cloud.sqs.model.hosts = 1;
  let made = 0;
  const call = (service: string, operation: string, params: Params, region: string) => {
    const services = region === 'elsewhere' ? cloud.region('eu-central-1') : cloud;
    const send = services.send.bind(services) as (
      service: string,
      operation: string,
      params: object,
    ) => Reply<Record<string, never>>;
    return send(service, operation, params);
  };
  const sns = (operation: string, params: Params) => call('sns', operation, params, 'home');
  const arnOf = (url: string) => cloud.sqs.getQueue(url.slice(url.lastIndexOf('/') + 1)).arn;
  const allow = (QueueUrl: string, topicArn: string) => {
    const Policy = JSON.stringify({
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'sns.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: arnOf(QueueUrl),
          Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
        },
      ],
    });
    return call('sqs', 'SetQueueAttributes', { QueueUrl, Attributes: { Policy } }, 'home');
  };
  const subscribe = async ({ topic_arn: TopicArn, queue_url: url, ...rest }: Params) => {
    const subscription = { TopicArn, Protocol: 'sqs', Endpoint: arnOf(url as string), ...rest };
    const { SubscriptionArn } = await sns('Subscribe', subscription);
    await allow(url as string, TopicArn as string);
    const { Attributes } = await sns('GetSubscriptionAttributes', { SubscriptionArn });
    return Attributes as unknown as Params;
  };
  const fifo = steps.some(({ params }) => String(params?.QueueName).endsWith('.fifo'));
  return {
    call(client, operation, params) {
      if (operation === 'CreateQueue') params = { QueueName: `queue-${made++}`, ...params };
      const elsewhere = client.startsWith('alt') || client === 'sns_region2_client';
      operation = operation.replace('Sms', 'SMS');
      return call(client === 'sqs' ? 'sqs' : 'sns', operation, params, elsewhere ? 'elsewhere' : 'home');
    },
    sleep: (seconds) => cloud.run(seconds),
    arnOf,
    anyOrder: (member) => member === 'Messages' && !fifo,
    fixtures: {
      sns_create_topic: async (_args, params) => sns('CreateTopic', { Name: `topic-${made++}`, ...params }),
      sns_subscription: async (_args, params) => sns('Subscribe', params),
      sns_create_sqs_subscription: async (_args, params) => subscribe(params),
      async sns_create_sqs_subscription_with_filter_policy(_args, params) {
        const { filter_scope: FilterPolicyScope, filter_policy: policy, ...rest } = params;
        const FilterPolicy = JSON.stringify(policy);
        const Attributes = { RawMessageDelivery: 'true', FilterPolicyScope, FilterPolicy };
        const { SubscriptionArn } = await subscribe({ ...rest, Attributes });
        return SubscriptionArn;
      },
      sns_allow_topic_sqs_queue: async (_args, { sqs_queue_url: url, sns_topic_arn: arn }) =>
        allow(url as string, arn as string),
    },
  };
}

/** Redactions as tokens, and errors without their parser's place in the text. */
function normalize(expectation: Expectation): void {
  const text = JSON.stringify(expectation.recorded).replaceAll('<md5-hash>', '<digest>');
  const recorded: unknown = JSON.parse(text.replaceAll('"Timestamp":"date"', '"Timestamp":"timestamp"'));
  expectation.recorded = recorded;
  const { Error: error } = (recorded ?? {}) as { Error?: { Message: string; _normalized?: string } };
  if (!error) return;
  error.Message = beforeSource(error.Message);
  delete error._normalized;
}

const transcripts = readTranscripts('transcripts-sns');

describe('conversations with Amazon SNS', () => {
  if (!transcripts) {
    test.skip('the oracle: ../shared/oracles/transcripts-sns.jsonl is not here');
    return;
  }

  test.each(transcripts.map((transcript) => [shortName(transcript), transcript] as const))(
    '%s',
    async (name, transcript) => {
      mends[name]?.(transcript);
      transcript.expectations.forEach(normalize);
      await play(transcript, stageFor(transcript));
    },
  );

  test('all 51 are there, and those that are mended', () => {
    const names = transcripts.map(shortName);
    expect(names).toHaveLength(51);
    expect(Object.keys(mends).filter((name) => !names.includes(name))).toEqual([]);
  });
});

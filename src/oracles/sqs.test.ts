import { Cloud, type AwsError, type Reply } from 'desired-capacity';
import { describe, expect, test } from 'vitest';
import { Differs, play, type Stage } from './player.ts';
import { readTranscripts, shortName, type Transcript } from './transcript.ts';

/** Conversations that go another way here, or can't be played, each with the reason. */
const differs: Record<string, string> = {};

/** A cloud with one host a queue, so that a short poll sees what is there, as it did when these were recorded. */
function stageFor({ steps }: Transcript): Stage {
  const cloud = new Cloud();
  cloud.sqs.model.hosts = 1;
  const send = cloud.send.bind(cloud) as (
    service: string,
    operation: string,
    params: object,
  ) => Reply<Record<string, never>>;
  const call = (operation: string, params: object) => send('sqs', operation, params);
  const fifo = steps.some(({ params }) => String(params?.QueueName).endsWith('.fifo'));
  let made = 0;
  return {
    call(client, operation, params) {
      if (operation === 'CreateQueue') params = { QueueName: `queue-${made++}`, ...params };
      return call(operation, params);
    },
    sleep: (seconds) => cloud.run(seconds),
    arnOf: (url) => cloud.sqs.getQueue(url.slice(url.lastIndexOf('/') + 1)).arn,
    // A standard queue promises no order, and the entries of a batch none either.
    anyOrder: (member) => (member === 'Messages' ? !fifo : ['Successful', 'Failed'].includes(member)),
    shapeOf: ({ name }: AwsError) => {
      if (name === 'InvalidParameterValue') return 'InvalidParameterValueException';
      return name === 'MissingParameter' ? 'MissingRequiredParameterException' : name;
    },
    fixtures: {
      async sqs_create_dlq_pipe(_args, { max_receive_count: maxReceiveCount }) {
        const dlq = await call('CreateQueue', { QueueName: `dlq-${made++}` });
        const { arn: deadLetterTargetArn } = cloud.sqs.getQueue(`dlq-${made - 1}`);
        const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount });
        const queue = await call('CreateQueue', {
          QueueName: `queue-${made++}`,
          Attributes: { RedrivePolicy },
        });
        return [queue.QueueUrl, dlq.QueueUrl];
      },
      async sqs_collect_messages([QueueUrl, expected, timeout]) {
        const end = cloud.now + (timeout as number);
        const messages: unknown[] = [];
        while (messages.length < (expected as number) && cloud.now < end) {
          const params = { QueueUrl, WaitTimeSeconds: 5, MaxNumberOfMessages: 1 };
          const { Messages = [] } = (await call('ReceiveMessage', params)) as {
            Messages?: { ReceiptHandle: string }[];
          };
          for (const message of Messages) {
            messages.push(message);
            await call('DeleteMessage', { QueueUrl, ReceiptHandle: message.ReceiptHandle });
          }
        }
        return messages;
      },
    },
  };
}

const transcripts = readTranscripts('transcripts-sqs');

describe('conversations with Amazon SQS', () => {
  if (!transcripts) {
    test.skip('the oracle: ../shared/oracles/transcripts-sqs.jsonl is not here');
    return;
  }

  test.each(transcripts.map((transcript) => [shortName(transcript), transcript] as const))(
    '%s',
    async (name, transcript) => {
      const played = play(transcript, stageFor(transcript));
      if (!differs[name]) return played;
      await expect(played, `passes, and is listed: ${differs[name]}`).rejects.toThrow(Differs);
    },
  );

  test('those that differ are there', () => {
    const names = transcripts.map(shortName);
    expect(Object.keys(differs).filter((name) => !names.includes(name))).toEqual([]);
  });
});

import { Cloud, type AwsError, type Reply } from 'desired-capacity';
import { describe, expect, test } from 'vitest';
import { Differs, play, type Stage } from './player.ts';
import { readTranscripts, shortName, type Transcript } from './transcript.ts';

/** What a conversation fails with here, and why. */
interface Difference {
  says: string;
  because: string;
}

/** Conversations that go another way here. One that does not fail as it says fails the test. */
const differs: Record<string, Difference> = {};

type Params = Record<string, unknown>;

/** Gives a row its own parameters back. */
function params(at: number, set: Params): Mend {
  return ({ steps }) => void Object.assign(steps[at]!.params!, set);
}

/** A row without what it did by raw HTTP: its recorder kept nothing of that. */
const withoutHttp: Mend = (row) => {
  const lost = row.steps.find(({ op }) => op === 'aws_http_client_factory')!.i;
  row.steps = row.steps.filter(({ i }) => i !== lost);
  row.asserts = row.asserts.filter(({ left }) => !String(left).includes(`{{call${lost}.`));
};

type Mend = (row: Transcript) => void;

// An attribute `k` of type String with the value `x` takes eight bytes.
const FULL = 'a'.repeat(1_048_576 - 8);
const attributes = { MessageAttributes: { k: { DataType: 'String', StringValue: 'x' } } };

/** What the recorder lost of a row, given back to it. */
const mends: Record<string, Mend> = {
  // The suite catches the refusal, and the row does not say so.
  'test_send_message_batch_with_empty_list[sqs]': ({ steps }) => void (steps[1]!.raises = true),
  // A short body stands in place of the one that was too long.
  'test_send_oversized_message[sqs]': params(1, { MessageBody: `${FULL}a` }),
  'test_send_message_batch_with_oversized_contents[sqs]': params(1, {
    Entries: [
      { Id: '1', MessageBody: FULL, ...attributes },
      { Id: '2', MessageBody: 'a' },
    ],
  }),
  // Another thread sends while the receive waits.
  'test_wait_time_seconds_waits_correctly[sqs_query]': ({ steps }) => {
    const later = { MessageBody: 'foobar', QueueUrl: '{{call0.QueueUrl}}' };
    steps.push({ i: 0.5, client: 'fixture', op: 'send_later', args: [1], params: later });
  },
  // Of four messages the row knows two.
  test_move_task_with_throughput_limit: ({ asserts }) => {
    const bodies = asserts.find(({ src }) => src.startsWith('assert {message["Body"]'))!;
    bodies.left = [0, 1, 2, 3].map((i) => `{{call20[${i}]}}.Body`);
  },
  // The suite makes a handle up, of a task and a source: of a queue that is not there, and of one that is.
  test_cancel_with_invalid_source_arn_in_task_handle: params(0, {
    TaskHandle: btoa('{"taskId":"10f57157","sourceArn":"arn:aws:sqs:us-east-1:123456789012:nowhere"}'),
  }),
  test_cancel_with_invalid_task_id_in_task_handle: params(1, {
    TaskHandle: btoa('{"taskId":"10f57157","sourceArn":"arn:aws:sqs:us-east-1:123456789012:queue-0"}'),
  }),
  [String.raw`test_marker_serialization_json_protocol[{"foo": "ba\rr", "foo2": "ba&quot;r&quot;"}]`]:
    withoutHttp,
  [String.raw`test_marker_serialization_json_protocol["{\\"foo\\": \\"ba\\rr\\"}"]`]: withoutHttp,
};

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
      async send_later([delay], message) {
        cloud.simulation.schedule(delay as number, () => void call('SendMessage', message));
      },
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
      mends[name]?.(transcript);
      const failure = await play(transcript, stageFor(transcript)).catch((error: unknown) => error);
      const { says, because } = differs[name] ?? {};
      if (says === undefined) {
        if (failure !== undefined) throw failure as Error;
        return;
      }
      expect(failure, `differs no more, and is listed: ${because}`).toBeInstanceOf(Differs);
      expect((failure as Differs).message).toContain(says);
    },
  );

  test('those that differ or are mended are there', () => {
    const names = transcripts.map(shortName);
    const listed = [...Object.keys(differs), ...Object.keys(mends)];
    expect(listed.filter((name) => !names.includes(name))).toEqual([]);
  });
});

import { Cloud, type Reply } from 'desired-capacity';
import { describe, expect, test } from 'vitest';
import { play, type Stage } from './player.ts';
import { beforeSource } from './rows.ts';
import { readTranscripts, shortName, type Expectation, type Transcript } from './transcript.ts';

type Params = Record<string, unknown>;

const ACCOUNT = '111111111111';

/** Conversations that are left out, and why. */
const leftOut: Record<string, string> = {
  test_process_pattern_to_single_matching_rules_single_target: 'runs a function; what it logged is lost',
  test_put_events_with_target_lambda_list_entries_partial_match: 'runs a function; what it logged is lost',
};

/** A row without what it asked of Secrets Manager. */
const withoutSecrets = (row: Transcript) => {
  row.steps = row.steps.filter(({ client }) => client !== 'secretsmanager');
  row.expectations.splice(2);
};

/** Times as the suite gave them, and as the SDK takes them. */
const withDates = (row: Transcript) => {
  for (const step of row.steps) {
    const params = step.params!;
    for (const name of ['EventStartTime', 'EventEndTime'])
      if (typeof params[name] === 'string')
        params[name] = { $date: /\d{4}-\d\d-\d\d.*(?=>>)/.exec(params[name])![0] };
  }
};

/** What the recorder lost of a row, given back to it. */
const mends: Record<string, (row: Transcript) => void> = {
  'test_connection_secrets[api-key]': withoutSecrets,
  'test_connection_secrets[oauth]': withoutSecrets,
  // The suite catches the refusal, and the row does not say so.
  'test_put_events_exceed_limit_ten_entries[default]': ({ steps }) => void (steps[0]!.raises = true),
  test_start_replay_error_unknown_event_bus: withDates,
  test_start_replay_error_duplicate_name_same_archive: withDates,
  'test_start_replay_error_invalid_end_time[0]': withDates,
  // The SDK takes no such times as texts.
  test_put_events_time: ({ steps, expectations, asserts }) => {
    for (const [[entry]] of steps[0]!.params!.entries_asserts as [[Params]][]) entry.Time = '2022-01-01';
    const [message] = expectations[0]!.recorded as [{ Body: Params }];
    message.Body.time = '2022-01-01T00:00:00Z';
    asserts.splice(0);
  },
  // The recorder kept the messages, and not where they came from.
  test_put_events_nonexistent_event_bus: ({ expectations }) =>
    void Object.assign(expectations[1]!, { obj: '{{call5.Messages}}', after: 6 }),
  // AWS's count of bytes follows no published rule.
  'test_list_archive_with_events[True-custom]': withoutBytes,
  'test_list_archive_with_events[False-default]': withoutBytes,
};

function withoutBytes({ expectations }: Transcript): void {
  const text = JSON.stringify(expectations).replaceAll(/"SizeBytes":\d+/g, '"SizeBytes":"timestamp"');
  expectations.splice(0, expectations.length, ...(JSON.parse(text) as Expectation[]));
}

/** Names that the suite made up by itself, and the recorder lost: those of connections and API destinations. */
const LOST = '<<fn ?>>';

/** What a row's keys end with, where it goes through several Regions. */
const REGION = /[a-z]{2}-[a-z]+-\d$/;

interface Received {
  Messages?: { ReceiptHandle: string; Body: string }[];
}

function stageFor(row: Transcript): Stage {
  const cloud = new Cloud({ account: ACCOUNT });
  cloud.sqs.model.hosts = 1;
  cloud.eventbridge.model.archiveDelay = 0;
  let [made, round, created, deleted] = [0, 0, 0, 0];
  const regions = [...new Set(row.expectations.flatMap(({ key }) => REGION.exec(key)?.[0] ?? []))];
  const send = cloud.send.bind(cloud) as unknown as (
    service: string,
    operation: string,
    params: object,
  ) => Reply<Record<string, string>>;
  const events = (operation: string, params: Params) =>
    send('eventbridge', operation, withDate(params) as Params);
  const sqs = (operation: string, params: Params) => send('sqs', operation, params);
  const arnOf = (url: string) => cloud.arn('sqs', url.slice(url.lastIndexOf('/') + 1));
  /** A queue that rules may send to: its URL and ARN. */
  const queue = async () => {
    const { QueueUrl } = await sqs('CreateQueue', { QueueName: `queue-${made++}` });
    const Statement = {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: arnOf(QueueUrl!),
    };
    await allow(QueueUrl!, Statement);
    return [QueueUrl!, arnOf(QueueUrl!)] as const;
  };
  const allow = (QueueUrl: string, Statement: object) =>
    sqs('SetQueueAttributes', { QueueUrl, Attributes: { Policy: JSON.stringify({ Statement }) } });
  const bus = async (params: Params = {}) => {
    const Name = (params.Name as string | undefined) ?? `bus-${made++}`;
    return { Name, answer: await events('CreateEventBus', { ...params, Name }) };
  };
  const defaultBus = `arn:aws:events:us-east-1:${ACCOUNT}:event-bus/default`;
  return {
    async call(client, operation, params) {
      if (client === 'sqs') {
        if (operation !== 'CreateQueue') return sqs(operation, params);
        const answer = await sqs(operation, { QueueName: `queue-${made++}`, ...params });
        await allow(answer.QueueUrl!, {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: arnOf(answer.QueueUrl!),
        });
        return answer;
      }
      // Which Region a client was of is lost: the rounds of a row are each in another.
      if (client === 'alt:events' && params.Name !== undefined && row.name.includes('regions')) {
        if (operation === 'CreateEventBus') round = created++;
        if (operation === 'DeleteEventBus') round = deleted++;
      }
      if (!client.startsWith('alt')) return events(operation, params);
      const there = cloud.region(regions[round] ?? 'us-east-1');
      return (there.send as unknown as typeof send).call(there, 'eventbridge', operation, params);
    },
    sleep: (seconds) => cloud.run(seconds),
    arnOf,
    fixtures: {
      events_create_event_bus: async (_args, params) => (await bus(params)).answer,
      async events_create_default_or_custom_event_bus([kind]) {
        if (kind === 'default') return ['default', defaultBus];
        const { Name, answer } = await bus();
        return [Name, answer.EventBusArn];
      },
      events_put_rule: async (_args, params) => events('PutRule', { Name: `rule-${made++}`, ...params }),
      events_create_archive: async (_args, params) =>
        events('CreateArchive', { ArchiveName: `archive-${made++}`, EventSourceArn: defaultBus, ...params }),
      sqs_as_events_target: async () => queue(),
      async create_connection(args, params) {
        const [type, given] = args as [string | { type: string; key: string; parameters: Params }, Params?];
        const auth = typeof type === 'string' ? given! : { [type.key]: oAuth(type.parameters) };
        const AuthorizationType = typeof type === 'string' ? type : type.type;
        return events('CreateConnection', {
          Name: 'the-name',
          AuthorizationType,
          AuthParameters: auth,
          ...params,
        });
      },
      create_api_destination: async (_args, params) =>
        events('CreateApiDestination', { Name: 'the-name', ...params }),
      async put_events_with_filter_to_sqs(_args, params) {
        const { pattern, entries_asserts, event_bus_name, input_path, input_transformer } = params;
        const EventBusName = (event_bus_name as string | undefined) ?? (await bus()).Name;
        const [QueueUrl, Arn] = await queue();
        const Rule = `rule-${made++}`;
        await events('PutRule', { Name: Rule, EventBusName, EventPattern: JSON.stringify(pattern) });
        const InputPath = (input_path as string | null) ?? undefined;
        const InputTransformer = (input_transformer as object | null) ?? undefined;
        await events('PutTargets', {
          Rule,
          EventBusName,
          Targets: [{ Id: 'target', Arn, InputPath, InputTransformer }],
        });
        const messages: unknown[] = [];
        for (const [entries, expected] of entries_asserts as [Params[], boolean][]) {
          const Entries = entries.map((entry) => ({ ...entry, EventBusName }));
          const { FailedEntryCount } = await events('PutEvents', { Entries });
          expect(FailedEntryCount).toBe(0);
          await cloud.run(2);
          const receive = { QueueUrl, MaxNumberOfMessages: 10 };
          const { Messages = [] } = (await sqs('ReceiveMessage', receive)) as unknown as Received;
          expect(Messages.length > 0).toBe(expected);
          messages.push(...Messages);
          for (const { ReceiptHandle } of Messages) await sqs('DeleteMessage', { QueueUrl, ReceiptHandle });
        }
        return messages;
      },
    },
    anyOrder: (member) => row.name.includes('test_put_multiple_targets') && member === 'Targets',
  };
}

/** The suite writes small letters where AWS wants capitals. */
function oAuth(parameters: Params): Params {
  const { HttpMethod, AuthorizationEndpoint, ...rest } = parameters;
  if (HttpMethod === undefined) return parameters;
  const endpoint = AuthorizationEndpoint === 'replace_this' ? 'https://example.com' : AuthorizationEndpoint;
  return { ...rest, AuthorizationEndpoint: endpoint, HttpMethod: String(HttpMethod).toUpperCase() };
}

/** Parameters with dates where the SDK has them. */
function withDate(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return key === 'Time' ? new Date(value) : value;
  if (Array.isArray(value)) return value.map((item) => withDate(item));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const { $date } = value as { $date?: string };
  if ($date !== undefined) return new Date($date);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withDate(item, name)]));
}

interface RecordedError {
  Message: string;
  MessageRaw?: string;
  Type?: string;
}

const REFUSED = { ResponseMetadata: { HTTPStatusCode: 400 } };

/** Redactions as tokens, and errors without their parser's place in the text. */
function normalize(row: Transcript): void {
  const text = JSON.stringify(row)
    .replaceAll(LOST, 'the-name')
    .replaceAll('<m-d5-of-body:', '<digest-of-body:')
    .replaceAll(/<<next-token>:(\d)>/g, '<next-token:$1>')
    .replaceAll('"datetime"', '"timestamp"')
    .replaceAll('"time":"date"', '"time":"timestamp"')
    .replaceAll('at time date,', 'at time <date>,')
    .replaceAll(/"(api-destination|connection|target)-arn"/g, '"<$1-arn>"')
    .replaceAll(/"Id":"target-id(-[a-z]+)?"/g, '"Id":"<target-id$1>"');
  Object.assign(row, JSON.parse(text));
  // An error that was asserted rather than recorded.
  for (const { i: after, left, right } of row.asserts.splice(0)) {
    if (left !== '{{err0.Error}}')
      row.asserts.push(...(JSON.parse(text) as Transcript).asserts.filter(({ i }) => i === after)); // prettier-ignore
    else
      row.expectations.push({
        after,
        key: 'error',
        obj: { $err: 0 },
        recorded: { Error: right, ...REFUSED },
      });
  }
  for (const expectation of row.expectations) {
    const [region] = REGION.exec(expectation.key) ?? [];
    if (region !== undefined)
      expectation.recorded = JSON.parse(JSON.stringify(expectation.recorded).replaceAll('<region>', region));
    // The class of the exception is lost, and its message is beside it.
    const { exception_message: inner } = (expectation.recorded ?? {}) as { exception_message?: object };
    if (inner) Object.assign(expectation, { obj: { $err: 0 }, recorded: inner });
    const { Error: error } = (expectation.recorded ?? {}) as { Error?: RecordedError };
    if (!error) continue;
    error.Message = beforeSource(error.Message);
    error.Type = 'Sender';
    delete error.MessageRaw;
  }
}

const transcripts = readTranscripts('transcripts-events');

describe('conversations with Amazon EventBridge', () => {
  if (!transcripts) {
    test.skip('the oracle: ../shared/oracles/transcripts-events.jsonl is not here');
    return;
  }
  const played = transcripts.filter((row) => !Object.hasOwn(leftOut, shortName(row)));

  test.each(played.map((transcript) => [shortName(transcript), transcript] as const))(
    '%s',
    async (name, transcript) => {
      mends[name]?.(transcript);
      normalize(transcript);
      await play(transcript, stageFor(transcript));
    },
  );

  test('those that are left out or mended are there', () => {
    const names = transcripts.map(shortName);
    const listed = [...Object.keys(leftOut), ...Object.keys(mends)];
    expect(listed.filter((name) => !names.includes(name))).toEqual([]);
    expect([transcripts.length, played.length]).toEqual([182, 180]);
  });
});

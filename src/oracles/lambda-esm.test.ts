import { describe, expect, test } from 'vitest';
import { Cloud, minutes } from 'desired-capacity';
import { difference, type Bindings } from './match.ts';
import { readRows } from './rows.ts';

/** What AWS did with a mapping: recorded by LocalStack's test suite against AWS. */
interface Row {
  name: string;
  source: 'SQS' | 'Kinesis' | 'DynamoDB';
  kind?: 'partial-batch';
  params: { set_lambda_response?: unknown };
  createEsm: {
    BatchSize?: number;
    MaximumRetryAttempts?: number;
    MaximumBatchingWindowInSeconds?: number;
    FunctionResponseTypes?: string[];
    DestinationConfig?: object;
  };
  expectations: { key: string; recorded: Record<string, unknown> }[];
  filters: { Filters: { Pattern: string }[] };
  bodies: string[];
  error?: { Code: string; Message: string };
}

type Event = { Records: { kinesis: { data: string; sequenceNumber: string } }[] };

const rows = readRows<Row>('lambda-esm');
const of = (source: Row['source'], partial: boolean) =>
  (rows ?? []).filter((row) => row.source === source && (row.kind === 'partial-batch') === partial);

describe.skipIf(!rows)('what AWS did with event source mappings', () => {
  test('all rows are known: those of DynamoDB await its service', () => {
    const count = (source: Row['source']) => rows!.filter((row) => row.source === source).length;
    expect([count('SQS'), count('Kinesis'), count('DynamoDB')]).toEqual([9, 12, 11]);
  });

  for (const row of of('SQS', false))
    test(row.name, async () => {
      const cloud = new Cloud();
      const queue = cloud.sqs.createQueue('jobs');
      const seen: string[] = [];
      cloud.lambda.createFunction({
        functionName: 'f',
        code: () => (event: { Records: { body: string }[] }) => {
          seen.push(...event.Records.map(({ body }) => body));
        },
      });
      const filters = row.filters.Filters.map(({ Pattern }) => ({ pattern: Pattern }));
      const make = () =>
        cloud.lambda.createEventSourceMapping({
          functionName: 'f',
          eventSourceArn: queue.arn,
          filterCriteria: { filters },
        });
      if (row.error) {
        expect(make).toThrow(row.error.Message);
        return;
      }
      await make();
      for (const body of row.bodies) queue.sendMessage(body);
      await cloud.run(minutes(2));
      expect(seen).toEqual([row.bodies[0]]);
      expect(queue.approximateNumberOfMessages).toBe(0);
    });

  for (const row of of('Kinesis', true))
    test(row.name, async () => {
      const cloud = new Cloud({ account: '111111111111' });
      const stream = cloud.kinesis.stream('clicks');
      const failed = cloud.sqs.createQueue('failed');
      const events: Event[] = [];
      const reports = row.name.endsWith('items_failures') || row.name.endsWith('item_failures');
      cloud.lambda.createFunction({
        functionName: 'f',
        code: () => (event: Event) => {
          events.push(event);
          if (reports) return { batchItemFailures: event.Records.filter(isBad).map(itemOf) };
          const response = row.params.set_lambda_response;
          if (typeof response === 'string' && response.includes('1 / 0')) throw new Error('division by zero');
          return response;
        },
      });
      const { BatchSize, MaximumRetryAttempts, MaximumBatchingWindowInSeconds, DestinationConfig } =
        row.createEsm;
      const answer = (await cloud.send('lambda', 'CreateEventSourceMapping', {
        FunctionName: 'f',
        EventSourceArn: stream.arn,
        StartingPosition: 'TRIM_HORIZON',
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        BatchSize,
        MaximumRetryAttempts,
        MaximumBatchingWindowInSeconds,
        ...(DestinationConfig && { DestinationConfig: { OnFailure: { Destination: failed.arn } } }),
      })) as object;
      if (reports) for (let i = 0; i < 6; i++) stream.putRecord(`test_${i}`, `{"should_fail": ${i === 5}}`);
      else stream.putRecord('test', 'hello');
      await cloud.run(minutes(3));
      const messages = await failed.receiveMessage();
      const came: Record<string, unknown> = {
        create_event_source_mapping_response: answer,
        sqs_payload: { Messages: messages.map(({ body }) => ({ Body: JSON.parse(body) as object })) },
        kinesis_events: events,
        kinesis_records: { Records: events.flatMap(({ Records }) => Records) },
      };
      const bindings: Bindings = new Map();
      for (const { key, recorded } of row.expectations)
        expect(difference(came[key], essence(key, recorded), bindings), key).toBeUndefined();
    });
});

const isBad = ({ kinesis }: Event['Records'][number]) => atob(kinesis.data).includes('true');
const itemOf = ({ kinesis }: Event['Records'][number]) => ({ itemIdentifier: kinesis.sequenceNumber });

/** Without what is about HTTP and about the message round a record; times are times. */
function essence(key: string, recorded: Record<string, unknown>): unknown {
  const text = JSON.stringify(recorded)
    .replaceAll(/"<timestamp:[^"]*"/g, '"timestamp"')
    .replaceAll('"<approximate-arrival-timestamp>"', '"timestamp"')
    .replaceAll('"<datetime>"', '"timestamp"');
  const plain = JSON.parse(text) as { ResponseMetadata?: unknown; Messages?: { Body: unknown }[] };
  delete plain.ResponseMetadata;
  if (key === 'sqs_payload') plain.Messages = plain.Messages!.map(({ Body }) => ({ Body }));
  return plain;
}

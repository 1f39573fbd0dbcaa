import { Cloud, type Reply } from 'desired-capacity';
import { describe, expect, test } from 'vitest';
import { Differs, play, type Stage } from './player.ts';
import { readRows } from './rows.ts';
import { readTranscripts, shortName, type Transcript } from './transcript.ts';

/** A row of the alarm oracle: what an alarm looked at, and what became of it. */
interface AlarmRow {
  name?: string;
  evaluationPeriods: number;
  datapointsToAlarm: number;
  evaluationRange: number;
  treatMissingData: string;
  initialState: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  datapointsOldestFirst: (number | null)[];
  threshold: number;
  comparison: 'GreaterThanThreshold';
  expectedState: string;
}

const rows = readRows<AlarmRow>('cloudwatch-alarm');

describe('alarms of the oracle', () => {
  if (!rows) {
    test.skip('the oracle: ../shared/oracles/cloudwatch-alarm.jsonl is not here');
    return;
  }

  test('the oracle has its rows', () => {
    expect(rows).toHaveLength(29);
  });

  test.each(rows.map((row, index) => [index, row] as const))('row %d', async (_, row) => {
    const cloud = new Cloud({ start: '2026-01-01T00:00:00Z' });
    const { cloudwatch } = cloud;
    Object.assign(cloudwatch.model, {
      evaluationSecond: 5,
      extraPeriods: row.evaluationRange - row.evaluationPeriods,
    });
    const minutes = row.datapointsOldestFirst.length;
    // The alarm is evaluated once, when the range is over.
    await cloud.run(minutes * 60 + 1);
    for (const [minute, value] of row.datapointsOldestFirst.entries()) {
      if (value === null) continue;
      const timestamp = new Date(Date.UTC(2026, 0, 1, 0, minute));
      cloudwatch.putMetricData({ namespace: 'N', metricData: [{ metricName: 'm', value, timestamp }] });
    }
    cloudwatch.putMetricAlarm({
      alarmName: 'a',
      namespace: 'N',
      metricName: 'm',
      statistic: 'Average',
      period: 60,
      evaluationPeriods: row.evaluationPeriods,
      datapointsToAlarm: row.datapointsToAlarm,
      treatMissingData: row.treatMissingData,
      threshold: row.threshold,
      comparisonOperator: row.comparison,
    });
    cloudwatch.setAlarmState({ alarmName: 'a', stateValue: row.initialState, stateReason: 'before' });
    await cloud.run(10);
    expect(cloudwatch.describeAlarms().metricAlarms![0]!.stateValue).toBe(row.expectedState);
  });
});

/** Conversations that go another way here. One that does not fail as it says fails the test. */
const differs: Record<string, { says: string; because: string }> = {
  test_aws_sqs_metrics_created: {
    says: 'MetricDataResults[0].Values is [1,0,0], and was [1]',
    because:
      'the queue was young: AWS had no 0 for the minutes before the first receive, while its guide has active queues report 0',
  },
};

/** Conversations that are not played. */
const leftOut: Record<string, string> = {
  test_exception_serializing_with_no_shape_in_spec:
    'is raw HTTP; cloudwatch.test.ts has its two errors of SetAlarmState',
};

type Mend = (row: Transcript) => void;

/** What the recorder lost of a row, given back to it. */
const mends: Record<string, Mend> = {
  // The suite reads the statistics in a helper that waits for them.
  test_put_metric_data_values_list: (row) => {
    const { Namespace, MetricData } = row.steps[0]!.params as {
      Namespace: string;
      MetricData: { MetricName: string }[];
    };
    const params = {
      Namespace,
      MetricName: MetricData[0]!.MetricName,
      StartTime: '<<datetime 2026-11-20 18:03:00>>',
      EndTime: '<<datetime 2026-11-20 18:06:00>>',
      Period: 60,
      Statistics: ['Maximum', 'SampleCount', 'Sum'],
    };
    row.steps.push({ i: 1, client: 'cloudwatch', op: 'get_metric_statistics', params });
    row.expectations[0]!.obj = { $call: 1 };
  },
  // The suite polls until the metrics are there.
  test_aws_sqs_metrics_created: ({ steps }) => {
    steps.splice(4, 0, { i: 4.5, sleep: 120 });
    steps.splice(8, 0, { i: 10.5, sleep: 120 });
  },
  // The suite polls until the metric is there.
  test_lambda_invoke_successful: ({ steps }) => {
    steps.splice(2, 0, { i: 3.5, sleep: 120 });
  },
  // The suite polls until the alarm has changed and its message has come.
  test_alarm_number_of_messages_sent: (row) => {
    row.steps.push({ i: 7.5, sleep: 180 });
    for (const expectation of row.expectations) {
      const text = JSON.stringify(expectation.recorded)
        .replace('MM/DD/YY HH:MM:SS', '<date:1>')
        .replaceAll('"date"', '"timestamp"');
      expectation.recorded = JSON.parse(text) as unknown;
    }
    // The suite reads the message as JSON, which the player does where it compares alone.
    row.asserts = [];
  },
};

/** The cloud of a conversation, at the time at which its dates were made. */
function stageFor({ name }: Transcript): Stage {
  const cloud = new Cloud({
    start: /created|lambda/.test(name) ? '2026-11-20T17:30:00Z' : '2026-11-20T18:04:15Z',
  });
  cloud.metrics.keep();
  cloud.sqs.model.hosts = 1;
  Object.assign(cloud.cloudwatch.model, { evaluationSecond: 10 });
  const send = cloud.send.bind(cloud) as unknown as (
    service: string,
    operation: string,
    params: object,
  ) => Reply<Record<string, never>>;
  let made = 0;
  /** The suite makes its function by a helper. */
  const lambda = (operation: string, params: { func_name: string }) => {
    if (operation !== 'CreateFunction')
      return send('lambda', operation, params).then(({ Payload, ...answer }: { Payload?: Uint8Array }) => ({
        ...answer,
        Payload: JSON.parse(new TextDecoder().decode(Payload)) as object,
      }));
    const functionName = params.func_name;
    cloud.lambda.createFunction({ functionName, code: () => () => ({ success: 'ok' }) });
    return Promise.resolve({});
  };
  return {
    call(client, operation, params) {
      if (operation === 'CreateQueue') params = { QueueName: `queue-${made++}`, ...params };
      if (client === 'lambda_') return lambda(operation, params as { func_name: string });
      const answer = send(client, operation, restored(params) as object);
      return operation === 'ReceiveMessage' ? answer.then(parsed) : answer;
    },
    sleep: (seconds) => cloud.run(seconds),
    arnOf: (url) => cloud.sqs.getQueue(url.slice(url.lastIndexOf('/') + 1)).arn,
    // AWS lists metrics, dimensions and datapoints in no order that it names.
    anyOrder: (member) => ['Metrics', 'Dimensions', 'Datapoints'].includes(member),
    fixtures: { sns_create_topic: () => send('sns', 'CreateTopic', { Name: 'topic-0' }) },
  };
}

/** Received messages with their bodies read as JSON, where they are JSON: the suite does so. */
function parsed({ Messages = [] }: { Messages?: { Body: string }[] }): object {
  return {
    Messages: Messages.map((message) =>
      message.Body.startsWith('{') ? { ...message, Body: JSON.parse(message.Body) as object } : message,
    ),
  };
}

/** Turns recorded dates into dates. Their marks were removed before, because the player takes the marks for a lost value. */
function restored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(restored);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, restored(item)]));
  }
  const date = typeof value === 'string' && /^datetime (\S+) (\d+:\d+:[\d.]+)/.exec(value);
  return date ? new Date(`${date[1]}T${date[2]}Z`) : value;
}

const transcripts = readTranscripts('transcripts-cloudwatch');

describe('conversations with Amazon CloudWatch', () => {
  if (!transcripts) {
    test.skip('the oracle: ../shared/oracles/transcripts-cloudwatch.jsonl is not here');
    return;
  }
  const named = (row: Transcript) => shortName(row).replace(/\[.*/, '');

  test.each(
    transcripts
      .filter((row) => !(named(row) in leftOut))
      .map((row) => [shortName(row), named(row), row] as const),
  )('%s', async (_, name, recorded) => {
    mends[name]?.(recorded);
    const text = JSON.stringify(recorded)
      .replace(/<<(datetime [^>]*)>>/g, '$1')
      .replaceAll('<<arns.sqs_queue_name()>>', 'queue-0');
    const transcript = JSON.parse(text) as Transcript;
    const failure = await play(transcript, stageFor(transcript)).catch((error: unknown) => error);
    const { says, because } = differs[name] ?? {};
    if (says === undefined) {
      if (failure !== undefined) throw failure as Error;
      return;
    }
    expect(failure, `differs no more, and is listed: ${because}`).toBeInstanceOf(Differs);
    expect((failure as Differs).message).toContain(says);
  });

  test('those that differ, are mended or left out are there', () => {
    const names = transcripts.map(named);
    const listed = [differs, mends, leftOut].flatMap(Object.keys);
    expect(listed.filter((name) => !names.includes(name))).toEqual([]);
  });
});

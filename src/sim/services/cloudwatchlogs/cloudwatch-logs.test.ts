import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Cloud, days, minutes } from '../../index.ts';
import { gzip } from '../../cloud/gzip.ts';

const still = { requestLatency: { mean: 0, sd: 0 } };
const group = { logGroupName: 'app' };

/** A cloud with a group and a stream. */
function open() {
  const cloud = new Cloud(still);
  const logs = cloud.cloudwatchlogs;
  logs.createLogGroup(group);
  logs.createLogStream({ ...group, logStreamName: 's' });
  const put = (...messages: string[]) =>
    logs.putLogEvents({
      ...group,
      logStreamName: 's',
      logEvents: messages.map((message) => ({ timestamp: cloud.simulation.epochMillis, message })),
    });
  return { cloud, logs, put };
}

test('events come back by time, from either end, page by page', () => {
  const { logs, put } = open();
  put('one', 'two', 'three');
  const read = (more: object) => logs.getLogEvents({ ...group, logStreamName: 's', limit: 2, ...more });
  const texts = ({ events = [] }: ReturnType<typeof read>) => events.map(({ message }) => message);
  expect(texts(read({}))).toEqual(['two', 'three']);
  const first = read({ startFromHead: true });
  expect(texts(first)).toEqual(['one', 'two']);
  const next = read({ nextToken: first.nextForwardToken });
  expect(texts(next)).toEqual(['three']);
  expect(read({ nextToken: next.nextForwardToken }).nextForwardToken).toBe(next.nextForwardToken);
  expect(() => read({ nextToken: 'x' })).toThrow(/nextToken is invalid/);
});

test('what is too old or too new is told and left out; a batch out of order is refused whole', () => {
  const { cloud, logs } = open();
  const now = cloud.simulation.epochMillis;
  const put = (...timestamps: number[]) =>
    logs.putLogEvents({
      ...group,
      logStreamName: 's',
      logEvents: timestamps.map((timestamp) => ({ timestamp, message: 'x' })),
    });
  expect(put(now - 15 * 86_400_000, now, now + 3 * 3_600_000).rejectedLogEventsInfo).toEqual({
    tooOldLogEventEndIndex: 1,
    tooNewLogEventStartIndex: 2,
  });
  expect(logs.messages('app')).toEqual(['x']);
  expect(() => put(now, now - 1)).toThrow(/chronological order/);
});

test('retention forgets events', async () => {
  const { cloud, logs, put } = open();
  put('old');
  expect(() => logs.putRetentionPolicy({ ...group, retentionInDays: 2 })).toThrow(
    /enum value set: \[1, 3, 5/,
  );
  logs.putRetentionPolicy({ ...group, retentionInDays: 1 });
  await cloud.run(days(1) + 1);
  put('new');
  expect(logs.filterLogEvents(group).events!.map(({ message }) => message)).toEqual(['new']);
});

test.each<[string, string[]]>([
  ['ERROR', ['ERROR disk full', 'ERROR net']],
  ['ERROR -disk', ['ERROR net']],
  [
    '?disk ?200',
    ['ERROR disk full', '10.0.0.1 - GET 200', '{"level":"ERROR","ms":250,"user":{"id":"a"}}'].slice(0, 2),
  ],
  ['{ $.ms > 200 }', ['{"level":"ERROR","ms":250,"user":{"id":"a"}}']],
  ['{ $.user.id = "a" && $.level = "ERR*" }', ['{"level":"ERROR","ms":250,"user":{"id":"a"}}']],
  ['[ip, dash, verb, status = 2*]', ['10.0.0.1 - GET 200']],
])('the pattern %s finds what it names', (filterPattern, expected) => {
  const { logs, put } = open();
  put(
    'ERROR disk full',
    'ERROR net',
    'fine',
    '10.0.0.1 - GET 200',
    '{"level":"ERROR","ms":250,"user":{"id":"a"}}',
  );
  const found = logs.filterLogEvents({ ...group, filterPattern }).events!.map(({ message }) => message!);
  expect(found.filter((text) => expected.includes(text))).toEqual(expected);
  expect(found).not.toContain('fine');
});

test('a metric filter counts lines into a metric, and takes values out of them', async () => {
  const { cloud, logs, put } = open();
  const transformation = { metricNamespace: 'App', metricName: 'Latency', metricValue: '$.ms' };
  logs.putMetricFilter({ ...group, filterName: 'f', filterPattern: '{ $.ms > 0 }', metricTransformations: [transformation] }); // prettier-ignore
  put('{"ms":100}', 'noise', '{"ms":300}');
  await cloud.run(minutes(5));
  const { datapoints } = cloud.cloudwatch.getMetricStatistics({
    namespace: 'App',
    metricName: 'Latency',
    startTime: new Date(cloud.simulation.epochMillis - 600_000),
    endTime: new Date(cloud.simulation.epochMillis),
    period: 60,
    statistics: ['Sum', 'SampleCount'],
  });
  expect(datapoints).toMatchObject([{ sum: 400, sampleCount: 2 }]);
});

test('a subscription hands lines to a function, packed as AWS packs them, and to a stream', async () => {
  const { cloud, logs, put } = open();
  const got: unknown[] = [];
  const { functionArn } = cloud.lambda.createFunction({
    functionName: 'f',
    code: () => (event: { awslogs: { data: string } }) => {
      got.push(JSON.parse(gunzipSync(Buffer.from(event.awslogs.data, 'base64')).toString()));
    },
  });
  cloud.lambda.addPermission({
    functionName: 'f',
    statementId: 'logs',
    action: 'lambda:InvokeFunction',
    principal: 'logs.amazonaws.com',
  });
  const stream = cloud.kinesis.stream('copies');
  const subscribe = (filterName: string, destinationArn: string, roleArn?: string) =>
    logs.putSubscriptionFilter({ ...group, filterName, filterPattern: 'ERROR', destinationArn, roleArn });
  subscribe('to-f', functionArn!);
  expect(() => subscribe('copies', stream.arn)).toThrow(/without roleArn/);
  subscribe('copies', stream.arn, 'arn:aws:iam::123456789012:role/r');
  for (const name of ['third', 'fourth', 'fifth']) subscribe(name, functionArn!);
  expect(() => subscribe('sixth', functionArn!)).toThrow(/Resource limit exceeded/);
  for (const filterName of ['third', 'fourth', 'fifth'])
    logs.deleteSubscriptionFilter({ ...group, filterName });
  put('ERROR one', 'fine');
  await cloud.run(10);
  expect(got).toMatchObject([
    { messageType: 'DATA_MESSAGE', logGroup: 'app', logStream: 's', subscriptionFilters: ['to-f'], logEvents: [{ message: 'ERROR one' }] }, // prettier-ignore
  ]);
  const [record] = stream.reader(stream.openShards[0]!.shardId).next().records;
  expect(gunzipSync(record!.data).toString()).toContain('ERROR one');
});

test.each([0, 1, 65_535, 65_536, 200_000])('a pack of %d bytes is unpacked to what it was', (size) => {
  const bytes = Uint8Array.from({ length: size }, (_, i) => i % 251);
  expect(new Uint8Array(gunzipSync(gzip(bytes)))).toEqual(bytes);
});

test('groups and streams: there already, gone, by ARN, by part of a name', () => {
  const { logs } = open();
  expect(() => logs.createLogGroup(group)).toThrow(/log group already exists/);
  expect(() => logs.createLogStream({ ...group, logStreamName: 's' })).toThrow(/log stream already exists/);
  expect(() => logs.filterLogEvents({ logGroupName: 'gone' })).toThrow(
    /The specified log group does not exist\./,
  );
  const [described] = logs.describeLogGroups({ logGroupNamePattern: 'AP' }).logGroups!;
  expect(logs.describeLogStreams({ logGroupIdentifier: described!.logGroupArn! }).logStreams).toHaveLength(1);
  expect(() => logs.describeLogStreams({ ...group, logGroupIdentifier: 'app' })).toThrow(
    /mutually exclusive/,
  );
  logs.deleteLogGroup(group);
  expect(logs.describeLogGroups().logGroups).toEqual([]);
});

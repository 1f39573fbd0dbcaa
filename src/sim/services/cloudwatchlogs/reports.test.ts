import { expect, test } from 'vitest';
import { Cloud, days } from '../../index.ts';

/* What users have reported of emulators of CloudWatch Logs and of its clients; AWS's answer is kept here. */

function open() {
  const cloud = new Cloud();
  const logs = cloud.cloudwatchlogs;
  const [logGroupName, logStreamName] = ['g', 's'];
  logs.createLogGroup({ logGroupName });
  logs.createLogStream({ logGroupName, logStreamName });
  const now = () => cloud.simulation.epochMillis;
  const put = (...messages: string[]) =>
    logs.putLogEvents({
      logGroupName,
      logStreamName,
      logEvents: messages.map((message, i) => ({ timestamp: now() + i, message })),
    });
  return { cloud, logs, put, now, logGroupName, logStreamName };
}

// https://github.com/getmoto/moto/issues/3882: the token fails
test('FilterLogEvents goes on where its token says', () => {
  const { logs, put, logGroupName } = open();
  put(...Array.from({ length: 25 }, (_, i) => `m${i}`));
  const first = logs.filterLogEvents({ logGroupName, limit: 20 });
  const second = logs.filterLogEvents({ logGroupName, limit: 20, nextToken: first.nextToken! });
  expect([...first.events!, ...second.events!].map(({ message }) => message)).toEqual(
    Array.from({ length: 25 }, (_, i) => `m${i}`),
  );
  expect(second.nextToken).toBeUndefined();
});

// https://github.com/getmoto/moto/issues/2427: the last event again and again
test('GetLogEvents gives nothing after the last event, and the token that it was given', () => {
  const { logs, put, logGroupName, logStreamName } = open();
  put('0', '1', '2', '3', '4', '5');
  const read = (nextToken?: string) =>
    logs.getLogEvents({
      logGroupName,
      logStreamName,
      limit: 5,
      startFromHead: true,
      ...(nextToken && { nextToken }),
    });
  const first = read();
  const second = read(first.nextForwardToken);
  const third = read(second.nextForwardToken);
  expect([first, second, third].map(({ events }) => events!.length)).toEqual([5, 1, 0]);
  expect(third.nextForwardToken).toBe(second.nextForwardToken);
});

// https://github.com/getmoto/moto/issues/1873: everything
test('FilterLogEvents gives what its pattern finds', () => {
  const { logs, put, logGroupName } = open();
  put('test', 'ERROR:root:scraper exited with error HTTP Error 500');
  const found = (filterPattern: string) =>
    logs.filterLogEvents({ logGroupName, filterPattern }).events!.length;
  expect([found('ERROR'), found('baz')]).toEqual([1, 0]);
});

// https://github.com/faiscadev/fakecloud/pull/916: kept for ever
test('events older than the retention are not read any more', async () => {
  const { cloud, logs, put, logGroupName, logStreamName } = open();
  logs.putRetentionPolicy({ logGroupName, retentionInDays: 1 });
  put('old');
  await cloud.run(days(2));
  put('new');
  const read = logs.getLogEvents({ logGroupName, logStreamName }).events!.map(({ message }) => message);
  expect(read).toEqual(['new']);
  expect(logs.filterLogEvents({ logGroupName }).events).toHaveLength(1);
});

// https://github.com/fluent-plugins-nursery/fluent-plugin-cloudwatch-logs/pull/83: a client that looks at no answer
test('a batch with an event too old succeeds, and says which was rejected', () => {
  const { logs, now, logGroupName, logStreamName } = open();
  const logEvents = [
    { timestamp: now() - 15 * 86_400_000, message: 'too old' },
    { timestamp: now(), message: 'good' },
  ];
  const { rejectedLogEventsInfo } = logs.putLogEvents({ logGroupName, logStreamName, logEvents });
  expect(rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 });
  expect(logs.messages(logGroupName)).toEqual(['good']);
});

// https://github.com/getmoto/moto/pull/2604: in another order
test('GetLogEvents gives the newest page first, each in the order of time', () => {
  const { logs, put, logGroupName, logStreamName } = open();
  put('0', '1', '2', '3');
  const last = logs.getLogEvents({ logGroupName, logStreamName, limit: 2 });
  expect(last.events!.map(({ message }) => message)).toEqual(['2', '3']);
  const before = logs.getLogEvents({
    logGroupName,
    logStreamName,
    limit: 2,
    nextToken: last.nextBackwardToken!,
  });
  expect(before.events!.map(({ message }) => message)).toEqual(['0', '1']);
});

// https://github.com/localstack/localstack/issues/1698 and 1386: not there
test('the tags of a group are read by both of their operations', () => {
  const { logs } = open();
  logs.createLogGroup({ logGroupName: 'tagged', tags: { team: 'shop' } });
  logs.tagLogGroup({ logGroupName: 'tagged', tags: { stage: 'test' } });
  const tags = { team: 'shop', stage: 'test' };
  expect(logs.listTagsLogGroup({ logGroupName: 'tagged' })).toEqual({ tags });
  const [group] = logs.describeLogGroups({ logGroupNamePrefix: 'tagged' }).logGroups!;
  expect(logs.listTagsForResource({ resourceArn: group!.logGroupArn! })).toEqual({ tags });
});

// https://github.com/open-telemetry/opentelemetry-collector-contrib/pull/49419: taken by a mock, refused by AWS
test('operations about tags refuse the ARN with a star at its end', () => {
  const { logs } = open();
  const [group] = logs.describeLogGroups().logGroups!;
  expect(group!.arn).toBe(`${group!.logGroupArn!}:*`);
  expect(() => logs.listTagsForResource({ resourceArn: group!.arn! })).toThrow(
    expect.objectContaining({ name: 'ValidationException' }) as Error,
  );
});

// https://github.com/localstack/localstack/issues/4826: no metric
test('a metric filter with a pattern for JSON finds its events', () => {
  const { logs, logGroupName } = open();
  const metricTransformations = [{ metricName: 'orders', metricNamespace: 'shop', metricValue: '1' }];
  logs.putMetricFilter({ logGroupName, filterName: 'f', filterPattern: '{ $.kind = "order" }', metricTransformations }); // prettier-ignore
  const found = logs.testMetricFilter({
    filterPattern: '{ $.kind = "order" }',
    logEventMessages: ['{"kind":"order"}', '{"kind":"visit"}'],
  });
  expect(found.matches!.map(({ eventNumber }) => eventNumber)).toEqual([1]);
});

// https://github.com/localstack/localstack/issues/9355: nothing
test('a pattern for JSON with a star finds whatever text is there', () => {
  const { logs } = open();
  const { matches } = logs.testMetricFilter({
    filterPattern: '{ $.entityId = "*" }',
    logEventMessages: ['{"entityId":"e-1"}', '{"other":1}', 'plain'],
  });
  expect(matches!.map(({ eventNumber }) => eventNumber)).toEqual([1]);
});

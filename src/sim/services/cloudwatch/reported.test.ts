import { expect, test } from 'vitest';
import { Cloud, minutes } from '../../index.ts';
import type { Input } from './schema.ts';

/* Faults that users reported of emulators and clients, with AWS's values. */

const START = Date.UTC(2026, 0, 1);
const minute = (count: number) => new Date(START + count * 60_000);
const TOPIC = 'arn:aws:sns:us-east-1:123456789012:ops';

function setup() {
  const cloud = new Cloud();
  const { cloudwatch } = cloud;
  Object.assign(cloudwatch.model, { evaluationSecond: 0, actionLatency: 0 });
  const delivered: string[] = [];
  cloud.deliver = (arn) => {
    delivered.push(arn);
    return cloud.sleep(0);
  };
  const put = (...values: (number | undefined)[]) => {
    for (const [index, value] of values.entries()) {
      if (value === undefined) continue;
      const timestamp = minute(index);
      cloudwatch.putMetricData({ namespace: 'Shop', metricData: [{ metricName: 'Load', value, timestamp }] });
    }
  };
  const alarm = () => cloudwatch.describeAlarms().metricAlarms![0]!;
  return { cloud, cloudwatch, delivered, put, alarm };
}

const load: Input<'PutMetricAlarm'> = {
  alarmName: 'load',
  namespace: 'Shop',
  metricName: 'Load',
  statistic: 'Average',
  period: 60,
  evaluationPeriods: 1,
  threshold: 50,
  comparisonOperator: 'GreaterThanThreshold',
};

test('a statistic set answers an average (localstack#7263)', async () => {
  const { cloud, cloudwatch } = setup();
  await cloud.run(minutes(5));
  const statisticValues = { sampleCount: 5, sum: 50, minimum: 1, maximum: 10 };
  cloudwatch.putMetricData({
    namespace: 'test',
    metricData: [{ metricName: 'm', statisticValues, unit: 'Count', timestamp: minute(0) }],
  });
  const { datapoints } = cloudwatch.getMetricStatistics({
    namespace: 'test',
    metricName: 'm',
    startTime: minute(0),
    endTime: minute(5),
    period: 60,
    statistics: ['Average', 'SampleCount', 'Minimum'],
  });
  expect(datapoints).toEqual([
    { timestamp: minute(0), average: 10, sampleCount: 5, minimum: 1, unit: 'Count' },
  ]);
});

test('values with counts are all there (localstack#7154)', () => {
  const { cloudwatch } = setup();
  cloudwatch.putMetricData({
    namespace: 'test',
    metricData: [{ metricName: 'm', values: [10, 1], counts: [1, 1] }],
  });
  const { datapoints } = cloudwatch.getMetricStatistics({
    namespace: 'test',
    metricName: 'm',
    startTime: minute(0),
    endTime: minute(1),
    period: 60,
    statistics: ['Maximum', 'Minimum', 'SampleCount'],
  });
  expect(datapoints).toMatchObject([{ maximum: 10, minimum: 1, sampleCount: 2 }]);
});

test('a query without dimensions does not read a metric with dimensions (cloudemu#666)', () => {
  const { cloudwatch } = setup();
  cloudwatch.putMetricData({
    namespace: 'Shop',
    metricData: [{ metricName: 'Load', value: 1, dimensions: [{ name: 'Page', value: 'cart' }] }],
  });
  const metric = { namespace: 'Shop', metricName: 'Load' };
  const { metricDataResults } = cloudwatch.getMetricData({
    metricDataQueries: [{ id: 'm', metricStat: { metric, period: 60, stat: 'Sum' } }],
    startTime: minute(0),
    endTime: minute(1),
  });
  expect(metricDataResults![0]!.values).toEqual([]);
});

test('periods follow from the start of the request, which need not be a multiple of them (boto3#3457)', async () => {
  const { cloud, cloudwatch } = setup();
  await cloud.run(minutes(100));
  for (let at = 0; at < 100; at++) {
    const timestamp = minute(at);
    cloudwatch.putMetricData({
      namespace: 'Shop',
      metricData: [{ metricName: 'Load', value: 1, timestamp }],
    });
  }
  const metric = { namespace: 'Shop', metricName: 'Load' };
  const { metricDataResults } = cloudwatch.getMetricData({
    metricDataQueries: [{ id: 'm', metricStat: { metric, period: 1200, stat: 'Sum' } }],
    startTime: minute(19),
    endTime: minute(79),
    scanBy: 'TimestampAscending',
  });
  expect(metricDataResults![0]!.timestamps).toEqual([minute(19), minute(39), minute(59)]);
  expect(metricDataResults![0]!.values).toEqual([20, 20, 20]);
});

test('a query may have an expression in place of a metric (localstack#11618)', () => {
  const { cloudwatch, put } = setup();
  put(4);
  const metric = { namespace: 'Shop', metricName: 'Load' };
  const { metricDataResults } = cloudwatch.getMetricData({
    metricDataQueries: [
      { id: 'e1', expression: 'm1 / 2' },
      { id: 'm1', metricStat: { metric, period: 60, stat: 'Sum' } },
    ],
    startTime: minute(0),
    endTime: minute(1),
  });
  expect(metricDataResults!.map(({ id, label, values }) => [id, label, values])).toEqual([
    ['e1', 'e1', [2]],
    ['m1', 'Load', [4]],
  ]);
});

test('a period of 20 s finds a metric of standard resolution at the full minute alone (localstack#11260)', () => {
  const { cloudwatch, put } = setup();
  put(2);
  const read = (from: number, to: number) =>
    cloudwatch.getMetricStatistics({
      namespace: 'Shop',
      metricName: 'Load',
      startTime: new Date(START + from * 1000),
      endTime: new Date(START + to * 1000),
      period: 20,
      statistics: ['Sum'],
    }).datapoints;
  expect(read(0, 60)).toMatchObject([{ sum: 2 }]);
  expect(read(20, 60)).toEqual([]);
});

test('a 3 of 3 alarm needs three periods in breach, and recovers with the first good one (cloudemu#666)', async () => {
  const { cloud, cloudwatch, put, alarm } = setup();
  cloudwatch.putMetricAlarm({ ...load, evaluationPeriods: 3 });
  put(90, 0, 0, 90, 90, 90, 0);
  const states = [];
  await cloud.run(minutes(2));
  for (let at = 3; at <= 7; at++) {
    await cloud.run(60);
    states.push(alarm().stateValue);
  }
  expect(states).toEqual(['OK', 'OK', 'OK', 'ALARM', 'OK']);
});

test('a change of an alarm leaves its state and tags (cloudemu#541)', async () => {
  const { cloud, cloudwatch, put, alarm } = setup();
  cloudwatch.putMetricAlarm({ ...load, tags: [{ key: 'team', value: 'shop' }], alarmDescription: 'first' });
  put(90);
  await cloud.run(60);
  const before = alarm();
  cloudwatch.putMetricAlarm({ ...load, threshold: 95, tags: [{ key: 'team', value: 'other' }] });
  expect(alarm()).toMatchObject({ stateValue: 'ALARM', threshold: 95 });
  expect(alarm().stateUpdatedTimestamp).toEqual(before.stateUpdatedTimestamp);
  expect(alarm()).not.toHaveProperty('alarmDescription');
  expect(cloudwatch.listTagsForResource({ resourceARN: before.alarmArn! }).tags).toEqual([
    { key: 'team', value: 'shop' },
  ]);
});

test('SetAlarmState runs actions, is in the history, and lasts until the next evaluation (localstack#5150)', async () => {
  const { cloud, cloudwatch, delivered, put, alarm } = setup();
  cloudwatch.putMetricAlarm({ ...load, alarmActions: [TOPIC] });
  put(10, 10, 10);
  await cloud.run(90);
  cloudwatch.setAlarmState({ alarmName: 'load', stateValue: 'ALARM', stateReason: 'a drill' });
  await cloud.run(1);
  expect(delivered).toEqual([TOPIC]);
  expect(alarm()).toMatchObject({ stateValue: 'ALARM', stateReason: 'a drill' });
  await cloud.run(29);
  expect(alarm().stateValue).toBe('OK');
  const { alarmHistoryItems } = cloudwatch.describeAlarmHistory({ historyItemType: 'StateUpdate' });
  expect(alarmHistoryItems!.map(({ historySummary }) => historySummary)).toEqual([
    'Alarm updated from ALARM to OK',
    'Alarm updated from OK to ALARM',
    'Alarm updated from INSUFFICIENT_DATA to OK',
  ]);
  expect(JSON.parse(alarmHistoryItems![1]!.historyData!)).toMatchObject({
    version: '1.0',
    oldState: { stateValue: 'OK', stateReasonData: { version: '1.0', recentDatapoints: [10] } },
    newState: { stateValue: 'ALARM', stateReason: 'a drill' },
  });
});

test('disabled actions do not run, and an alarm says that they are disabled (localstack#5562)', async () => {
  const { cloud, cloudwatch, delivered, put, alarm } = setup();
  cloudwatch.putMetricAlarm({ ...load, alarmActions: [TOPIC], okActions: [TOPIC] });
  cloudwatch.disableAlarmActions({ alarmNames: ['load', 'none'] });
  put(90, 10);
  await cloud.run(60);
  expect(alarm()).toMatchObject({ actionsEnabled: false, stateValue: 'ALARM' });
  expect(delivered).toEqual([]);
  cloudwatch.enableAlarmActions({ alarmNames: ['load'] });
  await cloud.run(61);
  expect(delivered).toEqual([TOPIC]);
});

test('a metric that stops leaves its alarm with gaps, not with an error (localstack#8934)', async () => {
  const { cloud, cloudwatch, put, alarm } = setup();
  cloudwatch.putMetricAlarm({ ...load, treatMissingData: 'notBreaching' });
  put(90);
  await cloud.run(minutes(10));
  expect(alarm().stateValue).toBe('OK');
  expect(alarm().stateReason).toBe(
    'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].',
  );
});

test('a value of 0 is among the recent datapoints (localstack pull 6491)', async () => {
  const { cloud, cloudwatch, put, alarm } = setup();
  cloudwatch.putMetricAlarm({ ...load, evaluationPeriods: 2, datapointsToAlarm: 1 });
  put(0, 90);
  await cloud.run(minutes(2));
  expect(JSON.parse(alarm().stateReasonData!)).toMatchObject({ recentDatapoints: [0, 90] });
});

test('composite alarms have tags, as metric alarms do, and their actions are enabled and disabled (cloudemu#1188)', () => {
  const { cloudwatch } = setup();
  cloudwatch.putMetricAlarm(load);
  cloudwatch.putCompositeAlarm({
    alarmName: 'any',
    alarmRule: 'ALARM(load)',
    tags: [{ key: 'a', value: 'b' }],
  });
  const described = () => cloudwatch.describeAlarms({ alarmTypes: ['CompositeAlarm'] }).compositeAlarms![0]!;
  expect(cloudwatch.listTagsForResource({ resourceARN: described().alarmArn! }).tags).toHaveLength(1);
  cloudwatch.disableAlarmActions({ alarmNames: ['any'] });
  expect(described().actionsEnabled).toBe(false);
  cloudwatch.deleteAlarms({ alarmNames: ['any', 'load'] });
  expect(cloudwatch.describeAlarms({ alarmTypes: ['CompositeAlarm'] }).compositeAlarms).toEqual([]);
});

test('DescribeAlarmsForMetric wants the whole metric: name, namespace and dimensions (aws-sdk-ruby#1008)', () => {
  const { cloudwatch } = setup();
  const dimensions = [{ name: 'TableName', value: 'orders' }];
  cloudwatch.putMetricAlarm({ ...load, dimensions });
  const find = (more: object) =>
    cloudwatch.describeAlarmsForMetric({ namespace: 'Shop', metricName: 'Load', ...more }).metricAlarms!
      .length;
  expect(find({})).toBe(0);
  expect(find({ dimensions })).toBe(1);
  expect(find({ dimensions, period: 300 })).toBe(0);
  expect(find({ dimensions, statistic: 'Average', period: 60 })).toBe(1);
});

test('alarms are filtered by state, prefix of the name and prefix of an action', async () => {
  const { cloud, cloudwatch, put } = setup();
  cloudwatch.putMetricAlarm({ ...load, okActions: [TOPIC] });
  cloudwatch.putMetricAlarm({ ...load, alarmName: 'lower', comparisonOperator: 'LessThanThreshold' });
  put(90);
  await cloud.run(60);
  const names = (input: Input<'DescribeAlarms'>) =>
    cloudwatch.describeAlarms(input).metricAlarms!.map(({ alarmName }) => alarmName);
  expect(names({ stateValue: 'OK' })).toEqual(['lower']);
  expect(names({ alarmNamePrefix: 'lo' })).toEqual(['load', 'lower']);
  expect(names({ actionPrefix: 'arn:aws:sns:' })).toEqual(['load']);
  expect(names({ alarmNames: ['lower', 'none'] })).toEqual(['lower']);
  expect(() => names({ alarmNames: ['load'], alarmNamePrefix: 'l' })).toThrow(/mutually exclusive/);
});

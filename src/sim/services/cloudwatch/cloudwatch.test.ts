import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  InvalidParameterValueException,
  ListMetricsCommand,
  ListTagsForResourceCommand,
  paginateDescribeAlarms,
  paginateGetMetricData,
  PutCompositeAlarmCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  ResourceNotFound,
  SetAlarmStateCommand,
  TagResourceCommand,
  UntagResourceCommand,
  ValidationException,
  type PutMetricAlarmCommandInput,
} from '@aws-sdk/client-cloudwatch';
import { describe, expect, test } from 'vitest';
import {
  AwsError,
  Cloud,
  connect,
  days,
  hours,
  MetricNotKept,
  minutes,
  NotModelled,
  seconds,
} from '../../index.ts';
import type { Delivery } from '../../index.ts';
import type { Input } from './schema.ts';

const TOPIC = 'arn:aws:sns:us-east-1:123456789012:ops';
const POLICY =
  'arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:1:autoScalingGroupName/g:policyName/out';
const START = Date.UTC(2026, 0, 1);
const minute = (count: number) => new Date(START + count * 60_000);

interface Delivered extends Delivery {
  at: number;
  arn: string;
}

/** A cloud whose alarms are evaluated at each full minute and act at once; what they deliver is noted. */
function setup() {
  const cloud = new Cloud();
  Object.assign(cloud.cloudwatch.model, { evaluationSecond: 0, actionLatency: 0 });
  const delivered: Delivered[] = [];
  cloud.deliver = (arn, delivery) => {
    delivered.push({ at: cloud.now, arn, ...delivery });
    return cloud.sleep(0);
  };
  const put = (value: number, metricName = 'Load') =>
    cloud.cloudwatch.putMetricData({ namespace: 'Shop', metricData: [{ metricName, value }] });
  const state = (name = 'load') =>
    cloud.cloudwatch.describeAlarms({ alarmNames: [name], alarmTypes: ['MetricAlarm', 'CompositeAlarm'] });
  const stateOf = (name = 'load') => {
    const { metricAlarms = [], compositeAlarms = [] } = state(name);
    return [...metricAlarms, ...compositeAlarms][0]?.stateValue;
  };
  return { cloud, cloudwatch: cloud.cloudwatch, delivered, put, stateOf };
}

const load = {
  alarmName: 'load',
  namespace: 'Shop',
  metricName: 'Load',
  statistic: 'Average',
  period: 60,
  evaluationPeriods: 1,
  threshold: 50,
  comparisonOperator: 'GreaterThanThreshold',
} as const;

describe('the SDK’s client', () => {
  function start() {
    const cloud = new Cloud();
    cloud.cloudwatch.model.evaluationSecond = 30;
    return { cloud, client: connect(new CloudWatchClient({ region: 'us-east-1' }), cloud) };
  }
  const alarm: PutMetricAlarmCommandInput = {
    AlarmName: 'latency',
    AlarmDescription: 'pages are slow',
    Namespace: 'Shop',
    MetricName: 'Latency',
    Dimensions: [{ Name: 'Page', Value: 'cart' }],
    ExtendedStatistic: 'p90',
    Period: 60,
    EvaluationPeriods: 2,
    DatapointsToAlarm: 2,
    Threshold: 100,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
    Tags: [{ Key: 'team', Value: 'shop' }],
  };

  test('puts and reads metrics', async () => {
    const { cloud, client } = start();
    const Dimensions = [{ Name: 'Page', Value: 'cart' }];
    for (const value of [10, 20, 90]) {
      await client.send(
        new PutMetricDataCommand({
          Namespace: 'Shop',
          MetricData: [{ MetricName: 'Latency', Value: value, Unit: 'Milliseconds', Dimensions }],
        }),
      );
      await cloud.run(60);
    }
    const query = { Namespace: 'Shop', MetricName: 'Latency', Dimensions, Period: 60 };
    const range = { StartTime: minute(0), EndTime: minute(5) };
    const { Datapoints, Label } = await client.send(
      new GetMetricStatisticsCommand({
        ...query,
        ...range,
        Statistics: ['Maximum'],
        ExtendedStatistics: ['p50'],
      }),
    );
    expect(Label).toBe('Latency');
    expect(Datapoints).toEqual(
      [10, 20, 90].map((value, index) => ({
        Timestamp: minute(index),
        Maximum: value,
        ExtendedStatistics: { p50: value },
        Unit: 'Milliseconds',
      })),
    );
    const Metric = { Namespace: 'Shop', MetricName: 'Latency', Dimensions };
    const { MetricDataResults } = await client.send(
      new GetMetricDataCommand({
        ...range,
        MetricDataQueries: [
          { Id: 'm', MetricStat: { Metric, Period: 60, Stat: 'Sum' }, ReturnData: false },
          { Id: 'double', Expression: 'm * 2', Label: 'twice' },
        ],
      }),
    );
    expect(MetricDataResults).toEqual([
      {
        Id: 'double',
        Label: 'twice',
        Timestamps: [minute(2), minute(1), minute(0)],
        Values: [180, 40, 20],
        StatusCode: 'Complete',
      },
    ]);
    const { Metrics } = await client.send(new ListMetricsCommand({ Namespace: 'Shop' }));
    expect(Metrics).toEqual([Metric]);
  });

  test('drives an alarm from its making to its history', async () => {
    const { cloud, client } = start();
    await client.send(new PutMetricAlarmCommand(alarm));
    const describe = async () => (await client.send(new DescribeAlarmsCommand())).MetricAlarms![0]!;
    const made = await describe();
    const { Tags: _, ...given } = alarm;
    expect(made).toMatchObject({
      ...given,
      AlarmArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:latency',
      StateValue: 'INSUFFICIENT_DATA',
      StateReason: 'Unchecked: Initial alarm creation',
      ActionsEnabled: true,
      OKActions: [],
      AlarmConfigurationUpdatedTimestamp: expect.any(Date) as Date,
    });
    expect(made).not.toHaveProperty('Tags');
    for (const value of [150, 160]) {
      const Dimensions = alarm.Dimensions;
      const MetricData = [{ MetricName: 'Latency', Value: value, Dimensions }];
      await client.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
      await cloud.run(60);
    }
    await cloud.run(30);
    const fired = await describe();
    expect(fired.StateValue).toBe('ALARM');
    expect(fired.StateReason).toMatch(/^Threshold Crossed: 2 out of the last 2 datapoints \[160\.0/);
    expect(fired.StateTransitionedTimestamp).toEqual(new Date(START + 150_000));
    await client.send(new DeleteAlarmsCommand({ AlarmNames: ['latency'] }));
    const { AlarmHistoryItems } = await client.send(
      new DescribeAlarmHistoryCommand({ AlarmName: 'latency', ScanBy: 'TimestampAscending' }),
    );
    expect(
      AlarmHistoryItems!.map(({ HistoryItemType, HistorySummary }) => [HistoryItemType, HistorySummary]),
    ).toEqual([
      ['ConfigurationUpdate', 'Alarm "latency" created'],
      ['StateUpdate', 'Alarm updated from INSUFFICIENT_DATA to OK'],
      ['StateUpdate', 'Alarm updated from OK to ALARM'],
      ['ConfigurationUpdate', 'Alarm "latency" deleted'],
    ]);
  });

  test('pages through alarms and datapoints', async () => {
    const { cloud, client } = start();
    for (let index = 0; index < 7; index++) {
      await client.send(new PutMetricAlarmCommand({ ...alarm, AlarmName: `a${index}` }));
    }
    const names: string[] = [];
    for await (const page of paginateDescribeAlarms({ client, pageSize: 3 }, { AlarmNamePrefix: 'a' })) {
      expect(page.MetricAlarms!.length).toBeLessThanOrEqual(3);
      names.push(...page.MetricAlarms!.map(({ AlarmName }) => AlarmName!));
    }
    expect(names).toEqual(['a0', 'a1', 'a2', 'a3', 'a4', 'a5', 'a6']);

    await cloud.run(minutes(10));
    for (let index = 0; index < 5; index++) {
      const MetricData = ['x', 'y'].map((MetricName) => ({
        MetricName,
        Value: index,
        Timestamp: minute(index),
      }));
      await client.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
    }
    const MetricDataQueries = ['x', 'y'].map((MetricName) => ({
      Id: MetricName,
      MetricStat: { Metric: { Namespace: 'Shop', MetricName }, Period: 60, Stat: 'Sum' },
    }));
    const found: Record<string, number[]> = { x: [], y: [] };
    const query = { MetricDataQueries, StartTime: minute(0), EndTime: minute(5), MaxDatapoints: 3 };
    let pages = 0;
    for await (const { MetricDataResults } of paginateGetMetricData({ client }, query)) {
      pages++;
      for (const { Id, Values } of MetricDataResults!) found[Id!]!.push(...Values!);
    }
    expect(pages).toBe(4);
    expect(found).toEqual({ x: [4, 3, 2, 1, 0], y: [4, 3, 2, 1, 0] });
  });

  test('tags alarms', async () => {
    const { client } = start();
    await client.send(new PutMetricAlarmCommand(alarm));
    const ResourceARN = 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:latency';
    const tags = async () => (await client.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags;
    expect(await tags()).toEqual([{ Key: 'team', Value: 'shop' }]);
    await client.send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: 'stage', Value: 'live' }] }));
    await client.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['team'] }));
    expect(await tags()).toEqual([{ Key: 'stage', Value: 'live' }]);
  });

  test('gets errors of its own classes', async () => {
    const { client } = start();
    const set = (StateValue: string) =>
      client.send(
        new SetAlarmStateCommand({ AlarmName: 'none', StateValue: StateValue as 'OK', StateReason: 'test' }),
      );
    await expect(set('OK')).rejects.toBeInstanceOf(ResourceNotFound);
    await expect(set('OK')).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
    await expect(set('INVALID')).rejects.toThrow(
      /1 validation error detected: Value 'INVALID' at 'stateValue' failed to satisfy constraint: Member must satisfy enum value set/,
    );
    const bad = { ...alarm, DatapointsToAlarm: 3 };
    await expect(client.send(new PutMetricAlarmCommand(bad))).rejects.toBeInstanceOf(ValidationException);
    await expect(client.send(new PutMetricAlarmCommand(bad))).rejects.toThrow(
      'DatapointsToAlarm must be less than or equal to EvaluationPeriods',
    );
    const data = { Namespace: 'Shop', MetricData: [{ MetricName: 'x', Values: [1], Counts: [1, 2] }] };
    await expect(client.send(new PutMetricDataCommand(data))).rejects.toBeInstanceOf(
      InvalidParameterValueException,
    );
  });

  test('makes composite alarms', async () => {
    const { cloud, client } = start();
    await client.send(new PutMetricAlarmCommand(alarm));
    await client.send(new PutCompositeAlarmCommand({ AlarmName: 'all', AlarmRule: 'ALARM(latency)' }));
    await cloud.run(1);
    const { CompositeAlarms, MetricAlarms } = await client.send(
      new DescribeAlarmsCommand({ AlarmTypes: ['CompositeAlarm'] }),
    );
    expect(MetricAlarms).toEqual([]);
    expect(CompositeAlarms![0]).toMatchObject({
      AlarmName: 'all',
      AlarmRule: 'ALARM(latency)',
      StateValue: 'OK',
    });
  });
});

describe('actions', () => {
  test('run on a change of state; those of Auto Scaling again each minute while the state lasts', async () => {
    const { cloud, cloudwatch, delivered, put } = setup();
    cloudwatch.putMetricAlarm({ ...load, alarmActions: [TOPIC, POLICY], okActions: [TOPIC] });
    for (const value of [80, 90, 85, 10, 10]) {
      put(value);
      await cloud.run(60);
    }
    await cloud.run(1);
    expect(delivered.map(({ at, arn }) => [at, arn])).toEqual([
      [60, TOPIC],
      [60, POLICY],
      [120, POLICY],
      [180, POLICY],
      [240, TOPIC],
    ]);
  });

  test('disabled scaling actions pause, and go on each minute when they are enabled in the same state', async () => {
    const { cloud, cloudwatch, delivered, put } = setup();
    cloudwatch.putMetricAlarm({ ...load, alarmActions: [POLICY] });
    const minuteOf = async () => {
      put(80);
      await cloud.run(60);
    };
    await minuteOf();
    cloudwatch.disableAlarmActions({ alarmNames: ['load'] });
    for (let i = 0; i < 3; i++) await minuteOf();
    expect(delivered).toHaveLength(1);
    cloudwatch.enableAlarmActions({ alarmNames: ['load'] });
    for (let i = 0; i < 2; i++) await minuteOf();
    expect(delivered.map(({ at }) => at)).toEqual([60, 300, 360]);
  });

  test('the history of an alarm is kept for 30 days', async () => {
    const { cloud, cloudwatch } = setup();
    cloudwatch.putMetricAlarm(load);
    const items = () => cloudwatch.describeAlarmHistory({ alarmName: 'load' }).alarmHistoryItems!.length;
    const begun = items();
    await cloud.run(days(29));
    expect(items()).toBe(begun);
    cloudwatch.setAlarmState({ alarmName: 'load', stateValue: 'OK', stateReason: 'a drill' });
    await cloud.run(days(1) + 1);
    const { alarmHistoryItems } = cloudwatch.describeAlarmHistory({ alarmName: 'load' });
    expect(alarmHistoryItems!.map(({ historyItemType }) => historyItemType)).not.toContain(
      'ConfigurationUpdate',
    );
    expect(alarmHistoryItems!.length).toBeGreaterThan(0);
  });

  test('each call of a scaling policy has the newest value and the threshold', async () => {
    const { cloud, cloudwatch, delivered, put } = setup();
    cloudwatch.putMetricAlarm({ ...load, alarmActions: [POLICY] });
    for (const value of [80, 95]) {
      put(value);
      await cloud.run(60);
    }
    expect(delivered.map(({ payload }) => JSON.parse(payload) as unknown)).toEqual(
      [80, 95].map((value) => ({
        alarmName: 'load',
        alarmArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:load',
        stateValue: 'ALARM',
        threshold: 50,
        value,
      })),
    );
  });

  test('come after the latency of the model, and are in the history', async () => {
    const { cloud, cloudwatch, delivered, put } = setup();
    cloudwatch.model.actionLatency = 2;
    cloudwatch.putMetricAlarm({ ...load, alarmActions: [TOPIC] });
    put(80);
    await cloud.run(minutes(3));
    expect(delivered.map(({ at }) => at)).toEqual([62]);
    const { alarmHistoryItems } = cloudwatch.describeAlarmHistory({ historyItemType: 'Action' });
    expect(alarmHistoryItems!.map(({ historySummary }) => historySummary)).toEqual([
      `Successfully executed action ${TOPIC}`,
    ]);
  });

  test('an action that AWS refuses is a failure in the history, and the run goes on', async () => {
    const { cloud, cloudwatch, put } = setup();
    cloud.deliver = (arn) => {
      throw new AwsError('SNS', 'NotFound', { status: 404, fault: 'client' }, `no topic ${arn}`);
    };
    cloudwatch.putMetricAlarm({ ...load, alarmActions: [TOPIC] });
    put(80);
    await cloud.run(minutes(3));
    const { alarmHistoryItems } = cloudwatch.describeAlarmHistory({ historyItemType: 'Action' });
    expect(alarmHistoryItems![0]!.historySummary).toBe(
      `Failed to execute action ${TOPIC}. Received error: "no topic ${TOPIC}"`,
    );
  });

  test('a function gets an event, a topic a message with a subject', async () => {
    const { cloud, cloudwatch, delivered, put } = setup();
    const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:heal';
    cloudwatch.putMetricAlarm({ ...load, alarmActions: [TOPIC, FUNCTION] });
    put(80);
    await cloud.run(60);
    const [message, event] = delivered;
    expect(message).toMatchObject({
      subject: 'ALARM: "load" in us-east-1',
      principal: 'cloudwatch.amazonaws.com',
    });
    expect(JSON.parse(message!.payload)).toMatchObject({
      AlarmName: 'load',
      NewStateValue: 'ALARM',
      OldStateValue: 'INSUFFICIENT_DATA',
      Trigger: { MetricName: 'Load', Statistic: 'AVERAGE', Unit: null },
    });
    expect(event!.principal).toBe('lambda.alarms.cloudwatch.amazonaws.com');
    expect(JSON.parse(event!.payload)).toMatchObject({
      source: 'aws.cloudwatch',
      alarmData: {
        state: { value: 'ALARM', timestamp: '2026-01-01T00:01:00.000+0000' },
        configuration: {
          metrics: [{ metricStat: { metric: { namespace: 'Shop', name: 'Load' }, stat: 'Average' } }],
        },
      },
    });
  });

  test('EventBridge hears of each change of an alarm’s state and configuration', async () => {
    const { cloud, cloudwatch, put } = setup();
    const events: [string, unknown][] = [];
    cloud.events.listen(({ detailType, detail }) => {
      events.push([detailType, detail['operation'] ?? (detail['state'] as { value: string }).value]);
    });
    cloudwatch.putMetricAlarm(load);
    put(80);
    await cloud.run(60);
    cloudwatch.putMetricAlarm({ ...load, threshold: 90 });
    cloudwatch.deleteAlarms({ alarmNames: ['load'] });
    expect(events).toEqual([
      ['CloudWatch Alarm Configuration Change', 'create'],
      ['CloudWatch Alarm State Change', 'ALARM'],
      ['CloudWatch Alarm Configuration Change', 'update'],
      ['CloudWatch Alarm Configuration Change', 'delete'],
    ]);
  });

  test('an EC2 action calls EC2 for the alarm’s instance', async () => {
    const { cloud, cloudwatch, put } = setup();
    const calls: unknown[] = [];
    cloud.call = (...call) => {
      calls.push(call);
      return cloud.sleep(0);
    };
    const dimensions = [{ name: 'InstanceId', value: 'i-1' }];
    const action = 'arn:aws:automate:us-east-1:ec2:stop';
    expect(() => cloudwatch.putMetricAlarm({ ...load, alarmActions: [action] })).toThrow(/InstanceId/);
    cloudwatch.putMetricAlarm({ ...load, dimensions, alarmActions: [action] });
    cloudwatch.putMetricData({
      namespace: 'Shop',
      metricData: [{ metricName: 'Load', value: 80, dimensions }],
    });
    put(1);
    await cloud.run(60);
    expect(calls).toEqual([['ec2', 'StopInstances', { InstanceIds: ['i-1'] }]]);
  });

  test.each(['toString', 'arn:aws:s3:::bucket', `${TOPIC}`.replace('arn:', '')])(
    '%s is refused',
    (action) => {
      const { cloudwatch } = setup();
      expect(() => cloudwatch.putMetricAlarm({ ...load, okActions: [action] })).toThrow(/Invalid arn syntax/);
    },
  );

  test('six actions for a state are refused', () => {
    const { cloudwatch } = setup();
    expect(() => cloudwatch.putMetricAlarm({ ...load, okActions: Array<string>(6).fill(TOPIC) })).toThrow(
      /'okActions' failed to satisfy constraint/,
    );
  });
});

describe('alarms on metrics of services', () => {
  const backlog: Input<'PutMetricAlarm'> = {
    alarmName: 'backlog',
    namespace: 'AWS/SQS',
    metricName: 'ApproximateNumberOfMessagesVisible',
    dimensions: [{ name: 'QueueName', value: 'jobs' }],
    statistic: 'Maximum',
    period: 60,
    evaluationPeriods: 3,
    threshold: 5,
    comparisonOperator: 'GreaterThanThreshold',
  };

  test('see a queue that is made after them, with the delay of publication', async () => {
    const { cloud, cloudwatch, stateOf } = setup();
    cloudwatch.putMetricAlarm(backlog);
    const jobs = cloud.sqs.createQueue('jobs');
    jobs.sendMessage('job');
    await cloud.run(minutes(5) + 30);
    expect(stateOf('backlog')).toBe('OK');
    for (let index = 0; index < 8; index++) jobs.sendMessage('job');
    // Datapoints of the minutes 6, 7 and 8 breach; the last is there once the minute and the delay are over.
    await cloud.run(minutes(4) + 29);
    expect(stateOf('backlog')).toBe('OK');
    await cloud.run(1);
    expect(stateOf('backlog')).toBe('ALARM');
  });

  test('keep the history of their metric alone', async () => {
    const { cloud, cloudwatch } = setup();
    cloudwatch.putMetricAlarm(backlog);
    const jobs = cloud.sqs.createQueue('jobs');
    expect(jobs.metric('ApproximateNumberOfMessagesVisible').watched).toBe(true);
    expect(jobs.metric('NumberOfMessagesSent').watched).toBe(false);
  });

  test('GetMetricData of a metric that was not kept is an error that says what to do', async () => {
    const { cloud, cloudwatch } = setup();
    cloud.sqs.createQueue('jobs').sendMessage('job');
    await cloud.run(minutes(5));
    const metric = {
      namespace: 'AWS/SQS',
      metricName: 'NumberOfMessagesSent',
      dimensions: backlog.dimensions,
    };
    const query = {
      metricDataQueries: [
        {
          id: 'm',
          metricStat: { metric, period: 60, stat: 'Sum' },
        },
      ],
      startTime: minute(0),
      endTime: minute(5),
    };
    expect(() => cloudwatch.getMetricData(query)).toThrow(MetricNotKept);
    cloud.metrics.keep();
    await cloud.run(minutes(5));
    cloud.sqs.getQueue('jobs').sendMessage('job');
    await cloud.run(minutes(2));
    const later = cloudwatch.getMetricData({ ...query, startTime: minute(5), endTime: minute(12) });
    expect(later.metricDataResults![0]!.values).toEqual([1, 0, 0, 0, 0, 0]);
  });

  test('what is more than 15 days old is read from a full five minutes on', async () => {
    const { cloud, cloudwatch, put } = setup();
    put(1);
    await cloud.run(hours(16 * 24));
    const { datapoints } = cloudwatch.getMetricStatistics({
      namespace: 'Shop',
      metricName: 'Load',
      startTime: minute(2),
      endTime: minute(12),
      period: 300,
      statistics: ['Sum'],
    });
    expect(datapoints).toMatchObject([{ timestamp: minute(0), sum: 1 }]);
  });

  test('ListMetrics lists published metrics, whether their history is kept or not', () => {
    const { cloud, cloudwatch } = setup();
    cloud.sqs.createQueue('jobs');
    const { metrics } = cloudwatch.listMetrics({ dimensions: [{ name: 'QueueName' }] });
    expect(metrics).toHaveLength(14);
    expect(metrics).toContainEqual({
      namespace: 'AWS/SQS',
      metricName: 'NumberOfMessagesSent',
      dimensions: [{ name: 'QueueName', value: 'jobs' }],
    });
    expect(cloud.region('eu-west-1').cloudwatch.listMetrics().metrics).toEqual([]);
  });

  test('are those of one account', async () => {
    const { cloud, cloudwatch } = setup();
    const other = cloud.inAccount('210987654321');
    other.cloudwatch.model.evaluationSecond = 0;
    for (const each of [cloudwatch, other.cloudwatch])
      each.putMetricAlarm({ ...backlog, evaluationPeriods: 1 });
    cloud.sqs.createQueue('jobs').sendMessage('job');
    const jobs = other.sqs.createQueue('jobs');
    for (let index = 0; index < 8; index++) jobs.sendMessage('job');
    await cloud.run(minutes(3));
    const states = [cloudwatch, other.cloudwatch].map(
      (each) => each.describeAlarms().metricAlarms![0]!.stateValue,
    );
    expect(states).toEqual(['OK', 'ALARM']);
  });
});

describe('metric math', () => {
  const stat = (metricName: string) => ({
    metric: { namespace: 'Shop', metricName },
    period: 60,
    stat: 'Sum',
  });
  const rate = {
    alarmName: 'rate',
    metrics: [
      { id: 'errors', metricStat: stat('Errors'), returnData: false },
      { id: 'requests', metricStat: stat('Requests'), returnData: false },
      { id: 'rate', expression: '100 * errors / requests', label: 'error rate' },
    ],
    evaluationPeriods: 1,
    threshold: 5,
    comparisonOperator: 'GreaterThanThreshold' as const,
  };

  test('an alarm watches an expression', async () => {
    const { cloud, cloudwatch, put, stateOf } = setup();
    cloudwatch.putMetricAlarm(rate);
    const states = [];
    for (const errors of [1, 8]) {
      put(errors, 'Errors');
      put(100, 'Requests');
      await cloud.run(60);
      states.push(stateOf('rate'));
    }
    expect(states).toEqual(['OK', 'ALARM']);
    const { metricAlarms } = cloudwatch.describeAlarmsForMetric({ namespace: 'Shop', metricName: 'Errors' });
    expect(metricAlarms!.map(({ alarmName }) => alarmName)).toEqual(['rate']);
    expect(Object.keys(JSON.parse(metricAlarms![0]!.stateReasonData!) as object)).toEqual([
      'version',
      'queryDate',
      'startDate',
      'period',
      'recentDatapoints',
      'threshold',
      'evaluatedDatapoints',
    ]);
  });

  test('settings that go with one metric are refused beside queries, and two queries that return data', () => {
    const { cloudwatch } = setup();
    expect(() => cloudwatch.putMetricAlarm({ ...rate, period: 60 })).toThrow(/Metrics.*together with Period/);
    const both = rate.metrics.map(({ returnData: _, ...query }) => query);
    expect(() => cloudwatch.putMetricAlarm({ ...rate, metrics: both })).toThrow(/Exactly one element/);
  });

  test('queries of several periods are answered each by its own', async () => {
    const { cloud, cloudwatch, put } = setup();
    for (let index = 0; index < 10; index++) {
      put(1);
      await cloud.run(60);
    }
    const query = (id: string, period: number) => ({
      id,
      metricStat: { metric: { namespace: 'Shop', metricName: 'Load' }, period, stat: 'SampleCount' },
    });
    const { metricDataResults } = cloudwatch.getMetricData({
      metricDataQueries: [query('a', 60), query('b', 300)],
      startTime: minute(0),
      endTime: minute(10),
    });
    expect(metricDataResults!.map(({ values }) => values)).toEqual([Array(10).fill(1), [5, 5]]);
  });

  test.each([
    [{ id: 'q', expression: 'SELECT AVG(CPUUtilization) FROM "AWS/EC2"' }, /Metrics Insights/],
    [{ id: 'q', expression: 'ANOMALY_DETECTION_BAND(m, 2)' }, /ANOMALY_DETECTION_BAND/],
    [{ id: 'q', metricStat: stat('x'), accountId: '1' }, /other accounts/],
    [{ id: 'q', metricStat: stat('x'), label: '${MAX}' }, /dynamic labels/],
  ])('the query %j is not modelled, by name', (query, message) => {
    const { cloudwatch } = setup();
    const call = () =>
      cloudwatch.getMetricData({
        metricDataQueries: [query, { id: 'm', metricStat: stat('m'), returnData: false }],
        startTime: minute(0),
        endTime: minute(1),
      });
    expect(call).toThrow(NotModelled);
    expect(call).toThrow(message);
  });
});

describe('composite alarms', () => {
  test('follow their children at once, act once, and name the child that changed', async () => {
    const { cloud, cloudwatch, delivered, stateOf } = setup();
    for (const alarmName of ['one', 'two']) cloudwatch.putMetricAlarm({ ...load, alarmName });
    cloudwatch.putCompositeAlarm({
      alarmName: 'any',
      alarmRule: 'ALARM(one) OR ALARM(two)',
      alarmActions: [TOPIC],
    });
    await cloud.run(1);
    expect(stateOf('any')).toBe('OK');
    const set = (alarmName: string, stateValue: 'ALARM' | 'OK') =>
      cloudwatch.setAlarmState({ alarmName, stateValue, stateReason: 'a drill' });
    set('one', 'ALARM');
    expect(stateOf('any')).toBe('ALARM');
    set('two', 'ALARM');
    await cloud.run(1);
    expect(delivered.map(({ arn }) => arn)).toEqual([TOPIC]);
    const [any] = cloudwatch.describeAlarms({ alarmTypes: ['CompositeAlarm'] }).compositeAlarms!;
    const one = 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:one';
    expect(any!.stateReason).toBe(`${one} transitioned to ALARM at Thursday 01 January, 2026 00:00:01 UTC`);
    expect(JSON.parse(any!.stateReasonData!)).toEqual({
      triggeringAlarms: [{ arn: one, state: { value: 'ALARM', timestamp: '2026-01-01T00:00:01.000+0000' } }],
    });
    set('one', 'OK');
    expect(stateOf('any')).toBe('ALARM');
    set('two', 'OK');
    expect(stateOf('any')).toBe('OK');
  });

  test('are in rules of other composite alarms, by name or ARN; a cycle is evaluated no more, and cannot be deleted', async () => {
    const { cloud, cloudwatch, stateOf } = setup();
    cloudwatch.putMetricAlarm(load);
    cloudwatch.putCompositeAlarm({ alarmName: 'inner', alarmRule: 'ALARM(load)' });
    const arn = 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:inner';
    cloudwatch.putCompositeAlarm({ alarmName: 'outer', alarmRule: `NOT OK(${arn})` });
    await cloud.run(1);
    expect(stateOf('outer')).toBe('OK');
    cloudwatch.setAlarmState({ alarmName: 'load', stateValue: 'ALARM', stateReason: 'a drill' });
    expect(stateOf('outer')).toBe('ALARM');
    const relatives = (input: object) =>
      cloudwatch.describeAlarms(input).compositeAlarms!.map((each) => each.alarmName);
    expect(relatives({ parentsOfAlarmName: 'inner' })).toEqual(['outer']);
    expect(relatives({ childrenOfAlarmName: 'outer' })).toEqual(['inner']);
    expect(() => cloudwatch.deleteAlarms({ alarmNames: ['inner'] })).toThrow(
      'Cannot delete inner as there are composite alarm(s) depending on it.',
    );
    cloudwatch.putCompositeAlarm({ alarmName: 'inner', alarmRule: 'ALARM(outer)' });
    cloudwatch.setAlarmState({ alarmName: 'load', stateValue: 'OK', stateReason: 'a drill' });
    await cloud.run(60);
    expect(stateOf('outer')).toBe('ALARM');
    expect(() => cloudwatch.deleteAlarms({ alarmNames: ['outer'] })).toThrow(/depending on it/);
    cloudwatch.putCompositeAlarm({ alarmName: 'inner', alarmRule: 'FALSE' });
    cloudwatch.deleteAlarms({ alarmNames: ['outer'] });
    cloudwatch.deleteAlarms({ alarmNames: ['inner', 'load'] });
    expect(cloudwatch.describeAlarms({ alarmTypes: ['MetricAlarm', 'CompositeAlarm'] })).toMatchObject({
      metricAlarms: [],
      compositeAlarms: [],
    });
  });

  test('refuse alarms that do not exist, scaling and EC2 actions, and the type of another alarm', () => {
    const { cloudwatch } = setup();
    cloudwatch.putMetricAlarm(load);
    expect(() =>
      cloudwatch.putCompositeAlarm({ alarmName: 'x', alarmRule: 'ALARM(load) OR OK(gone) OR OK(lost)' }),
    ).toThrow('Could not save the composite alarm as alarms [gone, lost] in the alarm rule do not exist');
    expect(() =>
      cloudwatch.putCompositeAlarm({ alarmName: 'x', alarmRule: 'ALARM(load)', okActions: [POLICY] }),
    ).toThrow(/Invalid arn syntax/);
    expect(() => cloudwatch.putCompositeAlarm({ alarmName: 'load', alarmRule: 'TRUE' })).toThrow(
      /is a MetricAlarm/,
    );
  });

  test('an alarm is in the rules of 150 composite alarms at most', () => {
    const { cloudwatch } = setup();
    cloudwatch.putMetricAlarm(load);
    const put = (i: number) => cloudwatch.putCompositeAlarm({ alarmName: `c${i}`, alarmRule: 'ALARM(load)' });
    for (let i = 0; i < 150; i++) put(i);
    expect(() => put(150)).toThrow('The alarm load is in the rules of 150 other composite alarms');
    expect(() => put(149)).not.toThrow();
  });

  test('are deleted one at a time', () => {
    const { cloudwatch } = setup();
    for (const alarmName of ['a', 'b']) cloudwatch.putCompositeAlarm({ alarmName, alarmRule: 'TRUE' });
    expect(() => cloudwatch.deleteAlarms({ alarmNames: ['a', 'b'] })).toThrow('at most one composite alarm');
    cloudwatch.deleteAlarms({ alarmNames: ['a', 'a'] });
    expect(cloudwatch.describeAlarms({ alarmTypes: ['CompositeAlarm'] }).compositeAlarms).toHaveLength(1);
  });

  test('have no suppressor here, by name', () => {
    const { cloudwatch } = setup();
    const call = () =>
      cloudwatch.putCompositeAlarm({ alarmName: 'x', alarmRule: 'TRUE', actionsSuppressor: 'y' });
    expect(call).toThrow(NotModelled);
  });
});

describe('a run', () => {
  test('is the same for the same seed, and alarms have a second of their own', async () => {
    async function run(seed: number) {
      const cloud = new Cloud({ seed });
      for (const alarmName of ['a', 'b']) cloud.cloudwatch.putMetricAlarm({ ...load, alarmName });
      cloud.cloudwatch.putMetricData({ namespace: 'Shop', metricData: [{ metricName: 'Load', value: 80 }] });
      await cloud.run(minutes(3));
      return cloud.cloudwatch
        .describeAlarms()
        .metricAlarms!.map((each) => each.stateTransitionedTimestamp!.getTime());
    }
    const [first, again, other] = [await run(1), await run(1), await run(2)];
    expect(first).toEqual(again);
    expect(first).not.toEqual(other);
    expect(first[0]).not.toBe(first[1]);
  });

  test('changes in nothing where an alarm and a recording read its metrics', async () => {
    async function run(watched: boolean) {
      const cloud = new Cloud();
      if (watched) {
        cloud.metrics.keep();
        cloud.cloudwatch.putMetricAlarm({
          ...load,
          namespace: 'AWS/SQS',
          metricName: 'NumberOfMessagesSent',
          dimensions: [{ name: 'QueueName', value: 'jobs' }],
        });
      }
      const jobs = cloud.sqs.createQueue('jobs');
      const received: number[] = [];
      cloud.process(function* sender() {
        const random = cloud.random('sender');
        for (;;) {
          yield seconds(random.exponential(1));
          jobs.sendMessage('job');
        }
      });
      cloud.process(function* worker() {
        for (;;) {
          const messages = yield* jobs.receiveMessage({ waitTimeSeconds: 20 });
          for (const { receiptHandle } of messages) jobs.deleteMessage(receiptHandle);
          if (messages.length > 0) received.push(cloud.now);
        }
      });
      await cloud.run(minutes(20));
      return received;
    }
    expect(await run(true)).toEqual(await run(false));
  });

  test('counts what CloudWatch charges for', async () => {
    const { cloud, cloudwatch, put } = setup();
    put(1);
    put(2);
    cloudwatch.listMetrics();
    cloudwatch.getMetricData({
      metricDataQueries: ['a', 'b'].map((id) => ({
        id,
        metricStat: { metric: { namespace: 'Shop', metricName: id }, period: 60, stat: 'Sum' },
      })),
      startTime: minute(0),
      endTime: minute(1),
    });
    cloudwatch.putMetricAlarm(load);
    cloudwatch.putMetricAlarm({ ...load, alarmName: 'fast', period: 10 });
    cloudwatch.putCompositeAlarm({ alarmName: 'both', alarmRule: 'ALARM(load) AND ALARM(fast)' });
    await cloud.run(hours(73));
    put(3);
    const bill = cloud.meter.bill();
    expect(bill.map(({ item, quantity }) => [item, Math.round(quantity * 1e6) / 1e6])).toEqual([
      ['API requests', 4],
      ['custom metrics', Math.round((2 / 730) * 1e6) / 1e6],
      ['metrics requested with GetMetricData', 2],
      ['alarms of high resolution', 0.1],
      ['alarms of standard resolution', 0.1],
      ['composite alarms', 0.1],
    ]);
  });

  test('counts an alarm on an expression once for each metric in it', async () => {
    const { cloud, cloudwatch } = setup();
    const metric = (id: string) => ({
      id,
      metricStat: { metric: { namespace: 'Shop', metricName: id }, period: 60, stat: 'Sum' },
      returnData: false,
    });
    cloudwatch.putMetricAlarm({
      alarmName: 'both',
      metrics: [metric('a'), metric('b'), { id: 'sum', expression: 'a + b' }],
      evaluationPeriods: 1,
      threshold: 50,
      comparisonOperator: 'GreaterThanThreshold',
    });
    await cloud.run(hours(73));
    const alarms = cloud.meter.bill().find(({ item }) => item === 'alarms of standard resolution');
    expect(alarms!.quantity).toBeCloseTo(2 * 0.1, 4);
  });
});

import type { Region } from '../../../cloud/index.ts';
import type { Model } from '../schema.ts';
import type * as aws from '../schema.ts';
import type { Alarm } from './alarm.ts';
import type { AlarmState } from './alarm-state.ts';
import type { MetricAlarmInput } from './check-metric-alarm.ts';
import { longTime } from './text.ts';

type CompositeInput = Model<aws.PutCompositeAlarmInput>;

/**
 * An alarm and its states, in the format of EventBridge and Lambda.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html (checked 2026-11-28)
 */
export function alarmData({ name, state, previous, configuration }: Alarm): Record<string, unknown> {
  return {
    alarmName: name,
    state: stateOf(state),
    ...(previous && { previousState: stateOf(previous) }),
    configuration: configurationOf(configuration.given),
  };
}

/**
 * The event of a function that is an action.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html (checked 2026-11-28)
 */
export function lambdaEvent(alarm: Alarm, region: Region, now: number): Record<string, unknown> {
  return {
    source: 'aws.cloudwatch',
    alarmArn: alarm.arn,
    accountId: region.account,
    time: longTime(now),
    region: region.name,
    alarmData: alarmData(alarm),
  };
}

/** The payload to a scaling policy; AWS publishes no format. `value` is the newest datapoint, in repetitions too. */
export function scalingTrigger(alarm: Alarm): Record<string, unknown> {
  const { threshold } = alarm.configuration.given as MetricAlarmInput;
  return {
    alarmName: alarm.name,
    alarmArn: alarm.arn,
    stateValue: alarm.state.stateValue,
    threshold,
    value: alarm.configuration.evaluator.lastValue,
  };
}

/** The subject of a message to a topic, which is cut to 100 characters as SNS demands. */
export function snsSubject({ name, state }: Alarm, region: string): string {
  return `${state.stateValue}: "${name}" in ${region}`.slice(0, 100);
}

/**
 * The message to a topic. AWS gives the Region's long name in `Region`; here it is the code.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html (checked 2026-11-28)
 */
export function snsMessage(alarm: Alarm, region: Region): Record<string, unknown> {
  const { given } = alarm.configuration;
  return {
    AlarmName: alarm.name,
    AlarmDescription: given.alarmDescription ?? null,
    AWSAccountId: region.account,
    AlarmConfigurationUpdatedTimestamp: longTime(alarm.configuredAt),
    NewStateValue: alarm.state.stateValue,
    NewStateReason: alarm.state.stateReason,
    StateChangeTime: longTime(alarm.state.updatedAt),
    Region: region.name,
    AlarmArn: alarm.arn,
    OldStateValue: alarm.previous?.stateValue,
    OKActions: given.okActions ?? [],
    AlarmActions: given.alarmActions ?? [],
    InsufficientDataActions: given.insufficientDataActions ?? [],
    ...(alarm.type === 'MetricAlarm'
      ? { Trigger: triggerOf(given as MetricAlarmInput) }
      : { AlarmRule: (given as CompositeInput).alarmRule }),
  };
}

function triggerOf(given: MetricAlarmInput): Record<string, unknown> {
  const { metricName, namespace, statistic, extendedStatistic, dimensions = [], metrics } = given;
  return {
    ...(metrics
      ? { Metrics: metrics.map(queryOf) }
      : {
          MetricName: metricName,
          Namespace: namespace,
          StatisticType: statistic ? 'Statistic' : 'ExtendedStatistic',
          ...(statistic ? { Statistic: SHOUTED[statistic] } : { ExtendedStatistic: extendedStatistic }),
          Unit: given.unit ?? null,
          Dimensions: dimensions.map(({ name, value }) => ({ value, name })),
        }),
    Period: given.period,
    EvaluationPeriods: given.evaluationPeriods,
    ...(given.datapointsToAlarm !== undefined && { DatapointsToAlarm: given.datapointsToAlarm }),
    ComparisonOperator: given.comparisonOperator,
    Threshold: given.threshold,
    TreatMissingData: given.treatMissingData ?? '',
    EvaluateLowSampleCountPercentile: given.evaluateLowSampleCountPercentile ?? '',
  };
}

const SHOUTED: Record<aws.Statistic, string> = {
  SampleCount: 'SAMPLE_COUNT',
  Sum: 'SUM',
  Average: 'AVERAGE',
  Minimum: 'MINIMUM',
  Maximum: 'MAXIMUM',
};

function queryOf({
  id,
  expression,
  label,
  metricStat,
  returnData = true,
}: Model<aws.MetricDataQuery>): Record<string, unknown> {
  if (!metricStat) return { Expression: expression, Id: id, Label: label, ReturnData: returnData };
  const { metric, period, stat } = metricStat;
  const { metricName, namespace, dimensions = [] } = metric;
  return {
    Id: id,
    MetricStat: {
      Metric: {
        Dimensions: dimensions.map(({ name, value }) => ({ value, name })),
        MetricName: metricName,
        Namespace: namespace,
      },
      Period: period,
      Stat: stat,
    },
    ReturnData: returnData,
  };
}

function stateOf({
  stateValue,
  stateReason,
  stateReasonData,
  updatedAt,
}: AlarmState): Record<string, unknown> {
  return {
    value: stateValue,
    reason: stateReason,
    ...(stateReasonData !== undefined && { reasonData: stateReasonData }),
    timestamp: longTime(updatedAt),
  };
}

function configurationOf(given: MetricAlarmInput | CompositeInput | object): Record<string, unknown> {
  const { alarmDescription: description } = given as MetricAlarmInput;
  const described = description === undefined ? {} : { description };
  if ('alarmRule' in given) return { ...described, alarmRule: given.alarmRule };
  return { ...described, metrics: queriesOf(given as MetricAlarmInput).map(metricOf) };
}

/** The queries of a metric alarm: an alarm on one metric has one. AWS gives that a UUID as its id; here it is `m1`. */
function queriesOf({
  metrics,
  namespace,
  metricName,
  dimensions,
  period,
  statistic,
  extendedStatistic,
  unit,
}: MetricAlarmInput) {
  if (metrics) return metrics;
  const metric = { namespace, metricName, dimensions };
  return [
    {
      id: 'm1',
      metricStat: { metric, period, stat: statistic ?? extendedStatistic, unit },
      returnData: true,
    },
  ] as Model<aws.MetricDataQuery>[];
}

function metricOf({
  id,
  expression,
  label,
  metricStat,
  returnData = true,
}: Model<aws.MetricDataQuery>): Record<string, unknown> {
  if (!metricStat) return { id, expression, ...(label !== undefined && { label }), returnData };
  const { metric, period, stat, unit } = metricStat;
  const { namespace, metricName: name, dimensions = [] } = metric;
  return {
    id,
    metricStat: {
      metric: {
        namespace,
        name,
        dimensions: Object.fromEntries(dimensions.map((each) => [each.name, each.value])),
      },
      period,
      stat,
      ...(unit !== undefined && { unit }),
    },
    returnData,
  };
}

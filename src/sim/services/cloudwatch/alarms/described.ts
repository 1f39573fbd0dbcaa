import type { MetricId } from '../../../cloud/index.ts';
import { keyOf } from '../../../cloud/metrics/metric-id.ts';
import { metricsOf } from '../math/queries.ts';
import type { Input, Model } from '../schema.ts';
import type * as aws from '../schema.ts';
import { actionsFor } from './alarm-actions.ts';
import type { Alarm } from './alarm.ts';
import type { MetricAlarmInput } from './check-metric-alarm.ts';

/** An alarm as DescribeAlarms answers it, whether it is a metric alarm or a composite one. */
export type DescribedAlarm = Model<aws.MetricAlarm> & Model<aws.CompositeAlarm>;

/** An alarm as DescribeAlarms answers it. */
export function describedAlarm(alarm: Alarm): DescribedAlarm {
  const { state, configuration } = alarm;
  return {
    // What Put was given; its tags are no part of the answer, and the writer leaves them out.
    ...(configuration.given as DescribedAlarm),
    alarmName: alarm.name,
    alarmArn: alarm.arn,
    alarmConfigurationUpdatedTimestamp: dateOf(alarm.configuredAt),
    actionsEnabled: alarm.actionsEnabled,
    okActions: [...actionsFor(configuration.given, 'OK')],
    alarmActions: [...actionsFor(configuration.given, 'ALARM')],
    insufficientDataActions: [...actionsFor(configuration.given, 'INSUFFICIENT_DATA')],
    stateValue: state.stateValue,
    stateReason: state.stateReason,
    ...(state.stateReasonData !== undefined && { stateReasonData: state.stateReasonData }),
    stateUpdatedTimestamp: dateOf(state.updatedAt),
    stateTransitionedTimestamp: dateOf(state.transitionedAt),
  };
}

/** Whether an alarm passes the filters of DescribeAlarms other than the type. */
export function passesAlarmFilters(alarm: Alarm, input: Input<'DescribeAlarms'>): boolean {
  const { alarmNames, alarmNamePrefix = '', stateValue, actionPrefix } = input;
  if (alarmNames && !alarmNames.includes(alarm.name)) return false;
  if (!alarm.name.startsWith(alarmNamePrefix)) return false;
  if (stateValue && alarm.state.stateValue !== stateValue) return false;
  if (actionPrefix === undefined) return true;
  const { given } = alarm.configuration;
  return (['ALARM', 'OK', 'INSUFFICIENT_DATA'] as const).some((state) =>
    actionsFor(given, state).some((arn) => arn.startsWith(actionPrefix)),
  );
}

/** Whether a metric alarm reads just that metric, or has it in an expression. */
export function readsMetric(alarm: Alarm, input: Input<'DescribeAlarmsForMetric'>): boolean {
  if (alarm.type !== 'MetricAlarm') return false;
  const given = alarm.configuration.given as MetricAlarmInput;
  const wanted = keyOf(input);
  if (given.metrics) return metricsOf(given.metrics).some((metric) => keyOf(metric) === wanted);
  const { statistic, extendedStatistic, period, unit } = input;
  return (
    keyOf(given as MetricId) === wanted &&
    (statistic ?? given.statistic) === given.statistic &&
    (extendedStatistic ?? given.extendedStatistic) === given.extendedStatistic &&
    (period ?? given.period) === given.period &&
    (unit ?? given.unit) === given.unit
  );
}

/** A date of so many seconds since 1970. */
export function dateOf(seconds: number): Date {
  return new Date(Math.floor(seconds * 1000));
}

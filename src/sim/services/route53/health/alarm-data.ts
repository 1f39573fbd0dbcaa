import type { MetricId, Region, Statistic } from '../../../cloud/index.ts';
import { keyOf } from '../../../cloud/metrics/metric-id.ts';
import { statisticOf, Tally } from '../../../cloud/metrics/statistic-set.ts';
import type { DataStream } from './status.ts';

/** What a health check takes over of an alarm, when it is made or updated: later changes of the alarm do not reach it. */
export interface AlarmSettings extends MetricId {
  readonly statistic: Statistic;
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly threshold: number;
  readonly comparisonOperator: string;
}

/** Periods that are read beyond the evaluation periods, for where some are missing. Silence: as alarms do. */
const EXTRA_PERIODS = 3;

/**
 * Reads the data of an alarm, not its state: nobody's SetAlarmState matters, nor how the alarm treats missing data.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 */
export function dataStreamOf(region: Region, alarm: AlarmSettings, now: number): DataStream {
  const { period, evaluationPeriods, statistic, threshold, comparisonOperator } = alarm;
  const series = region.world.metrics.store(region).find(keyOf(alarm));
  const end = Math.floor(now / period) * period;
  const marks: boolean[] = [];
  for (let i = 1; i <= evaluationPeriods + EXTRA_PERIODS && marks.length < evaluationPeriods; i++) {
    const tally = new Tally();
    series?.collect(end - i * period, period, now, tally);
    if (tally.count > 0) marks.push(breaches(statisticOf(statistic, tally), comparisonOperator, threshold));
  }
  if (marks.length < evaluationPeriods) return 'INSUFFICIENT_DATA';
  return marks.every(Boolean) ? 'ALARM' : 'OK';
}

function breaches(value: number, operator: string, threshold: number): boolean {
  if (operator.endsWith('OrEqualToThreshold') && value === threshold) return true;
  return operator.startsWith('Greater') ? value > threshold : value < threshold;
}

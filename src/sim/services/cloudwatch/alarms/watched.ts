import type { MetricId } from '../../../cloud/index.ts';
import { MetricStat } from '../../../cloud/metrics/metric-stat.ts';
import type { MetricStore } from '../../../cloud/metrics/metric-store.ts';
import { validationError } from '../errors.ts';
import { ExpressionSource } from '../math/metric-math.ts';
import { mathOf, metricsOf } from '../math/queries.ts';
import { checkDimensions, checkText } from '../metric-name.ts';
import { statisticNamed } from '../statistic-name.ts';
import type { AlarmSource } from './alarm-source.ts';
import type { MetricAlarmInput } from './check-metric-alarm.ts';

/** The data of a metric alarm. */
export interface Watched {
  readonly source: AlarmSource;
  /** Seconds. */
  readonly period: number;
  /** Every metric that it reads. */
  readonly metrics: readonly MetricId[];
}

const BESIDE = [
  'namespace',
  'metricName',
  'dimensions',
  'period',
  'unit',
  'statistic',
  'extendedStatistic',
] as const;

/** The data that PutMetricAlarm names: one metric, or queries of which one returns data. */
export function watchedBy(input: MetricAlarmInput, store: MetricStore): Watched {
  return input.metrics ? queries(input, store) : metric(input, store);
}

function metric(input: MetricAlarmInput, store: MetricStore): Watched {
  const { namespace, metricName, dimensions = [], period, statistic, extendedStatistic, unit } = input;
  if (metricName === undefined || namespace === undefined) {
    throw validationError('The parameters MetricName and Namespace, or Metrics, are required.');
  }
  if (period === undefined) throw validationError('The parameter Period is required.');
  checkText(namespace, 255, 'Namespace');
  checkText(metricName, 255, 'MetricName');
  checkDimensions(dimensions, 'Alarm');
  const stat = statistic ?? extendedStatistic;
  if (stat === undefined || (statistic !== undefined && extendedStatistic !== undefined)) {
    throw validationError('Exactly one of Statistic and ExtendedStatistic must be specified.');
  }
  const id = { namespace, metricName, dimensions };
  return { source: new MetricStat(store, id, statisticNamed(stat), unit), period, metrics: [id] };
}

function queries(input: MetricAlarmInput, store: MetricStore): Watched {
  const { metrics = [] } = input;
  const beside = BESIDE.find((member) => input[member] !== undefined);
  if (beside)
    throw validationError(
      `Metrics cannot be specified together with ${beside[0]!.toUpperCase()}${beside.slice(1)}.`,
    );
  const returned = metrics.filter(({ returnData = true }) => returnData);
  if (returned.length !== 1)
    throw validationError('Exactly one element of the metrics list should return data.');
  const [{ id, period: own, expression }] = returned as [(typeof returned)[0]];
  const math = mathOf(metrics, store);
  const source = expression === undefined ? math.sourceOf(id) : new ExpressionSource(math, id);
  return { source, period: math.periodOf(id) ?? own ?? 60, metrics: metricsOf(metrics) };
}

import type { MetricId } from '../../../cloud/index.ts';
import { MetricStat } from '../../../cloud/metrics/metric-stat.ts';
import type { MetricStore } from '../../../cloud/metrics/metric-store.ts';
import { notModelled, validationError } from '../errors.ts';
import { checkDimensions, checkText } from '../metric-name.ts';
import type * as aws from '../schema.ts';
import type { Model } from '../schema.ts';
import { statisticNamed } from '../statistic-name.ts';
import { MetricMath, type MathQuery } from './metric-math.ts';

/** A query as GetMetricData and PutMetricAlarm take it. */
export type MetricDataQuery = Model<aws.MetricDataQuery>;

/** The queries of a request, read: they may build on one another. */
export function mathOf(queries: readonly MetricDataQuery[], store: MetricStore): MetricMath {
  return new MetricMath(queries.map((query) => mathQuery(query, store)));
}

/** The metrics that queries read. */
export function metricsOf(queries: readonly MetricDataQuery[]): MetricId[] {
  return queries.flatMap(({ metricStat }) => (metricStat ? [idOf(metricStat)] : []));
}

function mathQuery(
  { id, metricStat, expression, accountId }: MetricDataQuery,
  store: MetricStore,
): MathQuery {
  if (accountId !== undefined) throw notModelled('metrics of other accounts');
  if ((metricStat === undefined) === (expression === undefined)) {
    throw validationError(`The query ${id} must have either a MetricStat or an Expression.`);
  }
  if (expression !== undefined) {
    if (/^\s*SELECT\s/i.test(expression)) throw notModelled('Metrics Insights');
    return { id, expression };
  }
  const { stat, period, unit } = metricStat!;
  const metric = idOf(metricStat!);
  checkText(metric.namespace, 255, `${id}.MetricStat.Metric.Namespace`);
  checkText(metric.metricName, 255, `${id}.MetricStat.Metric.MetricName`);
  checkDimensions(metric.dimensions ?? [], `${id}.MetricStat.Metric`);
  return { id, period, metric: new MetricStat(store, metric, statisticNamed(stat), unit) };
}

function idOf({
  metric: { namespace = '', metricName = '', dimensions = [] },
}: Model<aws.MetricStat>): MetricId {
  return { namespace, metricName, dimensions };
}

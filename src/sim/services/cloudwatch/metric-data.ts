import type { MetricId } from '../../cloud/index.ts';
import { MetricStat } from '../../cloud/metrics/metric-stat.ts';
import type { MetricStore } from '../../cloud/metrics/metric-store.ts';
import { cloudWatchError, notModelled } from './errors.ts';
import { cloudWatchLimits } from './limits.ts';
import type { MetricMath } from './math/metric-math.ts';
import { mathOf, metricsOf, type MetricDataQuery } from './math/queries.ts';
import { checkStatisticsRange, windowsOf } from './metric-windows.ts';
import { checkDimensions, checkText } from './metric-name.ts';
import type { Input, Model, Output } from './schema.ts';
import type * as aws from './schema.ts';
import { statisticNamed } from './statistic-name.ts';

/** What a request reads from. */
export interface MetricReader {
  readonly store: MetricStore;
  /** Seconds since 1970. */
  readonly now: number;
  /** Throws where the history of a metric in that range was not kept. */
  checkKept(id: MetricId, start: number, end: number): void;
}

type Result = Model<aws.MetricDataResult>;

/** GetMetricData: the newest datapoints first, unless asked otherwise. */
export function getMetricData(input: Input<'GetMetricData'>, reader: MetricReader): Output<'GetMetricData'> {
  const { metricDataQueries: queries, scanBy, maxDatapoints, nextToken, labelOptions } = input;
  if (labelOptions) throw notModelled('LabelOptions');
  const [start, end] = [input.startTime.getTime() / 1000, input.endTime.getTime() / 1000];
  const math = mathOf(queries, reader.store);
  for (const metric of metricsOf(queries)) reader.checkKept(metric, start, end);
  const results = queries
    .filter(({ returnData = true }) => returnData)
    .flatMap((query) => resultsOf(query, math, start, end, reader.now));
  if (scanBy !== 'TimestampAscending') {
    for (const { timestamps, values } of results) {
      timestamps!.reverse();
      values!.reverse();
    }
  }
  return {
    ...pageOfResults(results, maxDatapoints ?? cloudWatchLimits.datapoints.default, nextToken),
    messages: [],
  };
}

function resultsOf(
  query: MetricDataQuery,
  math: MetricMath,
  start: number,
  end: number,
  now: number,
): Result[] {
  const { id, metricStat, label = metricStat?.metric.metricName ?? id } = query;
  if (label.includes('${')) throw notModelled('dynamic labels');
  const period = metricStat?.period ?? math.periodOf(id) ?? query.period ?? 60;
  const windows = windowsOf(start, end, period, now);
  return math.evaluate(id, windows, now).map(({ values: all }) => {
    const timestamps: Date[] = [];
    const values: number[] = [];
    for (const [index, value] of all.entries()) {
      if (Number.isNaN(value)) continue;
      timestamps.push(new Date((windows.start + index * period) * 1000));
      values.push(value);
    }
    return { id, label, timestamps, values, statusCode: 'Complete' };
  });
}

/** Up to `size` datapoints over all results. The token holds the result, and the place in it, at which the next page begins. */
function pageOfResults(results: readonly Result[], size: number, nextToken: string | undefined) {
  const [, first = '0', skipped = '0'] = /^from-(\d{1,9})-(\d{1,9})$/.exec(nextToken ?? 'from-0-0') ?? [];
  if (nextToken !== undefined && !/^from-\d{1,9}-\d{1,9}$/.test(nextToken)) {
    throw cloudWatchError('InvalidNextToken', 'The next token specified is invalid.');
  }
  let left = size;
  const page: Result[] = [];
  for (let index = Number(first); index < results.length; index++) {
    const { timestamps = [], values = [], ...rest } = results[index]!;
    const from = index === Number(first) ? Number(skipped) : 0;
    const to = Math.min(values.length, from + left);
    left -= to - from;
    const statusCode = to < values.length ? ('PartialData' as const) : rest.statusCode!;
    page.push({
      ...rest,
      timestamps: timestamps.slice(from, to),
      values: values.slice(from, to),
      statusCode,
    });
    if (to < values.length) return { metricDataResults: page, nextToken: `from-${index}-${to}` };
  }
  return { metricDataResults: page };
}

/** GetMetricStatistics: several statistics of one metric, in every unit that it came in unless one is named. */
export function getMetricStatistics(
  input: Input<'GetMetricStatistics'>,
  reader: MetricReader,
): Output<'GetMetricStatistics'> {
  const { namespace, metricName, dimensions = [], period, statistics = [], extendedStatistics = [] } = input;
  if (statistics.length === 0 && extendedStatistics.length === 0) {
    throw cloudWatchError(
      'InvalidParameterCombinationException',
      'Must specify either Statistics or ExtendedStatistics',
    );
  }
  checkText(namespace, 255, 'Namespace');
  checkText(metricName, 255, 'MetricName');
  checkDimensions(dimensions, 'Metric');
  const [from, to] = [input.startTime.getTime() / 1000, input.endTime.getTime() / 1000];
  const windows = windowsOf(from, to, period, reader.now);
  checkStatisticsRange(from, to, period);
  const metric = { namespace, metricName, dimensions };
  reader.checkKept(metric, from, to);
  const units = input.unit ? [input.unit] : reader.store.units(metric);
  const datapoints = units.flatMap((unit) => {
    const read = (name: string) =>
      new MetricStat(reader.store, metric, statisticNamed(name), unit).read(
        windows.start,
        period,
        windows.count,
        reader.now,
      );
    return datapointsOf(
      statistics.map((name) => [name, read(name)] as const),
      extendedStatistics.map((name) => [name, read(name)] as const),
      windows.count,
      unit as aws.StandardUnit,
    );
  });
  return { label: metricName, datapoints };
}

type Column = readonly [name: string, points: ReturnType<MetricStat['read']>];

function datapointsOf(
  simple: readonly Column[],
  extended: readonly Column[],
  count: number,
  unit: aws.StandardUnit,
) {
  const found: Model<aws.Datapoint>[] = [];
  for (let index = 0; index < count; index++) {
    const at = ([name, points]: Column): [string, number][] => {
      const point = points[index];
      return point ? [[name, point.value]] : [];
    };
    const one = [...simple, ...extended].map(([, points]) => points[index]).find(Boolean);
    if (!one) continue;
    const values = simple.flatMap(at).map(([name, value]) => [name[0]!.toLowerCase() + name.slice(1), value]);
    found.push({
      timestamp: new Date(one.time * 1000),
      ...Object.fromEntries(values),
      ...(extended.length > 0 && { extendedStatistics: Object.fromEntries(extended.flatMap(at)) }),
      unit,
    });
  }
  return found;
}

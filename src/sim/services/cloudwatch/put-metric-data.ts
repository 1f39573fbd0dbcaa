import type { AwsError } from '../../cloud/index.ts';
import type { MetricStore } from '../../cloud/metrics/metric-store.ts';
import { cloudWatchError, invalidParameter } from './errors.ts';
import { cloudWatchLimits } from './limits.ts';
import { checkDimensions, checkText } from './metric-name.ts';
import type { Model } from './schema.ts';
import type * as aws from './schema.ts';

/** A datum as PutMetricData takes it. */
export type MetricDatum = Model<aws.MetricDatum>;

const { metricData, values: valuesLimit, timestampPast, timestampFuture } = cloudWatchLimits;
/** The greatest value, 2^360: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
const LARGEST = 2.3485425827738332e108;

/** PutMetricData: all data of a request, or none. `now`: seconds since 1970. */
export function putMetricData(
  store: MetricStore,
  namespace: string,
  data: readonly MetricDatum[],
  now: number,
): void {
  checkText(namespace, 255, 'Namespace');
  if (namespace.startsWith(':'))
    throw invalidParameter('The value for parameter Namespace is invalid: it must not begin with a colon.');
  if (data.length === 0) throw missing('The parameter MetricData is required.');
  if (data.length > metricData.max) {
    throw invalidParameter(`The collection MetricData must not have a size greater than ${metricData.max}.`);
  }
  for (const [index, datum] of data.entries()) check(datum, `MetricData.member.${index + 1}`, now);
  for (const datum of data) put(store, namespace, datum, now);
}

function put(store: MetricStore, namespace: string, datum: MetricDatum, now: number): void {
  const { metricName, dimensions, values, counts, value, statisticValues } = datum;
  const timestamp = timeOf(datum, now);
  const series = store.series({ namespace, metricName, dimensions }, datum.unit, {
    resolution: datum.storageResolution === 1 ? 1 : 60,
  });
  if (values !== undefined) {
    for (const [index, value] of values.entries()) {
      const count = counts?.[index] ?? 1;
      if (count > 0) series.add(timestamp, value, count);
    }
  } else if (value !== undefined) {
    series.add(timestamp, value);
  } else if (statisticValues !== undefined) {
    const { sampleCount: count, sum, minimum: min, maximum: max } = statisticValues;
    if (count > 0) series.addSet(timestamp, { count, sum, min, max });
  }
  series.lastAt = Math.max(series.lastAt, now);
}

function check(datum: MetricDatum, at: string, now: number): void {
  const { value, values, counts, statisticValues, storageResolution = 60 } = datum;
  const timestamp = timeOf(datum, now);
  checkText(datum.metricName, 255, `${at}.MetricName`);
  checkDimensions(datum.dimensions ?? [], at);
  // AWS accepts Values beside StatisticValues and does not say which of them it stores: here it is Values.
  if (value !== undefined && values !== undefined) throw exclusive(at, 'Value', 'Values');
  if (value !== undefined && statisticValues !== undefined) throw exclusive(at, 'Value', 'StatisticValues');
  if (value === undefined && values === undefined && statisticValues === undefined) {
    throw missing(`${at} has no Value, Values or StatisticValues.`);
  }
  if (counts !== undefined && counts.length !== values?.length) {
    throw invalidParameter(`The parameters ${at}.Values and ${at}.Counts must be of the same size.`);
  }
  if (values !== undefined && values.length > valuesLimit.max) {
    throw invalidParameter(
      `The collection ${at}.Values must not have a size greater than ${valuesLimit.max}.`,
    );
  }
  if (value !== undefined) checkNumber(value, `${at}.Value`);
  for (const each of values ?? []) checkNumber(each, `${at}.Values`);
  for (const each of counts ?? []) checkNumber(each, `${at}.Counts`, 0);
  if (statisticValues !== undefined) {
    const { sampleCount, sum, minimum, maximum } = statisticValues;
    checkNumber(sampleCount, `${at}.StatisticValues.SampleCount`, 0);
    for (const each of [sum, minimum, maximum]) checkNumber(each, `${at}.StatisticValues`);
    if (minimum > maximum)
      throw invalidParameter(`${at}.StatisticValues.Minimum must not exceed its Maximum.`);
  }
  if (storageResolution !== 1 && storageResolution !== 60) {
    throw invalidParameter(`${at}.StorageResolution must be 1 or 60, not ${storageResolution}.`);
  }
  if (!(timestamp >= now - timestampPast.max)) {
    throw invalidParameter(`${at}.Timestamp must not be more than two weeks ago.`);
  }
  if (!(timestamp <= now + timestampFuture.max)) {
    throw invalidParameter(`${at}.Timestamp must not be more than two hours ahead.`);
  }
}

/** When a datum is from, in seconds since 1970. */
function timeOf({ timestamp }: MetricDatum, now: number): number {
  return timestamp === undefined ? now : timestamp.getTime() / 1000;
}

function checkNumber(number: number, at: string, least = -LARGEST): void {
  if (!(number >= least && number <= LARGEST)) {
    throw invalidParameter(
      `The value ${number} for parameter ${at} is invalid: it must be a number from ${least} to 2^360.`,
    );
  }
}

function missing(message: string): AwsError {
  return cloudWatchError('MissingRequiredParameterException', message);
}

function exclusive(at: string, one: string, other: string): AwsError {
  return cloudWatchError(
    'InvalidParameterCombinationException',
    `The parameters ${at}.${one} and ${at}.${other} are mutually exclusive and you have specified both.`,
  );
}

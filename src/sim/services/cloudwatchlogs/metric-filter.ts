import { invalid } from './errors.ts';
import { toNumber } from './filter/comparison.ts';
import { compileFilterPattern } from './filter/pattern.ts';
import type { InputLogEvent, PutMetricFilterRequest } from './schema.ts';

type MetricTransformation = PutMetricFilterRequest['metricTransformations'][number];
type MetricFilter = Pick<PutMetricFilterRequest, 'filterName' | 'filterPattern' | 'metricTransformations'>;

/** What a filter makes of a minute's events. */
export interface MetricDatapoint {
  /** The minute, in epoch milliseconds. */
  timestamp: number;
  value: number;
  dimensions: Record<string, string>;
}

const MAX_DIMENSIONS = 3;
const MINUTE = 60_000;

/** Refuses a filter that AWS refuses. */
export function checkMetricFilter({ filterPattern, metricTransformations }: MetricFilter): void {
  if (metricTransformations.length !== 1) {
    const shown = metricTransformations.map(writeTransformation).join(', ');
    const bound = metricTransformations.length > 1 ? 'less than or equal to 1' : 'greater than or equal to 1';
    throw constraint(`[${shown}]`, 'metricTransformations', `Member must have length ${bound}`);
  }
  const { kind } = compileFilterPattern(filterPattern);
  const [{ metricValue, dimensions, defaultValue }] = metricTransformations as [MetricTransformation];
  if (!metricValue.startsWith('$') && toNumber(metricValue) === undefined) {
    throw invalid('Invalid metric transformation: metricValue must be a number or a field.');
  }
  const names = Object.keys(dimensions ?? {});
  if (names.length === 0) return;
  if (names.length > MAX_DIMENSIONS) throw invalid('Invalid metric transformation: at most 3 dimensions.');
  if (kind === 'terms')
    throw invalid('Invalid metric transformation: dimensions need a JSON or space-delimited pattern.');
  if (defaultValue !== undefined)
    throw invalid('Invalid metric transformation: dimensions and default value exclude one another.');
}

/**
 * What a metric filter makes of events: for each minute that has events, the values of those that match; where none
 * does, the default value, if there is one. Minutes without events give nothing.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
export function datapointsOf(filter: MetricFilter, events: readonly InputLogEvent[]): MetricDatapoint[] {
  const pattern = compileFilterPattern(filter.filterPattern);
  const [transformation] = filter.metricTransformations;
  if (!transformation) return [];
  const minutes = new Map<number, MetricDatapoint[]>();
  for (const { timestamp, message } of events) {
    const minute = Math.floor(timestamp / MINUTE) * MINUTE;
    let points = minutes.get(minute);
    if (!points) minutes.set(minute, (points = []));
    const match = pattern.match(message);
    if (!match) continue;
    const { metricValue } = transformation;
    const value = toNumber(metricValue.startsWith('$') ? (match.value(metricValue) ?? '') : metricValue);
    const dimensions = dimensionsOf(transformation, (selector) => match.value(selector));
    if (value !== undefined && dimensions) points.push({ timestamp: minute, value, dimensions });
  }
  const { defaultValue } = transformation;
  return [...minutes].flatMap(([timestamp, points]) =>
    points.length === 0 && defaultValue !== undefined
      ? [{ timestamp, value: defaultValue, dimensions: {} }]
      : points,
  );
}

/** The dimensions' values; nothing where the event lacks one. */
function dimensionsOf(
  { dimensions = {} }: MetricTransformation,
  valueOf: (selector: string) => string | undefined,
): Record<string, string> | undefined {
  const values: Record<string, string> = {};
  for (const [name, selector] of Object.entries(dimensions)) {
    const value = valueOf(selector);
    if (value === undefined) return undefined;
    values[name] = value;
  }
  return values;
}

function writeTransformation(given: MetricTransformation): string {
  const { metricName, metricNamespace, metricValue, defaultValue = null, unit = null } = given;
  const dimensions = given.dimensions ? JSON.stringify(given.dimensions) : null;
  return `MetricTransformation(metricName=${metricName}, metricNamespace=${metricNamespace}, metricValue=${metricValue}, defaultValue=${defaultValue}, unit=${unit}, dimensions=${dimensions})`;
}

function constraint(value: string, member: string, rule: string) {
  return invalid(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${rule}`,
  );
}

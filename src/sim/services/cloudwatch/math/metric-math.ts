import type { AlarmSource } from '../alarms/alarm-source.ts';
import { expressionError, notModelled, validationError } from '../errors.ts';
import { cloudWatchLimits } from '../limits.ts';
import { evaluate, kindOf } from './evaluate.ts';
import { idsIn, parseExpression, takesAllMetrics, type Expression } from './expression.ts';
import { TimeSeries, type Grid, type MathValue } from './time-series.ts';

/**
 * One query of a request: a metric, or an expression over the others.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html
 */
export type MathQuery =
  | { readonly id: string; readonly metric: AlarmSource; readonly period: number }
  | { readonly id: string; readonly expression: string };

type MetricQuery = Extract<MathQuery, { metric: AlarmSource }>;

const ID = /^[a-z][a-zA-Z0-9_]{0,254}$/;

/** Queries that go together, as in GetMetricData and PutMetricAlarm. */
export class MetricMath {
  readonly #metrics = new Map<string, MetricQuery>();
  readonly #expressions = new Map<string, Expression>();

  /** Refuses ids and expressions that cannot be read, and expressions that depend on themselves. */
  constructor(queries: readonly MathQuery[]) {
    const ids = new Set<string>();
    for (const query of queries) {
      const { id } = query;
      if (!ID.test(id)) {
        throw validationError(
          `The value ${id.slice(0, 255)} for parameter Id is not valid: it begins with a lowercase letter, and has letters, digits and underscores only.`,
        );
      }
      if (ids.has(id)) throw validationError(`The id ${id} is not unique.`);
      ids.add(id);
      if ('expression' in query) this.#expressions.set(id, parseExpression(query.expression, id));
      else this.#metrics.set(id, query);
    }
    this.#checkOrder();
  }

  /** The metric that a query is. */
  sourceOf(id: string): AlarmSource {
    const query = this.#metrics.get(id);
    if (query === undefined) throw validationError(`There is no metric with the id ${id}.`);
    return query.metric;
  }

  /** The ids of the metrics that a query is, or builds on. */
  metricsOf(id: string): Set<string> {
    const found = new Set<string>();
    const visit = (name: string): void => {
      if (this.#metrics.has(name)) found.add(name);
      const expression = this.#expressions.get(name);
      if (expression === undefined) return;
      if (takesAllMetrics(expression)) for (const metric of this.#metrics.keys()) found.add(metric);
      for (const other of idsIn(expression)) visit(other);
    };
    visit(id);
    return found;
  }

  /** The period that a query's metrics have in common, in seconds; undefined without any metric. */
  periodOf(id: string): number | undefined {
    const periods = new Set([...this.metricsOf(id)].map((metric) => this.#metrics.get(metric)!.period));
    if (periods.size > 1) throw notModelled('metric math over metrics of several periods');
    return periods.values().next().value;
  }

  /** The result of a query over a grid, on what can be read at `now`: time series. */
  evaluate(id: string, grid: Grid, now: number): readonly TimeSeries[] {
    const results = new Map<string, MathValue>();
    const lookUp = (name: string): MathValue | undefined => {
      const known = results.get(name);
      if (known !== undefined) return known;
      const metric = this.#metrics.get(name);
      const expression = this.#expressions.get(name);
      if (metric === undefined && expression === undefined) return undefined;
      const value = metric
        ? readSeries(metric.metric, grid, now)
        : evaluate(expression!, { id: name, grid, metrics: [...this.#metrics.keys()], lookUp });
      results.set(name, value);
      return value;
    };
    const value = lookUp(id);
    if (value === undefined) throw validationError(`There is no query with the id ${id}.`);
    if (value instanceof TimeSeries) return [value];
    if (typeof value === 'object') return value;
    throw expressionError(id, `A time series is needed as the result, not ${kindOf(value)}`);
  }

  /** Refuses ids that are not there, and circles: each expression is visited once. */
  #checkOrder(): void {
    const done = new Set<string>();
    const open = new Set<string>();
    const visit = (id: string, from: string): void => {
      if (this.#metrics.has(id) || done.has(id)) return;
      const expression = this.#expressions.get(id);
      if (expression === undefined) throw expressionError(from, `There is no query with the id ${id}`);
      if (open.has(id)) throw expressionError(from, `${id} depends on itself`);
      open.add(id);
      for (const other of idsIn(expression)) visit(other, id);
      done.add(id);
    };
    for (const id of this.#expressions.keys()) visit(id, id);
  }
}

/** One expression of a request, for an alarm to watch. */
export class ExpressionSource implements AlarmSource {
  readonly #math: MetricMath;
  readonly #id: string;

  /** Refuses what an alarm cannot watch: a trial over one period shows whether it gives one time series. */
  constructor(math: MetricMath, id: string) {
    this.#math = math;
    this.#id = id;
    const { size } = math.metricsOf(id);
    const { max } = cloudWatchLimits.metricsOfAlarm;
    if (size === 0) throw validationError('An alarm on an expression needs at least one metric.');
    if (size > max)
      throw validationError(`An alarm on an expression has at most ${max} metrics, not ${size}.`);
    const trial = math.evaluate(id, { start: 0, period: math.periodOf(id) ?? 60, count: 1 }, 0);
    if (trial.length !== 1)
      throw validationError('The expression for an alarm must give a single time series.');
  }

  read(start: number, period: number, count: number, now: number) {
    const [series] = this.#math.evaluate(this.#id, { start, period, count }, now);
    return Array.from({ length: count }, (_, index) => {
      const value = series === undefined ? NaN : series.at(index);
      return Number.isNaN(value) ? undefined : { time: start + index * period, value };
    });
  }
}

function readSeries(source: AlarmSource, { start, period, count }: Grid, now: number): TimeSeries {
  const points = source.read(start, period, count, now);
  return new TimeSeries(
    Float64Array.from(points, (point) => point?.value ?? NaN),
    period,
  );
}

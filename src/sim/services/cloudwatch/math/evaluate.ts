import type { AwsError } from '../../../cloud/index.ts';
import { log } from '../../../kernel/math.ts';
import { expressionError, notModelled } from '../errors.ts';
import { cloudWatchLimits } from '../limits.ts';
import { aggregateArray, aggregateSeries, isAggregate } from './aggregate.ts';
import { combine, mapEach, operation } from './elementwise.ts';
import type { Expression } from './expression.ts';
import {
  calendarSeries,
  choose,
  differences,
  fillLinear,
  fillRepeat,
  fillWith,
  runningSum,
} from './transform.ts';
import { TimeSeries, type Grid, type MathValue } from './time-series.ts';

/** What an expression is evaluated in. */
export interface MathScope {
  /** The query that has the expression, for errors. */
  readonly id: string;
  readonly grid: Grid;
  /** The ids of the metrics of the request, in order. */
  readonly metrics: readonly string[];
  /** The result of another query, or a metric. */
  readonly lookUp: (id: string) => MathValue | undefined;
}

/** AWS's functions that are left out. */
const leftOut: ReadonlySet<string> = new Set([
  'ANOMALY_DETECTION_BAND',
  'DB_PERF_INSIGHTS',
  'INSIGHT_RULE_METRIC',
  'LAMBDA',
  'SEARCH',
  'SERVICE_QUOTA',
  'SLICE',
  'SORT',
]);

/** The most time series of an array: as many metrics as a GetMetricData takes. */
const MAX_SERIES = cloudWatchLimits.queries.max;

type Call = Extract<Expression, { kind: 'call' }>;

/**
 * Evaluates an expression.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax-functions-list
 */
export function evaluate(expression: Expression, scope: MathScope): MathValue {
  switch (expression.kind) {
    case 'number':
    case 'string':
      return expression.value;
    case 'id': {
      const value = scope.lookUp(expression.id);
      if (value === undefined)
        throw expressionError(scope.id, `There is no query with the id ${expression.id}`);
      return value;
    }
    case 'keyword':
      throw expressionError(scope.id, `${expression.word} has no meaning here`);
    case 'array': {
      const array = expression.members.flatMap((member) => seriesOf(evaluate(member, scope), member, scope));
      if (array.length > MAX_SERIES)
        throw expressionError(scope.id, `An array has at most ${MAX_SERIES} time series`);
      return array;
    }
    case 'minus': {
      const value = mapEach(evaluate(expression.operand, scope), (each) => -each);
      if (value === undefined) throw expressionError(scope.id, 'A text has no negative');
      return value;
    }
    case 'binary': {
      const left = evaluate(expression.left, scope);
      const right = evaluate(expression.right, scope);
      const value = combine(left, right, operation(expression.operator));
      if (value === undefined) {
        const kinds = `${kindOf(left)} and ${kindOf(right)}`;
        throw expressionError(scope.id, `${expression.operator} does not take ${kinds}`);
      }
      return value;
    }
    case 'call':
      return call(expression, scope);
  }
}

function call(expression: Call, scope: MathScope): MathValue {
  const { name } = expression;
  if (leftOut.has(name)) throw notModelled(`metric math function ${name}`);
  if (name === 'METRICS') return metrics(expression, scope);
  if (name === 'IF') return ifCall(expression, scope);
  if (name === 'FILL') return fill(expression, scope);
  const [argument] = take(expression, scope, 1, 1) as [MathValue];
  const first = expression.arguments[0] as Expression;
  const { count, period } = scope.grid;
  if (isAggregate(name)) {
    if (argument instanceof TimeSeries) return aggregateSeries(name, argument);
    return aggregateArray(name, seriesOf(argument, first, scope), count);
  }
  const each = (map: (series: TimeSeries) => TimeSeries): MathValue =>
    argument instanceof TimeSeries ? map(argument) : seriesOf(argument, first, scope).map(map);
  switch (name) {
    case 'ABS':
      return each((series) => TimeSeries.from(count, (index) => Math.abs(series.at(index))));
    case 'CEIL':
      return each((series) => TimeSeries.from(count, (index) => Math.ceil(series.at(index))));
    case 'FLOOR':
      return each((series) => TimeSeries.from(count, (index) => Math.floor(series.at(index))));
    case 'LOG':
      return each((series) => TimeSeries.from(count, (index) => log(series.at(index))));
    case 'LOG10':
      return each((series) => TimeSeries.from(count, (index) => log(series.at(index)) / log(10)));
    case 'DIFF':
      return each((series) => differences(series, period, (change) => change));
    case 'DIFF_TIME':
      return each((series) => differences(series, period, (_, seconds) => seconds));
    case 'RATE':
      return each((series) => differences(series, period, (change, seconds) => change / seconds));
    case 'RUNNING_SUM':
      return each(runningSum);
    case 'PERIOD': {
      const own = argument instanceof TimeSeries ? argument.metricPeriod : undefined;
      if (own === undefined)
        throw expressionError(scope.id, 'PERIOD takes a metric, not what an expression gives');
      return own;
    }
    case 'TIME_SERIES': {
      if (typeof argument !== 'number') throw expressionError(scope.id, 'TIME_SERIES takes a scalar');
      return TimeSeries.from(count, () => argument);
    }
    case 'METRIC_COUNT':
      return seriesOf(argument, first, scope).length;
    case 'FIRST':
    case 'LAST':
      return (
        seriesOf(argument, first, scope).at(name === 'FIRST' ? 0 : -1) ?? TimeSeries.from(count, () => NaN)
      );
    case 'REMOVE_EMPTY':
      return seriesOf(argument, first, scope).filter((series) => series.present().length > 0);
    default: {
      const series = calendarSeries(name, scope.grid);
      if (series === undefined) throw unknown(name, scope);
      return series;
    }
  }
}

/** `METRICS()`, `METRICS("errors")`: those whose id has the text in it. */
function metrics(expression: Call, scope: MathScope): readonly TimeSeries[] {
  const [part = ''] = take(expression, scope, 0, 1);
  if (typeof part !== 'string') throw expressionError(scope.id, 'METRICS takes a text');
  return scope.metrics.filter((id) => id.includes(part)).map((id) => scope.lookUp(id) as TimeSeries);
}

function ifCall(expression: Call, scope: MathScope): MathValue {
  const [condition, whenTrue, whenFalse] = take(expression, scope, 2, 3);
  for (const value of [condition, whenTrue, whenFalse]) {
    if (value !== undefined && typeof value !== 'number' && !(value instanceof TimeSeries)) {
      throw expressionError(scope.id, `IF takes scalars and single time series, not ${kindOf(value)}`);
    }
  }
  if (condition instanceof TimeSeries) {
    return choose(condition, whenTrue as number | TimeSeries, whenFalse as number | TimeSeries | undefined);
  }
  const chosen = condition !== 0 && !Number.isNaN(condition) ? whenTrue : whenFalse;
  return chosen ?? TimeSeries.from(scope.grid.count, () => NaN);
}

function fill(expression: Call, scope: MathScope): MathValue {
  const [target, filler] = expression.arguments;
  if (target === undefined || filler === undefined || expression.arguments.length > 2) {
    throw expressionError(scope.id, 'FILL takes two arguments');
  }
  const value = evaluate(target, scope);
  const each = (map: (series: TimeSeries) => TimeSeries): MathValue =>
    value instanceof TimeSeries ? map(value) : seriesOf(value, target, scope).map(map);
  if (filler.kind === 'keyword' && filler.word === 'REPEAT') return each(fillRepeat);
  if (filler.kind === 'keyword' && filler.word === 'LINEAR') return each(fillLinear);
  const by = evaluate(filler, scope);
  if (typeof by !== 'number' && !(by instanceof TimeSeries)) {
    throw expressionError(
      scope.id,
      `FILL takes a scalar, a time series, REPEAT or LINEAR, not ${kindOf(by)}`,
    );
  }
  return each((series) => fillWith(series, by));
}

/** The arguments' values, if their number is right and the function is one. */
function take(expression: Call, scope: MathScope, least: number, most: number): MathValue[] {
  const { name, arguments: given } = expression;
  if (!known(name)) throw unknown(name, scope);
  if (given.length < least || given.length > most) {
    const wanted = least === most ? `${most}` : `${least} to ${most}`;
    throw expressionError(
      scope.id,
      `${name} takes ${wanted} argument${most === 1 ? '' : 's'}, not ${given.length}`,
    );
  }
  return given.map((argument) => evaluate(argument, scope));
}

const functions: ReadonlySet<string> = new Set(
  (
    'METRICS IF FILL ABS CEIL FLOOR DIFF DIFF_TIME RATE RUNNING_SUM PERIOD TIME_SERIES METRIC_COUNT FIRST LAST ' +
    'REMOVE_EMPTY LOG LOG10 MINUTE HOUR DAY DATE MONTH YEAR EPOCH'
  ).split(' '),
);

function known(name: string): boolean {
  return functions.has(name) || isAggregate(name);
}

function seriesOf(value: MathValue, expression: Expression, scope: MathScope): readonly TimeSeries[] {
  if (value instanceof TimeSeries) return [value];
  if (typeof value === 'object') return value;
  throw expressionError(scope.id, `A time series is needed, not ${kindOf(value)}`);
}

/** A kind of value, with its article. */
export function kindOf(value: MathValue): string {
  if (typeof value === 'number') return 'a scalar';
  if (typeof value === 'string') return 'a text';
  return value instanceof TimeSeries ? 'a time series' : 'an array of time series';
}

function unknown(name: string, { id }: MathScope): AwsError {
  return expressionError(id, `Function '${name}' not found`);
}

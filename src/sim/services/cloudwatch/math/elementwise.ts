import { pow } from '../../../kernel/math.ts';
import type { BinaryOperator } from './expression.ts';
import { TimeSeries, type MathValue } from './time-series.ts';

/** Applies a function to a scalar, or to every value of one time series or several. Undefined for a text. */
export function mapEach(value: MathValue, apply: (value: number) => number): MathValue | undefined {
  if (typeof value === 'number') return apply(value);
  if (typeof value === 'string') return undefined;
  const map = (series: TimeSeries) =>
    TimeSeries.from(series.values.length, (index) => apply(series.at(index)));
  return value instanceof TimeSeries ? map(value) : value.map(map);
}

/**
 * Applies an operator to two operands. Between time series a value that only one of them lacks counts as 0; between a
 * time series and a scalar a missing value stays missing. Undefined where AWS does not have the combination.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax-basic
 */
export function combine(
  left: MathValue,
  right: MathValue,
  apply: (left: number, right: number) => number,
): MathValue | undefined {
  if (typeof left === 'string' || typeof right === 'string') return undefined;
  if (typeof left === 'number' && typeof right === 'number') return apply(left, right);
  if (typeof left === 'number') return mapEach(right, (value) => apply(left, value));
  if (typeof right === 'number') return mapEach(left, (value) => apply(value, right));
  if (left instanceof TimeSeries) {
    if (right instanceof TimeSeries) return pair(left, right, apply);
    return right.map((each) => pair(left, each, apply));
  }
  return right instanceof TimeSeries ? left.map((each) => pair(each, right, apply)) : undefined;
}

function pair(
  left: TimeSeries,
  right: TimeSeries,
  apply: (left: number, right: number) => number,
): TimeSeries {
  return TimeSeries.from(left.values.length, (index) => {
    const a = left.at(index);
    const b = right.at(index);
    if (Number.isNaN(a) && Number.isNaN(b)) return NaN;
    return apply(Number.isNaN(a) ? 0 : a, Number.isNaN(b) ? 0 : b);
  });
}

/** What an operator does to two numbers. A missing scalar, NaN, makes anything missing. */
export function operation(operator: BinaryOperator): (left: number, right: number) => number {
  switch (operator) {
    case '+':
      return (a, b) => a + b;
    case '-':
      return (a, b) => a - b;
    case '*':
      return (a, b) => a * b;
    case '/':
      return (a, b) => a / b;
    case '^':
      return (a, b) => (Number.isInteger(b) ? wholePower(a, b) : b === 0.5 ? Math.sqrt(a) : pow(a, b));
    case '==':
      return truth((a, b) => a === b);
    case '!=':
      return truth((a, b) => a !== b);
    case '<':
      return truth((a, b) => a < b);
    case '>':
      return truth((a, b) => a > b);
    case '<=':
      return truth((a, b) => a <= b);
    case '>=':
      return truth((a, b) => a >= b);
    case 'AND':
      return truth((a, b) => a !== 0 && b !== 0);
    case 'OR':
      return truth((a, b) => a !== 0 || b !== 0);
  }
}

/** 1 for true and 0 for false. */
function truth(test: (left: number, right: number) => boolean): (left: number, right: number) => number {
  return (a, b) => (Number.isNaN(a) || Number.isNaN(b) ? NaN : test(a, b) ? 1 : 0);
}

/** A whole power by squaring: exact where the result is a whole number below 2^53. */
function wholePower(base: number, exponent: number): number {
  if (Number.isNaN(base)) return NaN;
  let result = 1;
  let factor = base;
  for (let rest = Math.abs(exponent); rest > 0 && result !== 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= factor;
    factor *= factor;
  }
  return exponent < 0 ? 1 / result : result;
}

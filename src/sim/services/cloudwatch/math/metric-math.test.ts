import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AlarmSource } from '../alarms/alarm-source.ts';
import { T0 } from '../../../cloud/metrics/testing.ts';
import { parseExpression } from './expression.ts';
import { ExpressionSource, MetricMath, type MathQuery } from './metric-math.ts';

type Points = (number | null)[];

/** A source of those values from T0 on, minute by minute. */
const source = (points: Points): AlarmSource => ({
  read: (start, period, count) =>
    Array.from({ length: count }, (_, index) => {
      const value = points[(start - T0) / 60 + index * (period / 60)] ?? null;
      return value === null ? undefined : { time: start + index * period, value };
    }),
});

function run(expression: string, metrics: Record<string, Points>, count = 5): Points[] {
  const queries: MathQuery[] = Object.entries(metrics).map(([id, points]) => ({
    id,
    metric: source(points),
    period: 60,
  }));
  const math = new MetricMath([...queries, { id: 'e1', expression }]);
  const grid = { start: T0, period: 60, count };
  return math
    .evaluate('e1', grid, T0)
    .map(({ values }) => [...values].map((value) => (Number.isNaN(value) ? null : value)));
}

const m1: Points = [1, 2, null, 4, null];
const m2: Points = [10, null, null, 0, 50];
const c: Points = [1, 1, 0, 0, null];
const t: Points = [30, null, 0, 0, 30];
const f: Points = [0, 0, 20, null, 20];
const two = { m1, m2 };
const results: [expression: string, metrics: Record<string, Points>, expected: Points][] = [
  ['m1', two, m1],
  ['m1 + m2', two, [11, 2, null, 4, 50]],
  ['m1 - m2', two, [-9, 2, null, 4, -50]],
  ['m2 / m1', two, [10, 0, null, 0, null]],
  ['m1 / m2', two, [0.1, null, null, null, 0]],
  ['2 * m1 + 1', two, [3, 5, null, 9, null]],
  ['-m1', two, [-1, -2, null, -4, null]],
  ['-m1 ^ 2', two, [-1, -4, null, -16, null]],
  ['2 ^ 3 ^ 2 * m1 / m1', two, [512, 512, null, 512, null]],
  ['m1 ^ -1', two, [1, 0.5, null, 0.25, null]],
  ['m1 ^ 0.5', two, [1, Math.SQRT2, null, 2, null]],
  ['m1 / 0', two, [null, null, null, null, null]],
  ['1 - 2 - 3 + 0 * m1', two, [-4, -4, null, -4, null]],
  ['m1 < m2', two, [1, 0, null, 0, 1]],
  ['m1 >= 2', two, [0, 1, null, 1, null]],
  ['m1 > 1 AND m2 >= 0', two, [0, 0, null, 1, 0]],
  ['m1 > 1 || m2 > 1', two, [1, 1, null, 1, 1]],
  ['m1 == 1 OR m1 == 4 && m1 != 4', two, [1, 0, null, 0, null]],
  ['SUM([m1, m2])', two, [11, 2, null, 4, 50]],
  ['SUM(METRICS())', two, [11, 2, null, 4, 50]],
  ['SUM(METRICS("2"))', two, [10, null, null, 0, 50]],
  ['AVG([m1, m2])', two, [5.5, 1, null, 2, 25]],
  ['MIN([m1, m2])', two, [1, 2, null, 0, 50]],
  ['MAX(METRICS())', two, [10, 2, null, 4, 50]],
  ['STDDEV([m1, m2])', two, [4.5, 0, null, 2, 0]],
  ['DATAPOINT_COUNT([m1, m2])', two, [2, 1, 0, 2, 1]],
  ['m1 - AVG(m1)', two, [1 - 7 / 5, 2 - 7 / 5, null, 4 - 7 / 5, null]],
  ['m1 - SUM(m1) / DATAPOINT_COUNT(m1)', { m1: [1, 2, null, 6] }, [-2, -1, null, 3, null]],
  ['m1 * MAX(m1) - MIN(m1)', two, [3, 7, null, 15, null]],
  [
    'TIME_SERIES(STDDEV(m1))',
    { m1: [2, 4, null, null, 6] },
    [1, 1, 1, 1, 1].map((x) => x * Math.sqrt(8 / 3)),
  ],
  ['ABS(m1 - m2)', two, [9, 2, null, 4, 50]],
  ['CEIL(m1 / 4)', two, [1, 1, null, 1, null]],
  ['FLOOR(m1 / 4)', two, [0, 0, null, 1, null]],
  ['DIFF(m1)', two, [null, 1, null, 2, null]],
  ['DIFF_TIME(m1)', two, [null, 60, null, 120, null]],
  ['RATE(m1)', two, [null, 1 / 60, null, 2 / 120, null]],
  ['RUNNING_SUM(m1)', two, [1, 3, null, 7, null]],
  ['m1 / PERIOD(m1)', two, [1 / 60, 2 / 60, null, 4 / 60, null]],
  ['FILL(m1, 0)', two, [1, 2, 0, 4, 0]],
  ['FILL(m1, REPEAT)', two, [1, 2, 2, 4, 4]],
  ['FILL(m1, LINEAR)', two, [1, 2, 3, 4, null]],
  ['FILL(m1, m2)', two, [1, 2, null, 4, 50]],
  ['FILL(m1, MAX(m1))', two, [1, 2, 4, 4, 4]],
  ['FILL(m1, 0)', { m1: [] }, [0, 0, 0, 0, 0]],
  ['IF(c, t, f)', { c, t, f }, [30, 0, 20, 0, null]],
  ['IF(c, 5, f)', { c, f }, [5, 5, 20, null, null]],
  ['IF(c, t, 5)', { c, t }, [30, 0, 5, 5, null]],
  ['IF(c, t)', { c, t }, [30, 0, null, null, null]],
  ['IF(m1 < 4, m1)', two, [1, 2, null, null, null]],
  ['IF(m1 < 4, 10, 2)', two, [10, 10, null, 2, null]],
  ['IF(1, t, f)', { t, f }, t],
  ['IF(0, t, f)', { t, f }, f],
  ['IF(0, t)', { t }, [null, null, null, null, null]],
  ['TIME_SERIES(10)', {}, [10, 10, 10, 10, 10]],
  ['MINUTE(m1)', two, [0, 1, 2, 3, 4]],
  ['HOUR(m1) + DAY(m1) + DATE(m1) + MONTH(m1) + YEAR(m1)', two, [2032, 2032, 2032, 2032, 2032]],
  ['EPOCH(m1) - EPOCH(m1) + m1', two, [1, 2, 0, 4, 0]],
  ['FIRST(METRICS()) + 0', two, m1],
  ['LAST(METRICS()) + 0', two, m2],
  ['m1 / METRIC_COUNT(METRICS())', two, [0.5, 1, null, 2, null]],
  ["SUM([METRICS('1'), METRICS('2')])", two, [11, 2, null, 4, 50]],
  ['1e2 * .5 * m1', two, [50, 100, null, 200, null]],
];
test.each(results)('%s', (expression, metrics, expected) => {
  expect(run(expression, metrics)).toEqual([expected]);
});

test('an array goes through what takes one, and loses empty series on request', () => {
  expect(run('100 / [m1, m2]', two)).toEqual([
    [100, 50, null, 25, null],
    [10, null, null, null, 2],
  ]);
  expect(run('m1 * METRICS()', { m1, m2: [1, 1, 1] })).toEqual([
    [1, 4, null, 16, null],
    [1, 2, 0, 0, null],
  ]);
  expect(run('REMOVE_EMPTY(METRICS())', { m1, m2: [] })).toEqual([m1]);
});

test.each([
  ['', 'Invalid syntax: the expression ends at character 0'],
  ['m1 +', 'Invalid syntax: the expression ends at character 4'],
  ['m1 m2', 'Invalid syntax: there is "m2" at character 3'],
  ['(m1', 'Invalid syntax: the expression ends at character 3, where ) should be'],
  ['m1)', 'Invalid syntax: there is ")" at character 2'],
  ['[m1, m2', 'Invalid syntax: the expression ends at character 7, where , or ] should be'],
  ['m1 $ 2', 'Invalid syntax: there is "$" at character 3'],
  ['m1 & m2', 'Invalid syntax: there is "&" at character 3'],
  ['AND m1', 'Invalid syntax: there is "AND" at character 0'],
  ['SUMM(m1)', "Function 'SUMM' not found"],
  ['sum(m1)', "Function 'sum' not found"],
  ['toString(m1)', "Function 'toString' not found"],
  ['constructor(m1)', "Function 'constructor' not found"],
  ['m1 + m9', 'There is no query with the id m9'],
  ['AVG(m1)', 'A time series is needed as the result, not a scalar'],
  ['1 + 1', 'A time series is needed as the result, not a scalar'],
  ['"m1"', 'A time series is needed as the result, not a text'],
  ['m1 + "a"', '+ does not take a time series and a text'],
  ['METRICS() + METRICS()', '+ does not take an array of time series and an array of time series'],
  ['ABS(1)', 'A time series is needed, not a scalar'],
  ['SUM(m1, m2)', 'SUM takes 1 argument, not 2'],
  ['FILL(m1)', 'FILL takes two arguments'],
  ['FILL(m1, NEXT)', 'NEXT has no meaning here'],
  ['PERIOD(m1 + 1)', 'PERIOD takes a metric, not what an expression gives'],
  ['IF(METRICS(), 1, 2)', 'IF takes scalars and single time series, not an array of time series'],
  ['REPEAT', 'REPEAT has no meaning here'],
])('the expression %j is refused: %s', (expression, detail) => {
  expect(() => run(expression, two)).toThrow(
    expect.objectContaining({ code: 'ValidationError', message: `Error in expression 'e1': ${detail}` }),
  );
});

test.each(['SEARCH', 'ANOMALY_DETECTION_BAND', 'SORT', 'LAMBDA'])(
  'the function %s is not modelled, by name',
  (name) => {
    expect(() => run(`${name}("a")`, two)).toThrow(
      expect.objectContaining({ name: 'NotModelled', feature: `metric math function ${name}` }),
    );
  },
);

test('expressions build on one another in any order; circles and doubles are refused', () => {
  const metric = source([1, 2, 3]);
  const m = { id: 'm', metric, period: 60 };
  const math = new MetricMath([
    { id: 'e2', expression: 'e1 * 2' },
    { id: 'e1', expression: 'm + 1' },
    { id: 'all', expression: 'SUM(METRICS())' },
    m,
  ]);
  const of = (id: string) => [...math.evaluate(id, { start: T0, period: 60, count: 3 }, T0)[0]!.values];
  expect(of('e2')).toEqual([4, 6, 8]);
  expect(of('all')).toEqual([1, 2, 3]);
  expect(() => new MetricMath([{ id: 'a', expression: 'b' }, { id: 'b', expression: 'a + m' }, m])).toThrow(
    /depends on itself/,
  );
  expect(() => new MetricMath([m, m])).toThrow(/not unique/);
  expect(() => new MetricMath([{ id: 'E', expression: 'm' }, m])).toThrow(/not valid/);
  expect(() => math.evaluate('__proto__', { start: T0, period: 60, count: 1 }, T0)).toThrow(/no query/);
});

test('a query has the period of its metrics; several periods in one expression are not modelled', () => {
  const metric = source([]);
  const math = new MetricMath([
    { id: 'm', metric, period: 60 },
    { id: 'n', metric, period: 300 },
    { id: 'e', expression: 'm * 2' },
    { id: 'f', expression: 'e + n' },
    { id: 'all', expression: 'SUM(METRICS())' },
    { id: 'none', expression: 'TIME_SERIES(1)' },
  ]);
  expect(['m', 'n', 'e', 'none'].map((id) => math.periodOf(id))).toEqual([60, 300, 60, undefined]);
  for (const id of ['f', 'all']) {
    expect(() => math.periodOf(id)).toThrow(expect.objectContaining({ name: 'NotModelled' }));
  }
});

test('long and deep expressions are read', () => {
  const deep = [
    '('.repeat(1000) + 'm1' + ')'.repeat(1000),
    '-'.repeat(2000) + 'm1',
    `${'ABS('.repeat(400)}m1${')'.repeat(400)}`,
    `m1${'+1'.repeat(1000)}`,
    `m1${'^1'.repeat(1000)}`,
  ];
  for (const expression of deep) run(expression, two);
  expect(() => parseExpression('m1' + ' '.repeat(2047), 'e1')).toThrow(/More than 2048 characters/);
  expect(() =>
    run(`[${Array.from({ length: 200 }, () => 'METRICS()').join(',')}]`, { a: m1, b: m1, d: m1 }),
  ).toThrow(/at most 500/);
});

/** Expressions as text, with what they give. */
const { expression: expressions } = fc.letrec<{ expression: [text: string, value: Points] }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom<[string, Points]>(['m1', m1], ['m2', m2]),
    fc
      .tuple(tie('expression'), fc.constantFrom('+', '-', '*', '/'), tie('expression'))
      .map(([[left, a], sign, [right, b]]): [string, Points] => {
        const value = a.map((x, index) => {
          const y = b[index] ?? null;
          if (x === null && y === null) return null;
          const [p, q] = [x ?? 0, y ?? 0];
          const result = sign === '+' ? p + q : sign === '-' ? p - q : sign === '*' ? p * q : p / q;
          return Number.isFinite(result) ? result : null;
        });
        return [`(${left} ${sign} ${right})`, value];
      }),
  ),
}));

test('an expression gives what its parts give', () => {
  fc.assert(
    fc.property(expressions, ([text, value]) => {
      expect(run(text, two)).toEqual([value]);
    }),
    { numRuns: 300 },
  );
});

test('any text is read, or refused with a ValidationError', () => {
  const pieces = 'm1 SUM IF FILL ( ) [ ] , + - ^ " 1 .5 e && AND REPEAT ='.split(' ').concat(' ');
  const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 16 }).map((some) => some.join(''));
  fc.assert(
    fc.property(texts, (text) => {
      try {
        run(text, two);
      } catch (error) {
        expect(error).toMatchObject({ code: 'ValidationError' });
      }
    }),
    { numRuns: 2000 },
  );
});

test('an alarm on an expression has one to ten metrics, and one time series', () => {
  const errors = source([1, 8, null]);
  const math = new MetricMath([
    { id: 'errors', metric: errors, period: 60 },
    { id: 'requests', metric: source([100, 100, 100]), period: 60 },
    { id: 'rate', expression: '100 * errors / requests' },
    { id: 'both', expression: 'METRICS()' },
  ]);
  expect(new ExpressionSource(math, 'rate').read(T0, 60, 3, T0).map((point) => point?.value)).toEqual([
    1, 8, 0,
  ]);
  expect(() => new ExpressionSource(math, 'both')).toThrow(/single time series/);
  expect(
    () => new ExpressionSource(new MetricMath([{ id: 'e', expression: 'TIME_SERIES(1)' }]), 'e'),
  ).toThrow(/at least one metric/);
  const many = Array.from({ length: 11 }, (_, index) => ({ id: `m${index}`, metric: errors, period: 60 }));
  expect(
    () => new ExpressionSource(new MetricMath([...many, { id: 'e', expression: 'SUM(METRICS())' }]), 'e'),
  ).toThrow(/at most 10/);
});

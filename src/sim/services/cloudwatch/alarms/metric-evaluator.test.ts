import { expect, test } from 'vitest';
import { MetricStat } from '../../../cloud/metrics/metric-stat.ts';
import { MetricStore } from '../../../cloud/metrics/metric-store.ts';
import { at, T0 } from '../../../cloud/metrics/testing.ts';
import type { StateValue } from '../schema.ts';
import { statisticNamed } from '../statistic-name.ts';
import { initialState, stateAfter } from './alarm-state.ts';
import { checkMetricAlarm, type MetricAlarmInput } from './check-metric-alarm.ts';
import { tooFewSamples } from './low-samples.ts';
import { MetricEvaluator } from './metric-evaluator.ts';
import { double } from './text.ts';

const metric = { namespace: 'Shop', metricName: 'Load' };
const base: MetricAlarmInput = {
  alarmName: 'load',
  comparisonOperator: 'GreaterThanThreshold',
  threshold: 50,
  period: 60,
  evaluationPeriods: 3,
  statistic: 'Average',
};

/** An evaluator on a store, with the state that its findings make. */
function make(input: Partial<MetricAlarmInput> = {}, phase = 0, resolution: 1 | 60 = 60) {
  const store = new MetricStore();
  const series = store.series(metric, 'None', { resolution });
  const settings = checkMetricAlarm({ ...base, ...input }, input.period ?? 60);
  const source = new MetricStat(store, metric, statisticNamed(settings.statistic ?? 'Average'));
  const evaluator = new MetricEvaluator(settings, source, { phase, extraPeriods: 2 });
  let state = initialState(T0);
  return {
    evaluator,
    series,
    /** One value a minute. */
    publish: (time: string, ...values: number[]) =>
      values.forEach((value, index) => series.add(at(time) + index * 60, value)),
    /** The state after an evaluation. */
    evaluate(now: number) {
      const finding = evaluator.evaluate(state.stateValue, now);
      if (finding) state = stateAfter(state, finding, now);
      return state;
    },
  };
}

test('a spike across two clock periods breaches in the window that holds it', () => {
  const { evaluate, publish } = make({ period: 300, evaluationPeriods: 1, statistic: 'Sum' });
  publish('10:00', 0, 0, 0, 20, 20, 20, 0, 0, 0, 0);
  const states = [5, 6, 7, 8, 9].map((minute) => evaluate(at('10:00') + minute * 60).stateValue);
  expect(states).toEqual(['OK', 'ALARM', 'ALARM', 'ALARM', 'OK']);
});

test('datapoints from before the alarm was made count', () => {
  const { evaluate, publish } = make();
  publish('00:00', 80, 80, 80);
  expect(evaluate(at('00:03:10')).stateValue).toBe('ALARM');
});

test('a good last datapoint holds an alarm on breaching missing data until it leaves the range', () => {
  const { evaluate, publish } = make({ treatMissingData: 'breaching' });
  publish('10:00', 1);
  const states = [1, 2, 3, 4, 5, 6].map((minute) => evaluate(at('10:00') + minute * 60).stateValue);
  expect(states).toEqual(['OK', 'OK', 'OK', 'OK', 'OK', 'ALARM']);
});

test('the last datapoint of a 15-minute alarm is looked at for three periods, to the minute', () => {
  const { evaluator, evaluate, series } = make(
    { period: 900, evaluationPeriods: 1, threshold: 0, statistic: 'Sum', treatMissingData: 'notBreaching' },
    51.29,
  );
  series.add(at('19:50:31'), 1);
  let time = at('19:50:31');
  const seen: StateValue[] = [];
  while (!(seen.at(-1) === 'OK' && seen.includes('ALARM'))) {
    time = evaluator.clock.next(time);
    seen.push(evaluate(time).stateValue);
  }
  expect(time).toBeCloseTo(at('20:36:51.29'), 3);
  expect(evaluate(time).stateReason).toBe(
    'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].',
  );
});

test('a multi-day alarm sees only whole hours, once an hour', () => {
  const { evaluator, evaluate, series } = make(
    {
      period: 3600,
      evaluationPeriods: 72,
      datapointsToAlarm: 1,
      threshold: 0,
      statistic: 'Sum',
      treatMissingData: 'notBreaching',
    },
    180,
  );
  series.add(at('10:02'), 1);
  expect(evaluate(evaluator.clock.next(at('10:02'))).stateValue).toBe('OK');
  expect(evaluate(evaluator.clock.next(at('10:03'))).stateValue).toBe('ALARM');
});

test('a high-resolution alarm looks at periods of 10 seconds', () => {
  const { evaluate, series } = make({ period: 10, evaluationPeriods: 2 }, 0, 1);
  for (const [second, value] of [0, 60, 60, 0].entries()) series.add(T0 + second * 10, value);
  expect([20, 30, 40].map((second) => evaluate(T0 + second).stateValue)).toEqual(['OK', 'ALARM', 'OK']);
});

test('an alarm has looked at nothing before its first evaluation', () => {
  const { evaluate } = make();
  expect(initialState(T0)).toMatchObject({
    stateValue: 'INSUFFICIENT_DATA',
    stateReason: 'Unchecked: Initial alarm creation',
  });
  expect(evaluate(at('10:00'))).toEqual(initialState(T0));
});

test.each<[number[], number[], Partial<MetricAlarmInput>, string]>([
  [
    [80, 80, 80],
    [],
    {},
    '3 datapoints [80.0 (01/01/26 10:02:00), 80.0 (01/01/26 10:01:00), 80.0 (01/01/26 10:00:00)] were greater than the threshold (50.0).',
  ],
  [
    [10, 80, 80],
    [80],
    {},
    '3 out of the last 3 datapoints [80.0 (01/01/26 10:03:00), 80.0 (01/01/26 10:02:00), 80.0 (01/01/26 10:01:00)] were greater than the threshold (50.0) (minimum 3 datapoints for OK -> ALARM transition).',
  ],
  [
    [80, 80, 80],
    [0.5],
    {},
    '1 out of the last 3 datapoints [0.5 (01/01/26 10:03:00)] was not greater than the threshold (50.0) (minimum 1 datapoint for ALARM -> OK transition).',
  ],
  [
    [80, 10, 80],
    [10],
    { datapointsToAlarm: 2 },
    '2 out of the last 3 datapoints [10.0 (01/01/26 10:03:00), 10.0 (01/01/26 10:01:00)] were not greater than the threshold (50.0) (minimum 2 datapoints for ALARM -> OK transition).',
  ],
  [
    [],
    [],
    { treatMissingData: 'breaching' },
    'no datapoints were received for 3 periods and 3 missing datapoints were treated as [Breaching].',
  ],
  [
    [10],
    [],
    { treatMissingData: 'breaching' },
    '1 datapoint [10.0 (01/01/26 10:00:00)] was not greater than the threshold (50.0) and 2 missing datapoints were treated as [Breaching].',
  ],
  [
    [10],
    [],
    { treatMissingData: 'breaching', datapointsToAlarm: 2 },
    '1 datapoint was received for 3 periods and 2 missing datapoints were treated as [Breaching].',
  ],
])('datapoints %j, then %j, settings %j: the reason is in AWS’s words', (before, after, input, reason) => {
  const { evaluate, publish } = make(input);
  publish('10:00', ...before, ...after);
  const first = evaluate(at('10:03'));
  const last = after.length > 0 ? evaluate(at('10:04')) : first;
  expect(last.stateReason).toBe(`Threshold Crossed: ${reason}`);
});

test('the reason for five datapoints or more lists the most recent five', () => {
  const { evaluate, publish } = make({ evaluationPeriods: 6 });
  publish('10:00', 1, 80, 81, 82, 83, 84, 85);
  evaluate(at('10:06'));
  expect(evaluate(at('10:07')).stateReason).toMatch(
    /^Threshold Crossed: 6 out of the last 6 datapoints were greater than the threshold \(50\.0\)\. The most recent datapoints which crossed the threshold: \[85\.0 [^\]]+81\.0 \(01\/01\/26 10:02:00\)\] \(minimum 6 datapoints for OK -> ALARM transition\)\.$/,
  );
});

test('reason and data of INSUFFICIENT_DATA count the missing periods', () => {
  const { evaluate, publish } = make();
  publish('09:50', 1, 1, 1);
  evaluate(at('09:53'));
  const state = evaluate(at('10:00:00.5'));
  expect(state.stateReason).toBe('Insufficient Data: 3 datapoints were unknown.');
  expect(state.stateReasonData).toBe(
    '{"version":"1.0","queryDate":"2026-01-01T10:00:00.500+0000","statistic":"Average","period":60,' +
      '"recentDatapoints":[],"threshold":50.0,"evaluatedDatapoints":[' +
      '{"timestamp":"2026-01-01T09:59:00.000+0000"},{"timestamp":"2026-01-01T09:58:00.000+0000"},' +
      '{"timestamp":"2026-01-01T09:57:00.000+0000"}]}',
  );
});

test.each([
  [0, '0.0'],
  [-3, '-3.0'],
  [0.0666851903306472, '0.0666851903306472'],
  [0.0001, '1.0E-4'],
  [12_345_678, '1.2345678E7'],
  [9_999_999, '9999999.0'],
  [1e21, '1.0E21'],
])('%d is printed as %s', (value, text) => {
  expect(double(value)).toBe(text);
});

test.each([
  [99, 1000],
  [99.9, 10_000],
  [95, 200],
  [90, 100],
  [50, 20],
  [10, 100],
  [0.1, 10_000],
])('p%d needs %d samples', (percent, least) => {
  expect(tooFewSamples(least, percent)).toBe(false);
  expect(tooFewSamples(least - 1, percent)).toBe(true);
});

test('an alarm on a percentile keeps its state on too few samples if it is set to ignore them', () => {
  for (const [setting, expected] of [
    ['ignore', 'INSUFFICIENT_DATA'],
    ['evaluate', 'ALARM'],
  ] as const) {
    const { evaluate, series } = make({
      statistic: undefined,
      extendedStatistic: 'p90',
      evaluationPeriods: 1,
      evaluateLowSampleCountPercentile: setting,
    });
    for (let sample = 0; sample < 99; sample++) series.add(at('10:00'), 80);
    expect(evaluate(at('10:01')).stateValue).toBe(expected);
    series.add(at('10:00'), 80);
    expect(evaluate(at('10:01')).stateValue).toBe('ALARM');
  }
});

test('an alarm on DynamoDB ignores missing data, whatever treatment is asked for', () => {
  const { treatMissingData } = checkMetricAlarm(
    { ...base, namespace: 'AWS/DynamoDB', treatMissingData: 'breaching' },
    60,
  );
  expect(treatMissingData).toBe('ignore');
});

test.each<Partial<MetricAlarmInput>>([
  { period: 15 },
  { period: 90 },
  { period: 0 },
  { evaluationPeriods: 0 },
  { period: 60, evaluationPeriods: 1441 },
  { period: 3600, evaluationPeriods: 169 },
  { datapointsToAlarm: 4 },
  { datapointsToAlarm: 0 },
  { treatMissingData: 'toString' },
  { threshold: undefined },
  { threshold: NaN },
  { comparisonOperator: undefined },
  { evaluateLowSampleCountPercentile: 'maybe' },
])('settings with %j are refused', (input) => {
  expect(() => checkMetricAlarm({ ...base, ...input }, input.period ?? 60)).toThrow(
    expect.objectContaining({ name: 'ValidationException', code: 'ValidationError' }),
  );
});

test.each([
  [60, 1440],
  [3600, 168],
  [10, 8640],
])('a period of %d s may be evaluated %d times', (period, evaluationPeriods) => {
  expect(checkMetricAlarm({ ...base, evaluationPeriods }, period)).toMatchObject({
    period,
    evaluationPeriods,
  });
});

test.each<[Partial<MetricAlarmInput>, RegExp]>([
  [{ evaluationWindow: { wallClockWindow: {} } }, /WallClockWindow/],
  [{ warmUpConfiguration: { warmUpPeriodDurationInMinutes: 5 } }, /WarmUpConfiguration/],
  [{ comparisonOperator: 'GreaterThanUpperThreshold' }, /GreaterThanUpperThreshold/],
  [{ thresholdMetricId: 'ad1' }, /anomaly detection/],
  [{ evaluationInterval: 60 }, /PromQL/],
])('%j is not modelled, by name', (input, message) => {
  expect(() => checkMetricAlarm({ ...base, ...input }, 60)).toThrow(
    expect.objectContaining({ name: 'NotModelled', message: expect.stringMatching(message) as string }),
  );
});

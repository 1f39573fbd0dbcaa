import type { StateValue } from '../schema.ts';
import { AlarmClock } from './alarm-clock.ts';
import type { AlarmDatapoint, AlarmSource } from './alarm-source.ts';
import type { Finding } from './alarm-state.ts';
import { breaches, type StaticOperator } from './comparison.ts';
import type { Evaluator } from './evaluator.ts';
import { tooFewSamples } from './low-samples.ts';
import { stateReason, stateReasonData } from './state-reason.ts';
import { judge, type TreatMissingData, type Verdict } from './verdict.ts';

/** What an evaluation goes by, as `checkMetricAlarm` completes it. */
export interface MetricAlarmSettings {
  readonly comparisonOperator: StaticOperator;
  readonly threshold: number;
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: TreatMissingData;
  /** For StateReasonData; absent on an alarm on metric math. */
  readonly statistic?: string | undefined;
  readonly unit?: string | undefined;
  /** The percentile watched, if AWS's EvaluateLowSampleCountPercentile is `ignore`. */
  readonly ignoreLowSamplesOf?: number | undefined;
}

/** What AWS leaves open. */
export interface EvaluationModel {
  /** Second of the hour at which the alarm is evaluated. */
  readonly phase: number;
  /** Periods that are read beyond the evaluation periods, for where some are missing. */
  readonly extraPeriods: number;
}

/**
 * Evaluates an alarm on a metric or an expression.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
export class MetricEvaluator implements Evaluator {
  readonly clock: AlarmClock;
  lastValue: number | undefined;
  readonly #settings: MetricAlarmSettings;
  readonly #source: AlarmSource;
  readonly #extraPeriods: number;

  constructor(settings: MetricAlarmSettings, source: AlarmSource, { phase, extraPeriods }: EvaluationModel) {
    this.clock = new AlarmClock({ ...settings, phase });
    this.#settings = settings;
    this.#source = source;
    this.#extraPeriods = extraPeriods;
  }

  evaluate(current: StateValue, now: number): Finding | undefined {
    const settings = this.#settings;
    const { comparisonOperator, threshold, period, evaluationPeriods } = settings;
    const count = evaluationPeriods + this.#extraPeriods;
    const start = this.clock.windowEnd(now) - count * period;
    const range = this.#source.read(start, period, count, now);
    const marks = range.map((point) => point && breaches(point.value, comparisonOperator, threshold));
    const verdict = judge(marks, settings, current);
    const considered = verdict.considered.map((index) => range[index]!);
    this.lastValue = considered.at(-1)?.value;
    if (this.#tooFew(considered) || verdict.stateValue === current) return undefined;
    const { stateValue } = verdict;
    const deciding = verdict.considered.filter((index) => marks[index] === (stateValue === 'ALARM'));
    const evaluated = evaluatedIndices(verdict, marks).map((index) => ({
      time: start + index * period,
      datapoint: range[index],
    }));
    return {
      stateValue,
      stateReason: stateReason(
        settings,
        current,
        verdict,
        deciding.map((index) => range[index]!),
      ),
      stateReasonData: stateReasonData({ now, ...settings }, evaluated),
    };
  }

  #tooFew(considered: readonly AlarmDatapoint[]): boolean {
    const percent = this.#settings.ignoreLowSamplesOf;
    if (percent === undefined || considered.length === 0) return false;
    return tooFewSamples(
      considered.reduce((sum, { sampleCount = 0 }) => sum + sampleCount, 0),
      percent,
    );
  }
}

/** The periods that count as evaluated, oldest first: those considered, and of the missing ones the newest. */
function evaluatedIndices(
  { considered, filled }: Verdict,
  marks: readonly (boolean | undefined)[],
): number[] {
  const missing = filled === 0 ? [] : [...marks.keys()].filter((index) => marks[index] === undefined);
  return [...considered, ...missing.slice(-filled)].sort((a, b) => a - b);
}

import type { StateValue } from '../schema.ts';

/** What stands for a period without data. */
export type TreatMissingData = 'breaching' | 'notBreaching' | 'ignore' | 'missing';

/** What a verdict goes by. */
export interface VerdictRule {
  /** N of "M out of N". */
  readonly evaluationPeriods: number;
  /** M. */
  readonly datapointsToAlarm: number;
  readonly treatMissingData: TreatMissingData;
}

/** The outcome of an evaluation. */
export interface Verdict {
  readonly stateValue: StateValue;
  /** Which datapoints decided, by index, oldest first. */
  readonly considered: readonly number[];
  /** How many of the N had to be filled in, data being missing. */
  readonly filled: number;
}

/**
 * Judges the datapoints of the evaluation range, oldest first: breaching or not, undefined where missing.
 *
 * Enough real datapoints decide by themselves, however far back in the range they lie. Too few are filled up to N by the
 * treatment of missing data. Where missing data stays missing, one good datapoint anywhere in the range holds the alarm,
 * and breaching ones alone, fewer than M, raise it only once the oldest is M periods old: the next datapoint could still
 * have been good ("premature alarm state").
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function judge(
  range: readonly (boolean | undefined)[],
  { evaluationPeriods, datapointsToAlarm, treatMissingData }: VerdictRule,
  current: StateValue,
): Verdict {
  const real: number[] = [];
  for (const [index, mark] of range.entries()) if (mark !== undefined) real.push(index);
  const considered = real.slice(-evaluationPeriods);
  const filled = evaluationPeriods - considered.length;
  const breaching = considered.filter((index) => range[index]).length;
  const verdict = (stateValue: StateValue): Verdict => ({ stateValue, considered, filled });

  if (breaching >= datapointsToAlarm) return verdict('ALARM');
  if (filled === 0 || treatMissingData === 'notBreaching') return verdict('OK');
  if (treatMissingData === 'breaching') {
    return verdict(breaching + filled >= datapointsToAlarm ? 'ALARM' : 'OK');
  }
  if (breaching < considered.length) return verdict('OK');
  if (treatMissingData === 'ignore') return verdict(current);
  const [oldest] = considered;
  const premature = oldest === undefined || range.length - oldest < datapointsToAlarm;
  return verdict(premature ? 'INSUFFICIENT_DATA' : 'ALARM');
}

import type { StateValue } from '../schema.ts';

/** Treatment of a period without data. */
export type TreatMissingData = 'breaching' | 'notBreaching' | 'ignore' | 'missing';

/** What a verdict depends on. */
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
  /** The datapoints that decided, by index, oldest first. */
  readonly considered: readonly number[];
  /** Number of the N periods that were filled in, because data was missing. */
  readonly filled: number;
}

/**
 * Judges the datapoints of the evaluation range, oldest first: breaching or not, undefined where missing.
 *
 * N real datapoints decide by themselves, from anywhere in the range. Fewer are filled up to N by the treatment of missing
 * data. Where missing data stays missing, one good datapoint anywhere in the range prevents ALARM; breaching datapoints
 * alone, fewer than M, lead to ALARM once the oldest is M periods old, because until then the next datapoint could be
 * good ("premature alarm state").
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

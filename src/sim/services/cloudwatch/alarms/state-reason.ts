import type { AlarmDatapoint } from './alarm-source.ts';
import type { StateValue } from '../schema.ts';
import { wordsOf, type StaticOperator } from './comparison.ts';
import { counted, double, longTime, shortTime, were } from './text.ts';
import type { Verdict, VerdictRule } from './verdict.ts';

/** With this many datapoints or more, AWS lists the most recent alone, after the sentence. */
const LISTED = 5;

/** What the wording depends on besides the datapoints. */
export interface ReasonRule extends VerdictRule {
  readonly comparisonOperator: StaticOperator;
  readonly threshold: number;
}

/**
 * The reason for a change of state, in AWS's wording, of which examples alone are public:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 * `deciding`: the datapoints that agree with the new state, oldest first.
 */
export function stateReason(
  rule: ReasonRule,
  previous: StateValue,
  { stateValue, considered, filled }: Verdict,
  deciding: readonly AlarmDatapoint[],
): string {
  const { evaluationPeriods: n, datapointsToAlarm: m, treatMissingData } = rule;
  if (stateValue === 'INSUFFICIENT_DATA') {
    return `Insufficient Data: ${counted(filled, 'datapoint')} ${were(filled)} unknown.`;
  }
  const treated = filled > 0 && (treatMissingData === 'breaching' || treatMissingData === 'notBreaching');
  const missing = treated
    ? ` and ${counted(filled, 'missing datapoint')} ${were(filled)} treated as ` +
      `[${treatMissingData === 'breaching' ? 'Breaching' : 'NonBreaching'}].`
    : '';
  if (treated && deciding.length === 0) {
    const received = considered.length === 0 ? 'no datapoints' : counted(considered.length, 'datapoint');
    const verb = considered.length === 1 ? 'was' : 'were';
    return `Threshold Crossed: ${received} ${verb} received for ${counted(n, 'period')}${missing}`;
  }
  const change = !treated && previous !== 'INSUFFICIENT_DATA' && previous !== stateValue;
  const share = change
    ? `${deciding.length} out of the last ${n} datapoints`
    : counted(deciding.length, 'datapoint');
  const minimum = stateValue === 'ALARM' ? m : n - m + 1;
  const needed = change
    ? ` (minimum ${counted(minimum, 'datapoint')} for ${previous} -> ${stateValue} transition)`
    : '';
  const sentence =
    `${were(deciding.length)} ${stateValue === 'ALARM' ? '' : 'not '}${wordsOf(rule.comparisonOperator)} ` +
    `the threshold (${double(rule.threshold)})`;
  const list = deciding
    .slice(-LISTED)
    .reverse()
    .map(({ time, value }) => `${double(value)} (${shortTime(time)})`)
    .join(', ');
  if (deciding.length < LISTED) {
    return `Threshold Crossed: ${share} [${list}] ${sentence}${missing || `${needed}.`}`;
  }
  const recent = stateValue === 'ALARM' ? 'datapoints which crossed the threshold' : 'datapoints';
  return `Threshold Crossed: ${share} ${sentence}. The most recent ${recent}: [${list}]${missing || `${needed}.`}`;
}

/** Content of StateReasonData besides the datapoints. */
export interface ReasonData {
  readonly now: number;
  /** Absent on an alarm on metric math. */
  readonly statistic?: string | undefined;
  readonly unit?: string | undefined;
  readonly period: number;
  readonly threshold: number;
}

/**
 * StateReasonData: the reason as JSON. Not by JSON.stringify: AWS prints whole numbers as `50.0`. `evaluated`: by
 * period, oldest first, undefined where missing; `start`: when the first of these periods begins.
 */
export function stateReasonData(
  { now, statistic, unit, period, threshold }: ReasonData,
  evaluated: readonly { readonly time: number; readonly datapoint: AlarmDatapoint | undefined }[],
): string {
  const real = evaluated.flatMap(({ datapoint }) => datapoint ?? []);
  const fields = ['"version":"1.0"', `"queryDate":"${longTime(now)}"`];
  if (real[0] !== undefined) fields.push(`"startDate":"${longTime(real[0].time)}"`);
  if (unit !== undefined) fields.push(`"unit":${JSON.stringify(unit)}`);
  if (statistic !== undefined) fields.push(`"statistic":${JSON.stringify(statistic)}`);
  fields.push(`"period":${period}`);
  fields.push(`"recentDatapoints":[${real.map(({ value }) => double(value)).join(',')}]`);
  fields.push(`"threshold":${double(threshold)}`);
  const points = [...evaluated].reverse().map(({ time, datapoint }) => {
    const parts = [`"timestamp":"${longTime(time)}"`];
    if (datapoint?.sampleCount !== undefined) parts.push(`"sampleCount":${double(datapoint.sampleCount)}`);
    if (datapoint !== undefined) parts.push(`"value":${double(datapoint.value)}`);
    return `{${parts.join(',')}}`;
  });
  fields.push(`"evaluatedDatapoints":[${points.join(',')}]`);
  return `{${fields.join(',')}}`;
}

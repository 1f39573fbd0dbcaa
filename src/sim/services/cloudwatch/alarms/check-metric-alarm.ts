import { isSimple, parseStatistic } from '../../../cloud/metrics/statistic.ts';
import { notModelled, validationError } from '../errors.ts';
import { cloudWatchLimits } from '../limits.ts';
import type { Input } from '../schema.ts';
import { isStaticOperator } from './comparison.ts';
import type { MetricAlarmSettings } from './metric-evaluator.ts';
import type { TreatMissingData } from './verdict.ts';

const { evaluationTime, shortEvaluationTime } = cloudWatchLimits;
const treatments: ReadonlySet<string> = new Set(['breaching', 'notBreaching', 'ignore', 'missing']);

/** What PutMetricAlarm takes, in the model's names. */
export type MetricAlarmInput = Input<'PutMetricAlarm'>;

/**
 * Checks what concerns the evaluation as PutMetricAlarm does, and completes it. `period`: of the metric, or of the
 * expression's metrics, in seconds.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html (checked 2026-11-28)
 */
export function checkMetricAlarm(input: MetricAlarmInput, period: number): MetricAlarmSettings {
  leftOut(input);
  const { comparisonOperator, threshold, evaluationPeriods, statistic, extendedStatistic } = input;
  if (comparisonOperator === undefined)
    throw validationError('The parameter ComparisonOperator is required.');
  if (!isStaticOperator(comparisonOperator)) throw notModelled(`ComparisonOperator ${comparisonOperator}`);
  if (threshold === undefined || !Number.isFinite(threshold)) {
    throw validationError('The parameter Threshold is required for an alarm with a static threshold.');
  }
  if (evaluationPeriods === undefined) throw validationError('The parameter EvaluationPeriods is required.');
  checkPeriods(period, evaluationPeriods);
  const { datapointsToAlarm = evaluationPeriods } = input;
  if (datapointsToAlarm < 1) throw validationError('DatapointsToAlarm must be greater than 0');
  if (datapointsToAlarm > evaluationPeriods) {
    throw validationError('DatapointsToAlarm must be less than or equal to EvaluationPeriods');
  }
  return {
    comparisonOperator,
    threshold,
    period,
    evaluationPeriods,
    datapointsToAlarm,
    treatMissingData: treatment(input),
    statistic: statistic ?? extendedStatistic,
    unit: input.unit,
    ignoreLowSamplesOf: lowSamples(input),
  };
}

function leftOut(input: MetricAlarmInput): void {
  if (input.evaluationWindow && 'wallClockWindow' in input.evaluationWindow)
    throw notModelled('WallClockWindow');
  if (input.warmUpConfiguration) throw notModelled('WarmUpConfiguration');
  if (input.evaluationCriteria || input.evaluationInterval !== undefined)
    throw notModelled('EvaluationCriteria (PromQL)');
  if (input.actionConfiguration) throw notModelled('ActionConfiguration');
  if (input.thresholdMetricId !== undefined) throw notModelled('ThresholdMetricId (anomaly detection)');
}

function checkPeriods(period: number, evaluationPeriods: number): void {
  if (![10, 20, 30].includes(period) && !(period >= 60 && period % 60 === 0)) {
    throw validationError('Period must be 10, 20, 30 or a multiple of 60');
  }
  if (evaluationPeriods < 1) throw validationError('EvaluationPeriods must be greater than 0');
  const [limit, span] = period < 3600 ? [shortEvaluationTime, 'a day'] : [evaluationTime, 'a week'];
  if (period * evaluationPeriods > limit.max) {
    throw validationError(
      `Metrics cannot be checked across more than ${span} (EvaluationPeriods * Period must be <= ${limit.max})`,
    );
  }
}

/** Alarms on DynamoDB ignore missing data in every case, as the API reference says. */
function treatment({ namespace, treatMissingData = 'missing' }: MetricAlarmInput): TreatMissingData {
  if (!treatments.has(treatMissingData)) {
    throw validationError(
      `Option ${treatMissingData.slice(0, 40)} is not supported for TreatMissingData. Supported options are [${[...treatments].join(', ')}]`,
    );
  }
  return namespace === 'AWS/DynamoDB' ? 'ignore' : (treatMissingData as TreatMissingData);
}

function lowSamples(input: MetricAlarmInput): number | undefined {
  const { evaluateLowSampleCountPercentile: setting = 'evaluate', extendedStatistic } = input;
  if (setting !== 'evaluate' && setting !== 'ignore') {
    throw validationError(
      `Option ${setting.slice(0, 40)} is not supported for EvaluateLowSampleCountPercentile. Supported options are [evaluate, ignore]`,
    );
  }
  const statistic = parseStatistic(extendedStatistic ?? '');
  if (setting === 'evaluate' || !statistic || isSimple(statistic) || statistic.kind !== 'percentile')
    return undefined;
  return statistic.percent;
}

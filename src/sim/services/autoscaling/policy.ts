import { notModelled, requireWhole, validationError } from './errors.ts';
import { warmupOf } from './plan/capacity.ts';
import { checkAdjustment, type AdjustmentType } from './plan/adjustment.ts';
import { checkPredictive, type PredictivePolicy } from './plan/predictive.ts';
import type { SimplePolicy } from './plan/simple-policy.ts';
import { checkStepPolicy, type StepPolicy } from './plan/step-policy.ts';
import type { TargetTrackingPolicy } from './plan/target-tracking.ts';
import type { Input, Model } from './schema.ts';
import type * as aws from './schema.ts';
import type { Settings } from './settings.ts';

type Given = Input<'PutScalingPolicy'>;
type PolicyType = 'SimpleScaling' | 'StepScaling' | 'TargetTrackingScaling' | 'PredictiveScaling';

/** A scaling policy of a group: what PutScalingPolicy was given, and what the planners make of it. */
export class Policy {
  readonly arn: string;
  readonly given: Given;
  readonly type: PolicyType;
  /** Of target tracking: the names of its two alarms; the second is missing where scale-in is disabled. */
  readonly alarms: readonly string[];
  /** The last time that one of them asked for more or for less, in seconds since 1970. */
  asked: { readonly high: boolean; readonly value: number; readonly at: number } | undefined;
  readonly #group: { readonly settings: Settings };

  /** Made by PutScalingPolicy. Throws ValidationError where the policy is none. */
  constructor(arn: string, given: Given, group: { readonly settings: Settings }, alarms: readonly string[]) {
    this.arn = arn;
    this.given = given;
    this.type = typeOf(given);
    this.alarms = alarms;
    this.#group = group;
    this.#check();
  }

  get name(): string {
    return this.given.policyName;
  }

  get enabled(): boolean {
    return this.given.enabled ?? true;
  }

  /** Seconds for which a newcomer does not count; 0 where the policy knows no warm-up. */
  get warmup(): number {
    if (this.type !== 'StepScaling' && this.type !== 'TargetTrackingScaling') return 0;
    return warmupOf(this.given, this.#group.settings);
  }

  /** How often it reads the group's CPU, where that is more often than a minute. */
  get cpuPeriod(): number {
    const type = this.tracking?.predefinedMetricSpecification?.predefinedMetricType;
    return type === 'ASGAverageCPUUtilizationHighResolution' ? 10 : Infinity;
  }

  get tracking(): Model<aws.TargetTrackingConfiguration> | undefined {
    return this.given.targetTrackingConfiguration;
  }

  get simple(): SimplePolicy {
    const { adjustmentType, scalingAdjustment, minAdjustmentMagnitude, cooldown } = this.given;
    return { name: this.name, adjustmentType: adjustmentType as AdjustmentType, scalingAdjustment: scalingAdjustment!, ...(minAdjustmentMagnitude !== undefined && { minAdjustmentMagnitude }), ...(cooldown !== undefined && { cooldown }) }; // prettier-ignore
  }

  get step(): StepPolicy {
    const { adjustmentType, minAdjustmentMagnitude, stepAdjustments = [] } = this.given;
    return {
      name: this.name,
      adjustmentType: adjustmentType as AdjustmentType,
      ...(minAdjustmentMagnitude !== undefined && { minAdjustmentMagnitude }),
      steps: stepAdjustments.map(({ scalingAdjustment, metricIntervalLowerBound: lowerBound, metricIntervalUpperBound: upperBound }) => ({
        scalingAdjustment,
        ...(lowerBound !== undefined && { lowerBound }),
        ...(upperBound !== undefined && { upperBound }),
      })),
    };
  } // prettier-ignore

  /** As the arithmetic of target tracking takes it. */
  get tracker(): TargetTrackingPolicy {
    const { targetValue, disableScaleIn = false } = this.tracking!;
    return { name: this.name, targetValue, disableScaleIn, perMinute: perMinute(this.tracking!) };
  }

  get predictive(): PredictivePolicy {
    const { metricSpecifications, mode, schedulingBufferTime, maxCapacityBreachBehavior, maxCapacityBuffer } = this.given.predictiveScalingConfiguration!; // prettier-ignore
    const policy = { name: this.name, targetValue: metricSpecifications[0]!.targetValue, mode: mode as 'ForecastOnly', schedulingBufferTime, maxCapacityBreachBehavior: maxCapacityBreachBehavior as 'HonorMaxCapacity', maxCapacityBuffer }; // prettier-ignore
    return Object.fromEntries(Object.entries(policy).filter(([, value]) => value !== undefined)) as unknown as PredictivePolicy; // prettier-ignore
  }

  #check(): void {
    const { given } = this;
    if (given.minAdjustmentStep !== undefined) throw notModelled('MinAdjustmentStep: MinAdjustmentMagnitude took its place'); // prettier-ignore
    if (given.estimatedInstanceWarmup !== undefined) requireWhole('EstimatedInstanceWarmup', given.estimatedInstanceWarmup, 0); // prettier-ignore
    if (given.cooldown !== undefined) requireWhole('Cooldown', given.cooldown, 0);
    switch (this.type) {
      case 'SimpleScaling':
        if (given.scalingAdjustment === undefined || given.adjustmentType === undefined) throw validationError('You must specify an AdjustmentType and a ScalingAdjustment for simple scaling.'); // prettier-ignore
        if (given.stepAdjustments?.length) throw validationError('StepAdjustments may only be used with policy type StepScaling'); // prettier-ignore
        return checkAdjustment(this.simple);
      case 'StepScaling':
        if (given.adjustmentType === undefined) throw validationError('You must specify an AdjustmentType for policy type: StepScaling'); // prettier-ignore
        if (given.cooldown !== undefined) throw validationError('Cooldown is not allowed for policy type: StepScaling'); // prettier-ignore
        return checkStepPolicy(this.step);
      case 'TargetTrackingScaling':
        return checkTracking(this.tracking);
      default:
        if (given.predictiveScalingConfiguration?.metricSpecifications.length !== 1) throw validationError('A predictive scaling policy needs one metric specification.'); // prettier-ignore
        return checkPredictive(this.predictive);
    }
  }
}

function typeOf({ policyType = 'SimpleScaling' }: Given): PolicyType {
  if (!/^(Simple|Step|TargetTracking|Predictive)Scaling$/.test(policyType)) throw validationError(`PolicyType ${policyType.slice(0, 64)} is not valid.`); // prettier-ignore
  return policyType as PolicyType;
}

function checkTracking(configuration: Model<aws.TargetTrackingConfiguration> | undefined): void {
  if (!configuration) throw validationError('TargetTrackingConfiguration must be given for policy type TargetTrackingScaling.'); // prettier-ignore
  const { targetValue, predefinedMetricSpecification: predefined, customizedMetricSpecification: custom } = configuration; // prettier-ignore
  if ((predefined === undefined) === (custom === undefined)) throw validationError('Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification must be given.'); // prettier-ignore
  if (!(targetValue > 0 && targetValue < Infinity)) throw validationError('The target value must be a number above 0.'); // prettier-ignore
  if (predefined) return void predefinedMetric(predefined, '');
  const { metrics, metricName, namespace, statistic, period = 60 } = custom!;
  if (![10, 30, 60].includes(period)) throw validationError('The period of a target tracking metric must be 10, 30 or 60.'); // prettier-ignore
  if (metrics) return checkQueries(metrics);
  if (metricName === undefined || namespace === undefined || statistic === undefined) throw validationError('A customized metric needs MetricName, Namespace and Statistic, or Metrics.'); // prettier-ignore
}

function checkQueries(queries: readonly Model<aws.TargetTrackingMetricDataQuery>[]): void {
  const ids = new Set<string>();
  for (const { id, expression, metricStat } of queries) {
    if (!/^[a-z][A-Za-z0-9_]*$/.test(id)) throw validationError('The Id of a metric begins with a lowercase letter; letters, numbers and _ follow.'); // prettier-ignore
    if (ids.has(id)) throw validationError(`The Id ${id} names more than one metric.`);
    ids.add(id);
    if ((expression === undefined) === (metricStat === undefined)) throw validationError(`${id} must have either an Expression or a MetricStat.`); // prettier-ignore
  }
  if (queries.filter(({ returnData = true }) => returnData).length !== 1) throw validationError('ReturnData must be true for exactly one metric.'); // prettier-ignore
}

/** What turns a period's value into a minute's: a sum of 10 s is a sixth of it, an average is the same. */
export function perMinute({ customizedMetricSpecification: custom }: Model<aws.TargetTrackingConfiguration>): number {
  if (!custom || custom.metrics || !/^(Sum|SampleCount)$/.test(custom.statistic ?? '')) return 1;
  return 60 / (custom.period ?? 60);
} // prettier-ignore

/**
 * The CloudWatch metric behind a predefined one.
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PredefinedMetricSpecification.html
 */
export function predefinedMetric({ predefinedMetricType: type, resourceLabel = '' }: Model<aws.PredefinedMetricSpecification>, group: string) {
  const cpu = { namespace: 'AWS/EC2', metricName: 'CPUUtilization', dimensions: [{ name: 'AutoScalingGroupName', value: group }], statistic: 'Average', period: 60 };
  switch (type as string) {
    case 'ASGAverageCPUUtilization':
      return cpu;
    case 'ASGAverageCPUUtilizationHighResolution':
      return { ...cpu, period: 10 };
    case 'ALBRequestCountPerTarget': {
      // The label is app/name/id/targetgroup/name/id; the metric is the target group's.
      const parts = resourceLabel.split('/');
      if (parts.length !== 6 || parts[0] !== 'app' || parts[3] !== 'targetgroup' || parts.includes('')) throw validationError('ResourceLabel must be app/<name>/<id>/targetgroup/<name>/<id>.');
      return { namespace: 'AWS/ApplicationELB', metricName: 'RequestCountPerTarget', dimensions: [{ name: 'TargetGroup', value: parts.slice(3).join('/') }], statistic: 'Sum', period: 60 };
    }
    default:
      throw notModelled(`the predefined metric ${type}`);
  }
} // prettier-ignore

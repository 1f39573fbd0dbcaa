import type { Region } from '../../cloud/index.ts';
import { ask } from './context.ts';
import { notModelled, notValid } from './errors.ts';
import type { ApplicationAutoScalingModel } from './model.ts';
import type { Model } from './schema.ts';
import type * as aws from './schema.ts';

type Configuration = Model<aws.TargetTrackingScalingPolicyConfiguration>;

/** Checks a target tracking policy. Throws ValidationException. */
export function checkTracking(configuration: Configuration): void {
  const { targetValue, predefinedMetricSpecification: predefined, customizedMetricSpecification: custom } = configuration; // prettier-ignore
  if ((predefined === undefined) === (custom === undefined)) throw notValid('Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification must be given.'); // prettier-ignore
  if (!(targetValue > 0 && targetValue < Infinity)) throw notValid('The target value must be above 0.');
  if (custom?.metrics) throw notModelled('metric math in target tracking');
  metricOf(configuration, 'service/c/s');
}

/** The two alarms of a policy. They belong to AWS. */
export function putAlarms(
  region: Region,
  { high, low, lowFraction }: ApplicationAutoScalingModel,
  policy: {
    readonly arn: string;
    readonly configuration: Configuration;
    readonly resourceId: string;
    readonly alarms: readonly string[];
  },
): void {
  const { arn, configuration, resourceId, alarms } = policy;
  const { targetValue } = configuration;
  const common = {
    alarmDescription: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${arn}.`,
    alarmActions: [arn],
    ...metricOf(configuration, resourceId),
  };
  const [above, below] = alarms;
  ask(region, 'cloudwatch', 'PutMetricAlarm', { ...common, ...high, alarmName: above, comparisonOperator: 'GreaterThanThreshold', threshold: targetValue }); // prettier-ignore
  if (below === undefined) return;
  const threshold = Number((targetValue * lowFraction).toPrecision(12));
  ask(region, 'cloudwatch', 'PutMetricAlarm', { ...common, ...low, alarmName: below, comparisonOperator: 'LessThanThreshold', threshold }); // prettier-ignore
}

/**
 * The capacity that brings a metric to its target if the load spreads evenly: in proportion, rounded up, both ways, so that
 * what is left is never pushed above the target.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
 */
export function trackTo(capacity: number, metric: number, target: number): number {
  const exact = (Math.max(1, capacity) * metric) / target;
  const nearest = Math.round(exact);
  return Math.abs(exact - nearest) <= 1e-9 * Math.max(1, nearest) ? nearest : Math.ceil(exact);
}

/** What its alarms look at. */
function metricOf({ predefinedMetricSpecification: predefined, customizedMetricSpecification: custom }: Configuration, resourceId: string) {
  if (custom) {
    const { metricName, namespace, dimensions = [], statistic, unit } = custom;
    if (metricName === undefined || namespace === undefined || statistic === undefined) throw notValid('A customized metric needs MetricName, Namespace and Statistic.');
    return { metricName, namespace, dimensions, statistic, period: 60, ...(unit !== undefined && { unit }) };
  }
  const [, cluster = '', service = ''] = resourceId.split('/');
  const dimensions = [{ name: 'ClusterName', value: cluster }, { name: 'ServiceName', value: service }];
  const { predefinedMetricType: type, resourceLabel = '' } = predefined!;
  switch (type) {
    case 'ECSServiceAverageCPUUtilization':
      return { namespace: 'AWS/ECS', metricName: 'CPUUtilization', dimensions, statistic: 'Average', period: 60 };
    case 'ECSServiceAverageMemoryUtilization':
      return { namespace: 'AWS/ECS', metricName: 'MemoryUtilization', dimensions, statistic: 'Average', period: 60 };
    case 'ALBRequestCountPerTarget': {
      const parts = resourceLabel.split('/');
      if (parts.length !== 6 || parts[0] !== 'app' || parts[3] !== 'targetgroup') throw notValid('ResourceLabel must be app/<name>/<id>/targetgroup/<name>/<id>.');
      return { namespace: 'AWS/ApplicationELB', metricName: 'RequestCountPerTarget', dimensions: [{ name: 'TargetGroup', value: parts.slice(3).join('/') }], statistic: 'Sum', period: 60 };
    }
    default:
      throw notModelled(`the predefined metric ${type}`);
  }
} // prettier-ignore

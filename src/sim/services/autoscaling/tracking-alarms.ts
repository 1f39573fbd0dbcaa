import type { Context } from './context.ts';
import type { AutoScalingGroup } from './group.ts';
import { ask } from './other-services.ts';
import { perMinute, predefinedMetric, type Policy } from './policy.ts';

/**
 * Makes the alarms of a target tracking policy, which belong to AWS and may be rewritten by it: one above the target, one
 * below a part of it.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html#target-tracking-considerations
 */
export function putTrackingAlarms({ region, model }: Context, group: AutoScalingGroup, policy: Policy): void {
  const configuration = policy.tracking!;
  const { high, low, lowFraction } = model.targetTracking;
  // The target is one minute's; an alarm compares one period's value.
  const target = plain(configuration.targetValue / perMinute(configuration));
  const [above, below] = policy.alarms;
  const common = {
    alarmDescription: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${policy.arn}.`,
    alarmActions: [policy.arn],
    ...sourceOf(policy, group.name),
  };
  ask(region, 'cloudwatch', 'PutMetricAlarm', { ...common, ...high, alarmName: above, comparisonOperator: 'GreaterThanThreshold', threshold: target }); // prettier-ignore
  if (below === undefined) return;
  ask(region, 'cloudwatch', 'PutMetricAlarm', { ...common, ...low, alarmName: below, comparisonOperator: 'LessThanThreshold', threshold: plain(target * lowFraction) }); // prettier-ignore
}

/** What its alarms look at. */
function sourceOf({ tracking }: Policy, group: string): object {
  const { predefinedMetricSpecification: predefined, customizedMetricSpecification: custom } = tracking!;
  if (predefined) return predefinedMetric(predefined, group);
  const { metrics, period = 60, ...metric } = custom!;
  if (!metrics) return { ...metric, period };
  return {
    metrics: metrics.map(({ id, expression, metricStat, label, returnData, period: every = period }) => ({
      id,
      ...(label !== undefined && { label }),
      ...(returnData !== undefined && { returnData }),
      ...(expression === undefined ? { metricStat: { ...metricStat!, period: metricStat!.period ?? every } } : { expression, period: every }),
    })),
  };
} // prettier-ignore

/** Without the last binary digits: 0.7 of 90 is 63, not 62.99999999999999. */
function plain(value: number): number {
  return Number(value.toPrecision(12));
}

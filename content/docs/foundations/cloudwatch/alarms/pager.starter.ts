import type { Cloud } from 'desired-capacity';

// Your turn: the pager should sleep through noise, be called within ten
// minutes when the shop is slow, and within ten when it has died.
export function watch(cloud: Cloud, topicArn: string) {
  cloud.cloudwatch.putMetricAlarm({
    alarmName: 'slow',
    namespace: 'Shop',
    metricName: 'Latency',
    statistic: 'Average',
    period: 60,
    evaluationPeriods: 1,
    threshold: 500,
    comparisonOperator: 'GreaterThanThreshold',
    alarmActions: [topicArn],
  });
}

import type { Cloud } from 'desired-capacity';

// The shop reports each minute: when it is silent, something is wrong.
export function watch(cloud: Cloud, topicArn: string) {
  cloud.cloudwatch.putMetricAlarm({
    alarmName: 'slow',
    namespace: 'Shop',
    metricName: 'Latency',
    statistic: 'Average',
    period: 60,
    datapointsToAlarm: 4,
    evaluationPeriods: 5,
    threshold: 500,
    comparisonOperator: 'GreaterThanThreshold',
    treatMissingData: 'breaching',
    alarmActions: [topicArn],
  });
}

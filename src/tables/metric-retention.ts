import { Cloud, days, hours } from '../sim/index.ts';
import type { Comparison, ComparisonRow } from './comparison.ts';

/** Whether a datapoint that was published in seconds can still be read, `age` seconds later. */
const after = (label: string, age: number): ComparisonRow<number> => ({
  label,
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html',
  async cell(period) {
    const cloud = new Cloud();
    const { cloudwatch, simulation } = cloud;
    const startTime = new Date(simulation.epochMillis);
    const metric = { namespace: 'Shop', metricName: 'Orders' };
    cloudwatch.putMetricData({
      namespace: metric.namespace,
      metricData: [{ metricName: metric.metricName, value: 1, storageResolution: 1 }],
    });
    await cloud.run(age);
    const endTime = new Date(startTime.getTime() + period * 1000);
    const asked = { ...metric, startTime, endTime, period, statistics: ['Sum' as const] };
    return cloudwatch.getMetricStatistics(asked).datapoints!.length > 0;
  },
});

/** How long CloudWatch keeps the datapoints of a metric, by the length of their periods. */
export const metricRetention: Comparison<number> = {
  caption: 'What can be read of one value, by the period that is asked for',
  rowsAre: 'After',
  columns: [
    { name: '1 s', subject: 1 },
    { name: '1 min', subject: 60 },
    { name: '5 min', subject: 300 },
    { name: '1 h', subject: hours(1) },
  ],
  rows: [
    after('two hours', hours(2)),
    after('four hours', hours(4)),
    after('16 days', days(16)),
    after('64 days', days(64)),
    after('456 days', days(456)),
  ],
};

import { Cloud, minutes } from '../sim/index.ts';
import type { TreatMissingData } from '../sim/services/cloudwatch/alarms/verdict.ts';
import type { Comparison, ComparisonRow } from './comparison.ts';

const source =
  'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html#alarms-partial-information';

const THRESHOLD = 5;
const VALUES: Record<string, number> = { '0': 0, X: 9 };

/** What an alarm of 3 out of 3 says of five datapoints, oldest first: `0` within the threshold, `X` beyond, `–` missing. */
const range = (marks: string): ComparisonRow<TreatMissingData> => ({
  label: marks,
  source,
  cell: async (treatMissingData) => {
    const cloud = new Cloud();
    const { cloudwatch } = cloud;
    cloudwatch.model.evaluationSecond = 30;
    const alarm = { namespace: 'Shop', metricName: 'Load' };
    for (const [index, mark] of marks.split(' ').entries()) {
      const value = VALUES[mark];
      const timestamp = new Date(cloud.simulation.epochMillis + index * 60_000);
      if (value !== undefined)
        cloudwatch.putMetricData({
          namespace: alarm.namespace,
          metricData: [{ metricName: alarm.metricName, value, timestamp }],
        });
    }
    await cloud.run(minutes(5));
    cloudwatch.putMetricAlarm({
      ...alarm,
      alarmName: 'load',
      statistic: 'Maximum',
      period: 60,
      evaluationPeriods: 3,
      threshold: THRESHOLD,
      comparisonOperator: 'GreaterThanThreshold',
      treatMissingData,
    });
    // The alarm was OK before, so that `ignore` shows.
    cloudwatch.setAlarmState({ alarmName: 'load', stateValue: 'OK', stateReason: 'before the gap' });
    await cloud.run(31);
    return cloudwatch.describeAlarms().metricAlarms![0]!.stateValue!;
  },
});

/** What the four treatments of missing data make of the same range, for an alarm in OK. */
export const missingData: Comparison<TreatMissingData> = {
  caption: 'An alarm of 3 out of 3, in OK until now',
  rowsAre: 'Five periods, oldest first',
  columns: [
    { name: 'missing', subject: 'missing' },
    { name: 'ignore', subject: 'ignore' },
    { name: 'breaching', subject: 'breaching' },
    { name: 'notBreaching', subject: 'notBreaching' },
  ],
  rows: [
    range('0 – X – X'),
    range('0 – – – –'),
    range('– – – – –'),
    range('0 X X – X'),
    range('– – X – –'),
    range('– – – X –'),
    range('– – – – X'),
  ],
};

import { countedMetrics } from '../../cloud/metric-set.ts';

const SUMS = ['numRecordsIn', 'numRecordsOut', 'numLateRecordsDropped'] as const;
const LEVELS = [
  'KPUs',
  'containerCPUUtilization',
  'numRestarts',
  'runningTime',
  'millisBehindLatest',
  'lastCheckpointDuration',
] as const;

/** The name of a metric of an application. */
export type FlinkMetricName = (typeof SUMS)[number] | (typeof LEVELS)[number];

/**
 * The metrics of an application, once a minute, by the names of Flink 2.2. `KPUs` counts the one for orchestration in;
 * `containerCPUUtilization` has a sample of each KPU.
 * https://docs.aws.amazon.com/managed-flink/latest/java/metrics-dimensions.html (checked 2026-11-28)
 */
export const flinkMetrics = countedMetrics<FlinkMetricName>('AWS/KinesisAnalytics', [...SUMS, ...LEVELS], {
  KPUs: 'Count',
  containerCPUUtilization: 'Percent',
  numRestarts: 'Count',
  runningTime: 'Milliseconds',
  millisBehindLatest: 'Milliseconds',
  lastCheckpointDuration: 'Milliseconds',
});

import type { Limit } from '../../cloud/index.ts';

const API = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/';
const GUIDE = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/';
/** All were read on 2026-11-28, in the texts of the SDK's client of that month and in mirrors of the pages. */
const fixed = (source: string) => ({ adjustable: false, source }) as const;

const DATUM = `${API}API_MetricDatum.html`;
const ALARM = `${API}API_PutMetricAlarm.html`;
const COMPOSITE = `${API}API_PutCompositeAlarm.html`;
const DATA = `${API}API_GetMetricData.html`;

/** What CloudWatch allows. */
export const cloudWatchLimits = {
  metricData: {
    name: 'Metrics of one PutMetricData',
    min: 1,
    max: 1000,
    unit: 'entries',
    ...fixed(`${API}API_PutMetricData.html`),
  },
  values: {
    name: 'Values of one metric in PutMetricData',
    min: 1,
    max: 150,
    unit: 'entries',
    ...fixed(DATUM),
  },
  dimensions: { name: 'Dimensions of a metric', min: 0, max: 30, unit: 'entries', ...fixed(DATUM) },
  dimensionName: {
    name: 'Name of a dimension',
    min: 1,
    max: 255,
    unit: 'characters',
    ...fixed(`${API}API_Dimension.html`),
  },
  dimensionValue: {
    name: 'Value of a dimension',
    min: 1,
    max: 1024,
    unit: 'characters',
    ...fixed(`${API}API_Dimension.html`),
  },
  metricName: {
    name: 'Name of a metric, and of a namespace',
    min: 1,
    max: 255,
    unit: 'characters',
    ...fixed(`${API}API_Metric.html`),
  },
  timestampPast: {
    name: 'Age of a datapoint that PutMetricData takes',
    max: 1_209_600,
    unit: 'seconds',
    ...fixed(DATUM),
  },
  timestampFuture: {
    name: 'Time ahead of a datapoint that PutMetricData takes',
    max: 7200,
    unit: 'seconds',
    ...fixed(DATUM),
  },
  queries: { name: 'Queries of one GetMetricData', min: 1, max: 500, unit: 'entries', ...fixed(DATA) },
  datapoints: {
    name: 'Datapoints of one GetMetricData',
    default: 100_800,
    min: 1,
    max: 100_800,
    unit: 'entries',
    ...fixed(DATA),
  },
  statisticsDatapoints: {
    name: 'Datapoints of one GetMetricStatistics',
    max: 1440,
    unit: 'entries',
    ...fixed(`${API}API_GetMetricStatistics.html`),
  },
  listedMetrics: {
    name: 'Metrics of one ListMetrics',
    default: 500,
    min: 1,
    max: 500,
    unit: 'entries',
    ...fixed(`${API}API_ListMetrics.html`),
  },
  expression: {
    name: 'Metric math expression',
    min: 1,
    max: 2048,
    unit: 'characters',
    ...fixed(`${API}API_MetricDataQuery.html`),
  },
  metricsOfAlarm: {
    name: 'Metrics of an alarm on a metric math expression',
    min: 1,
    max: 10,
    unit: 'entries',
    ...fixed(`${GUIDE}alarm-limits.html`),
  },
  alarmName: { name: 'Name of an alarm', min: 1, max: 255, unit: 'characters', ...fixed(ALARM) },
  alarmDescription: {
    name: 'Description of an alarm',
    min: 0,
    max: 1024,
    unit: 'characters',
    ...fixed(ALARM),
  },
  actions: { name: 'Actions of an alarm per state', min: 0, max: 5, unit: 'actions', ...fixed(ALARM) },
  evaluationTime: {
    name: 'Evaluation periods times period, of a period of an hour or more',
    max: 604_800,
    unit: 'seconds',
    ...fixed(ALARM),
  },
  shortEvaluationTime: {
    name: 'Evaluation periods times period, of a period below an hour',
    max: 86_400,
    unit: 'seconds',
    ...fixed(ALARM),
  },
  namedAlarms: {
    name: 'Alarms named in one DescribeAlarms',
    min: 0,
    max: 100,
    unit: 'entries',
    ...fixed(`${API}API_DescribeAlarms.html`),
  },
  stateReason: {
    name: 'Reason of SetAlarmState',
    min: 0,
    max: 1023,
    unit: 'characters',
    ...fixed(`${API}API_SetAlarmState.html`),
  },
  stateReasonData: {
    name: 'Reason data of SetAlarmState',
    min: 0,
    max: 4000,
    unit: 'characters',
    ...fixed(`${API}API_SetAlarmState.html`),
  },
  tagKey: { name: 'Key of a tag', min: 1, max: 128, unit: 'characters', ...fixed(`${API}API_Tag.html`) },
  tagValue: { name: 'Value of a tag', min: 0, max: 256, unit: 'characters', ...fixed(`${API}API_Tag.html`) },
  tags: { name: 'Tags of an alarm', min: 0, max: 50, unit: 'tags', ...fixed(ALARM) },
  listedAlarms: {
    name: 'Alarms of one DescribeAlarms',
    default: 50,
    min: 1,
    max: 100,
    unit: 'entries',
    ...fixed(`${API}API_DescribeAlarms.html`),
  },
  listedHistory: {
    name: 'Items of one DescribeAlarmHistory',
    default: 100,
    min: 1,
    max: 100,
    unit: 'entries',
    ...fixed(`${API}API_DescribeAlarmHistory.html`),
  },
  deletedAlarms: {
    name: 'Alarms of one DeleteAlarms',
    min: 1,
    max: 100,
    unit: 'entries',
    ...fixed(`${API}API_DeleteAlarms.html`),
  },
  history: {
    name: 'Retention of the history of an alarm',
    default: 2_592_000,
    unit: 'seconds',
    ...fixed(`${API}API_DescribeAlarmHistory.html`),
  },
  alarmRule: {
    name: 'Rule of a composite alarm',
    min: 1,
    max: 10_240,
    unit: 'characters',
    ...fixed(COMPOSITE),
  },
  ruleAlarms: {
    name: 'Alarms of the rule of a composite alarm',
    max: 100,
    unit: 'entries',
    ...fixed(COMPOSITE),
  },
  ruleElements: {
    name: 'Elements of the rule of a composite alarm',
    max: 500,
    unit: 'entries',
    ...fixed(COMPOSITE),
  },
  parents: {
    name: 'Composite alarms with one alarm in their rule',
    max: 150,
    unit: 'entries',
    ...fixed(COMPOSITE),
  },
} as const satisfies Record<string, Limit>;

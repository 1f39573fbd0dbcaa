import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const GUIDE = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/';
const API = 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/';
const QUOTAS = `${GUIDE}cloudwatch_limits_cwl.html`;

/** What Amazon CloudWatch Logs allows. Looked up on 2026-11-28. */
export const logsLimits = {
  name: row('Name of a log group or stream', 'characters', `${API}API_CreateLogGroup.html`, { min: 1, max: 512 }), // prettier-ignore
  events: row('Events of one PutLogEvents', 'events', `${API}API_PutLogEvents.html`, { min: 1, max: 10_000 }),
  batchBytes: row('Size of one PutLogEvents', 'bytes', `${API}API_PutLogEvents.html`, { max: 1_048_576 }),
  eventBytes: row('Size of an event', 'bytes', QUOTAS, { max: 1_048_576 }),
  pattern: row('Filter pattern', 'characters', `${API}API_PutMetricFilter.html`, { max: 1024 }),
  metricFilters: row('Metric filters of a group', 'filters', QUOTAS, { max: 100 }),
  /** Two until the spring of 2026, and in the API reference still. */
  subscriptionFilters: row('Subscription filters of a group', 'filters', QUOTAS, { max: 5 }),
  resourcePolicies: row('Resource policies of a Region', 'policies', QUOTAS, { max: 10 }),
  listed: row('Groups, streams or filters of a page', 'entries', `${API}API_DescribeLogGroups.html`, {
    default: 50,
    min: 1,
    max: 50,
  }),
  read: row('Events of a page', 'events', `${API}API_FilterLogEvents.html`, {
    default: 10_000,
    min: 1,
    max: 10_000,
  }),
} satisfies Record<string, Limit>;

const HOUR = 3600;
const DAY = 24 * HOUR;

/** How long CloudWatch keeps datapoints of one granularity. */
export interface RetentionTier {
  /** Length of their periods, in seconds. */
  readonly period: number;
  /** Seconds for which they are kept. */
  readonly keep: number;
}

/** Datapoints of less than a minute; only metrics of high resolution have them. */
export const SUB_MINUTE: RetentionTier = { period: 1, keep: 3 * HOUR };

/** Datapoints of a minute. */
export const MINUTES: RetentionTier = { period: 60, keep: 15 * DAY };

/**
 * The tiers that every metric has, finest first.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#metrics-retention (checked
 * 2026-11-28)
 */
export const TIERS: readonly RetentionTier[] = [
  MINUTES,
  { period: 300, keep: 63 * DAY },
  { period: HOUR, keep: 455 * DAY },
];

/**
 * How far ahead of the present PutMetricData takes a time stamp, in seconds.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html (checked 2026-11-28)
 */
export const PUT_AHEAD = 2 * HOUR;

/**
 * How long ListMetrics remembers a metric without new data, in seconds.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html (checked 2026-11-28)
 */
export const LIST_FOR = 14 * DAY;

/**
 * The granularity of the answer for a period of that length that began `age` seconds ago; undefined where AWS keeps
 * nothing that old.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html
 */
export function tierFor(period: number, age: number): RetentionTier | undefined {
  if (period < 60) return age <= SUB_MINUTE.keep ? SUB_MINUTE : undefined;
  return TIERS.find((tier) => age <= tier.keep && period % tier.period === 0);
}

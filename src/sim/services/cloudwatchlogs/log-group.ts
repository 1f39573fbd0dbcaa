import type { LogStream } from './log-stream.ts';
import type {
  LogGroup as Described,
  PutMetricFilterRequest,
  PutSubscriptionFilterRequest,
} from './schema.ts';

/** A filter as it is kept. */
export type Kept<F> = F & { readonly creationTime: number };

/** A log group: streams of events that belong together, and what becomes of the events. */
export interface LogGroup {
  readonly name: string;
  readonly arn: string;
  readonly creationTime: number;
  readonly streams: Map<string, LogStream>;
  readonly metricFilters: Map<string, Kept<PutMetricFilterRequest>>;
  readonly subscriptions: Map<string, Kept<PutSubscriptionFilterRequest>>;
  readonly tags: Map<string, string>;
  retentionInDays?: number | undefined;
  storedBytes: number;
}

/** A group as AWS describes it. */
export const describeGroup = (group: LogGroup): Described => ({
  logGroupName: group.name,
  creationTime: group.creationTime,
  ...(group.retentionInDays !== undefined && { retentionInDays: group.retentionInDays }),
  metricFilterCount: group.metricFilters.size,
  arn: `${group.arn}:*`,
  logGroupArn: group.arn,
  storedBytes: group.storedBytes,
  logGroupClass: 'STANDARD',
});

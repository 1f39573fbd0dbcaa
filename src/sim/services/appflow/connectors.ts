/** What a connector can be. */
export interface ConnectorFacts {
  /** Whether a flow can read from it. */
  readonly source: boolean;
  /** Whether a flow can write to it. */
  readonly destination: boolean;
  /** Whether it tells of changes, so that a flow can run on an event. */
  readonly events?: boolean;
  /** The shortest interval of a scheduled flow from it, in seconds. Default 60. */
  readonly interval?: number;
}

const both = { source: true, destination: true };
const sourceOnly = { source: true, destination: false };
const destinationOnly = { source: false, destination: true };

/**
 * The connectors that have a type of their own in the API. There is none for DynamoDB.
 * https://docs.aws.amazon.com/appflow/latest/userguide/app-specific.html; the intervals:
 * https://docs.aws.amazon.com/appflow/latest/userguide/service-quotas.html (both checked 2026-11-28)
 */
export const CONNECTORS: Readonly<Record<string, ConnectorFacts>> = {
  Salesforce: { ...both, events: true },
  Slack: sourceOnly,
  Zendesk: both,
  Servicenow: sourceOnly,
  S3: both,
  Redshift: destinationOnly,
  Snowflake: destinationOnly,
  EventBridge: destinationOnly,
  Upsolver: destinationOnly,
  Marketo: { ...both, interval: 3600 },
  Singular: { ...sourceOnly, interval: 3600 },
  Trendmicro: { ...sourceOnly, interval: 3600 },
  Amplitude: { ...sourceOnly, interval: 86_400 },
  Googleanalytics: { ...sourceOnly, interval: 86_400 },
  Datadog: sourceOnly,
  Dynatrace: sourceOnly,
  Infornexus: sourceOnly,
  Pardot: sourceOnly,
  Veeva: sourceOnly,
};

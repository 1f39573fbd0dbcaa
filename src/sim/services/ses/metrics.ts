import { countedMetrics } from '../../cloud/metric-set.ts';

const NAMES = ['Send', 'Delivery', 'Bounce', 'Complaint'] as const;

/** The name of a metric of an account's mails. */
export type SesMetricName = (typeof NAMES)[number];

/**
 * The metrics that SES publishes of an account's mails, once a minute.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-cloudwatch.html (checked 2026-11-28)
 */
export const sesMetrics = countedMetrics('AWS/SES', NAMES);

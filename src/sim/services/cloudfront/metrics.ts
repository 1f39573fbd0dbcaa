import { countedMetrics } from '../../cloud/metric-set.ts';

/**
 * What CloudFront publishes of a distribution, in us-east-1 alone.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html (checked 2026-11-28)
 */
export const cloudFrontMetrics = countedMetrics(
  'AWS/CloudFront',
  ['Requests', 'BytesDownloaded', '4xxErrorRate', '5xxErrorRate', 'TotalErrorRate', 'CacheHitRate'],
  {
    '4xxErrorRate': 'Percent',
    '5xxErrorRate': 'Percent',
    TotalErrorRate: 'Percent',
    CacheHitRate: 'Percent',
  },
);

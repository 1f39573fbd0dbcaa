/**
 * Members whose numbers need not be whole, by the service's SDK id: the SDK's schemas do not tell them from integers.
 * `Member` alone stands for every structure of the service.
 */
export const DOUBLES: Readonly<Record<string, readonly string[]>> = {
  'Service Quotas': ['Value', 'DesiredValue'],
  CloudWatch: [
    'Threshold',
    'Value',
    'Values',
    'Counts',
    'SampleCount',
    'Sum',
    'Minimum',
    'Maximum',
    'Average',
    'ExtendedStatistics',
    'MetricValue',
  ],
  'Auto Scaling': [
    'TargetValue',
    'MetricIntervalLowerBound',
    'MetricIntervalUpperBound',
    'MetricValue',
    'BreachThreshold',
    'Values',
  ],
  'Application Auto Scaling': ['TargetValue', 'MetricIntervalLowerBound', 'MetricIntervalUpperBound'],
  Lambda: ['AdditionalVersionWeights', 'FunctionVersionWeights', 'TargetValue'],
  'CloudWatch Logs': ['defaultValue'],
  EC2: [
    'MaxSpotPriceAsPercentageOfOptimalOnDemandPrice',
    'SustainedClockSpeedInGhz',
    'HourlyPrice',
    'FixedPrice',
  ],
  DynamoDB: ['CapacityUnits', 'ReadCapacityUnits', 'WriteCapacityUnits', 'TargetValue'],
  'API Gateway': ['rateLimit', 'percentTraffic'],
  ApiGatewayV2: ['ThrottlingRateLimit'],
  RDS: ['MinCapacity', 'MaxCapacity'],
};

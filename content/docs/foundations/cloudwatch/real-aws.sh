aws cloudwatch put-metric-data --namespace Shop \
  --metric-data 'MetricName=Latency,Unit=Milliseconds,Values=[81,95,800]'
sleep 60
aws cloudwatch get-metric-statistics --namespace Shop --metric-name Latency --unit Milliseconds \
  --start-time 2026-01-01T00:00:00Z --end-time 2026-01-01T01:00:00Z --period 60 --extended-statistics p99 \
  --query 'Datapoints[].ExtendedStatistics'
aws cloudwatch get-metric-statistics --namespace Shop --metric-name Latency \
  --start-time 2026-01-01T00:00:00Z --end-time 2026-01-01T01:00:00Z --period 60 --statistics Average Maximum SampleCount
aws cloudwatch list-metrics --namespace Shop

# Before: orders.setup.ts, an hour in which nobody receives
aws cloudwatch get-metric-statistics --namespace AWS/SQS --metric-name NumberOfMessagesReceived \
  --dimensions Name=QueueName,Value=orders --statistics Sum --period 900 \
  --start-time 2026-01-01T00:00:00Z --end-time 2026-01-01T01:00:00Z \
  --query 'sort_by(Datapoints, &Timestamp)[].[Timestamp, Sum]' --output text
aws cloudwatch get-metric-statistics --namespace AWS/SQS --metric-name ApproximateAgeOfOldestMessage \
  --dimensions Name=QueueName,Value=orders --statistics Maximum --period 900 \
  --start-time 2026-01-01T00:00:00Z --end-time 2026-01-01T01:00:00Z \
  --query 'sort_by(Datapoints, &Timestamp)[].[Timestamp, Maximum]' --output text

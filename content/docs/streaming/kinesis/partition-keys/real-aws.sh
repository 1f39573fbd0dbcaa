aws kinesis create-stream --stream-name clicks --shard-count 4
aws kinesis wait stream-exists --stream-name clicks
for customer in 1 2 3 7 7 7; do
  aws kinesis put-record --stream-name clicks --partition-key "customer $customer" --data click \
    --cli-binary-format raw-in-base64-out --query ShardId --output text
done
# Metrics by shard, which show a hot one
aws kinesis enable-enhanced-monitoring --stream-name clicks \
  --shard-level-metrics IncomingRecords WriteProvisionedThroughputExceeded --query DesiredShardLevelMetrics

aws kinesis create-stream --stream-name clicks --shard-count 1
aws kinesis wait stream-exists --stream-name clicks
aws kinesis put-record --stream-name clicks --partition-key "page 1" --data click --cli-binary-format raw-in-base64-out
iterator=$(aws kinesis get-shard-iterator --stream-name clicks --shard-id shardId-000000000000 \
  --shard-iterator-type TRIM_HORIZON --query ShardIterator --output text)
sleep 1
# What was put comes in base64
aws kinesis get-records --shard-iterator "$iterator" --query 'Records[].[PartitionKey, Data]' --output text
# Read again: a stream keeps what was read
aws kinesis get-records --shard-iterator "$iterator" --query 'Records[].[PartitionKey, Data]' --output text
# A window of a week
aws kinesis increase-stream-retention-period --stream-name clicks --retention-period-hours 168
sleep 60
aws kinesis describe-stream-summary --stream-name clicks --query StreamDescriptionSummary.RetentionPeriodHours

aws kinesis create-stream --stream-name clicks --shard-count 1
aws kinesis wait stream-exists --stream-name clicks
aws kinesis update-shard-count --stream-name clicks --target-shard-count 2 --scaling-type UNIFORM_SCALING \
  --query '[CurrentShardCount, TargetShardCount]' --output text
sleep 120
# The parent is closed, and still there to be read
aws kinesis list-shards --stream-name clicks \
  --query 'Shards[].[ShardId, ParentShardId, SequenceNumberRange.EndingSequenceNumber != `null`]' --output text

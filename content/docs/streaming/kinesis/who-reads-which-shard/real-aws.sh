aws kinesis create-stream --stream-name clicks --shard-count 2
aws kinesis wait stream-exists --stream-name clicks
aws kinesis list-shards --stream-name clicks --query 'Shards[].ShardId'
aws kinesis describe-limits

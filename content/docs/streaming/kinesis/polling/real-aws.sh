aws kinesis create-stream --stream-name clicks --shard-count 1
aws kinesis wait stream-exists --stream-name clicks
aws kinesis register-stream-consumer --consumer-name fraud --query Consumer.ConsumerStatus \
  --stream-arn arn:aws:kinesis:us-east-1:123456789012:stream/clicks
sleep 60
aws kinesis list-stream-consumers --stream-arn arn:aws:kinesis:us-east-1:123456789012:stream/clicks \
  --query 'Consumers[].[ConsumerName, ConsumerStatus]' --output text

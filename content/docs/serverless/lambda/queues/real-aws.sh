# Before: function.setup.ts, a function named greet, and a queue
mapping=$(aws lambda create-event-source-mapping --function-name greet \
  --event-source-arn arn:aws:sqs:us-east-1:123456789012:jobs --batch-size 10 \
  --scaling-config MaximumConcurrency=5 --function-response-types ReportBatchItemFailures --query UUID --output text)
sleep 60
aws lambda get-event-source-mapping --uuid "$mapping" --query '[State, BatchSize, ScalingConfig.MaximumConcurrency]' --output text
aws sqs send-message --queue-url "$url" --message-body 'photo 7' --query MD5OfMessageBody
sleep 60
aws sqs get-queue-attributes --queue-url "$url" --attribute-names All \
  --query 'Attributes.[ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible]' --output text

# Before: function.setup.ts, a function named greet
aws lambda invoke --function-name greet --invocation-type Event \
  --cli-binary-format raw-in-base64-out --payload '{"name":"Ada"}' /dev/null
failed=$(aws sqs create-queue --queue-name failed --query QueueUrl --output text)
aws lambda put-function-event-invoke-config --function-name greet --maximum-retry-attempts 1 \
  --maximum-event-age-in-seconds 3600 --query '[MaximumRetryAttempts, MaximumEventAgeInSeconds]' --output text \
  --destination-config '{"OnFailure":{"Destination":"arn:aws:sqs:us-east-1:123456789012:failed"}}'
aws lambda get-function-event-invoke-config --function-name greet --query DestinationConfig.OnFailure

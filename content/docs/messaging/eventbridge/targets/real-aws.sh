aws sqs create-queue --queue-name lost --query QueueUrl
aws events put-rule --name orders --event-pattern '{"source":["shop"]}' --query RuleArn
cat > targets.json <<'END'
[
  {
    "Id": "queue",
    "Arn": "arn:aws:sqs:us-east-1:123456789012:orders",
    "InputPath": "$.detail",
    "RetryPolicy": { "MaximumRetryAttempts": 3, "MaximumEventAgeInSeconds": 3600 },
    "DeadLetterConfig": { "Arn": "arn:aws:sqs:us-east-1:123456789012:lost" }
  }
]
END
aws events put-targets --rule orders --targets file://targets.json --query FailedEntryCount
aws events list-targets-by-rule --rule orders \
  --query 'Targets[].[Id, InputPath, RetryPolicy.MaximumRetryAttempts, DeadLetterConfig.Arn]' --output text

url=$(aws sqs create-queue --queue-name orders --query QueueUrl --output text)
rule=$(aws events put-rule --name orders --event-pattern '{"source":["shop"]}' --query RuleArn --output text)
aws events put-targets --rule orders --targets Id=queue,Arn=arn:aws:sqs:us-east-1:123456789012:orders --query FailedEntryCount
# The queue must let the rule send
cat > attributes.json <<END
{"Policy": "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"events.amazonaws.com\"},\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\",\"Condition\":{\"ArnEquals\":{\"aws:SourceArn\":\"$rule\"}}}]}"}
END
aws sqs set-queue-attributes --queue-url "$url" --attributes file://attributes.json
aws events put-events --query FailedEntryCount \
  --entries '[{"Source":"shop","DetailType":"Order","Detail":"{\"total\":12}"},{"Source":"weather","DetailType":"Rain","Detail":"{}"}]'
aws sqs receive-message --queue-url "$url" --wait-time-seconds 20 --max-number-of-messages 10 --query 'length(Messages)'

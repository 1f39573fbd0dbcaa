url=$(aws sqs create-queue --queue-name repairs --query QueueUrl --output text)
queue_arn=$(aws sqs get-queue-attributes --queue-url "$url" --attribute-names QueueArn \
  --query Attributes.QueueArn --output text)
topic=$(aws sns create-topic --name order-failed --query TopicArn --output text)
# The queue must let the topic send
cat > policy.json <<END
{"Policy": "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"sns.amazonaws.com\"},\"Action\":\"sqs:SendMessage\",\"Resource\":\"$queue_arn\",\"Condition\":{\"ArnEquals\":{\"aws:SourceArn\":\"$topic\"}}}]}"}
END
aws sqs set-queue-attributes --queue-url "$url" --attributes file://policy.json
aws sns subscribe --topic-arn "$topic" --protocol sqs --notification-endpoint "$queue_arn" \
  --attributes RawMessageDelivery=true --query SubscriptionArn --output text
# Whoever owns a mailbox has to confirm it
aws sns subscribe --topic-arn "$topic" --protocol email --notification-endpoint admin@example.com
aws sns publish --topic-arn "$topic" --message 'Order 4711 has failed' --query MessageId
aws sqs receive-message --queue-url "$url" --wait-time-seconds 20 --query 'Messages[].Body'

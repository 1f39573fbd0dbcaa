topic=$(aws sns create-topic --name prices.fifo --attributes FifoTopic=true,FifoThroughputScope=MessageGroup \
  --query TopicArn --output text)
url=$(aws sqs create-queue --queue-name prices.fifo --attributes FifoQueue=true --query QueueUrl --output text)
aws sns subscribe --topic-arn "$topic" --protocol sqs --attributes RawMessageDelivery=true \
  --notification-endpoint arn:aws:sqs:us-east-1:123456789012:prices.fifo --query SubscriptionArn --output text
cat > policy.json <<END
{"Policy": "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"sns.amazonaws.com\"},\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\",\"Condition\":{\"ArnEquals\":{\"aws:SourceArn\":\"$topic\"}}}]}"}
END
aws sqs set-queue-attributes --queue-url "$url" --attributes file://policy.json
aws sns publish --topic-arn "$topic" --message 'apple 1.20' \
  --message-group-id apple --message-deduplication-id apple-change-7 --query SequenceNumber
# The same change again, and the next one
aws sns publish --topic-arn "$topic" --message 'apple 1.20' \
  --message-group-id apple --message-deduplication-id apple-change-7 --query SequenceNumber
aws sns publish --topic-arn "$topic" --message 'apple 1.30' \
  --message-group-id apple --message-deduplication-id apple-change-8 --query SequenceNumber
sleep 5
aws sqs receive-message --queue-url "$url" --max-number-of-messages 10 --query 'Messages[].Body'

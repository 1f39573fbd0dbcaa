topic=$(aws sns create-topic --name orders --query TopicArn --output text)
aws sqs create-queue --queue-name lost --query QueueUrl
dlq_arn=arn:aws:sqs:us-east-1:123456789012:lost
subscription=$(aws sns subscribe --topic-arn "$topic" --protocol https --return-subscription-arn \
  --notification-endpoint https://shop.example/hook --query SubscriptionArn --output text)
aws sns set-subscription-attributes --subscription-arn "$subscription" \
  --attribute-name RedrivePolicy --attribute-value "{\"deadLetterTargetArn\":\"$dlq_arn\"}"
aws sns set-subscription-attributes --subscription-arn "$subscription" \
  --attribute-name DeliveryPolicy \
  --attribute-value '{"healthyRetryPolicy":{"minDelayTarget":20,"maxDelayTarget":60,"numRetries":20}}'
aws sns get-subscription-attributes --subscription-arn "$subscription" \
  --query 'Attributes.[RedrivePolicy, DeliveryPolicy]'

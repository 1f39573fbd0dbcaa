url=$(aws sqs create-queue --queue-name jobs --query QueueUrl --output text)
# On a standard queue a group is a tenant: it is not kept in order
for tenant in big big big small; do
  aws sqs send-message --queue-url "$url" --message-group-id $tenant --message-body "job of $tenant" --query MD5OfMessageBody --output text
done
aws sqs receive-message --queue-url "$url" --wait-time-seconds 20 --max-number-of-messages 10 --message-system-attribute-names MessageGroupId \
  --query 'Messages[].Attributes.MessageGroupId' --output text

url=$(aws sqs create-queue --queue-name prices.fifo --attributes FifoQueue=true,ContentBasedDeduplication=true \
  --query QueueUrl --output text)
# The second one is the first one again: its content says so
for body in 'apple 1.20' 'apple 1.20' 'apple 1.30'; do
  aws sqs send-message --queue-url "$url" --message-group-id apple --message-body "$body" --query SequenceNumber
done
aws sqs send-message --queue-url "$url" --message-group-id pear --message-body 'pear 2.10' --query SequenceNumber
aws sqs receive-message --queue-url "$url" --max-number-of-messages 1 --query 'Messages[].Body'
# As long as that one is in flight, its group waits, and the other does not
aws sqs receive-message --queue-url "$url" --max-number-of-messages 10 --query 'Messages[].Body'

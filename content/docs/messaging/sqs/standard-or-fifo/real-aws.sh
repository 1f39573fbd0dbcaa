aws sqs create-queue --queue-name prices.fifo --query QueueUrl # exits 254
url=$(aws sqs create-queue --queue-name prices.fifo --attributes FifoQueue=true --query QueueUrl --output text)
for price in 1.20 1.30 1.40; do
  aws sqs send-message --queue-url "$url" --message-group-id apple --message-deduplication-id "$price" \
    --message-body "apple $price" --query SequenceNumber
done
aws sqs receive-message --queue-url "$url" --max-number-of-messages 10 --query 'Messages[].Body'

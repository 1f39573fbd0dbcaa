url=$(aws sqs create-queue --queue-name jobs --query QueueUrl --output text)
aws sqs send-message --queue-url "$url" --message-body 'resize photo 7' --query MD5OfMessageBody
handle=$(aws sqs receive-message --queue-url "$url" --wait-time-seconds 20 --query 'Messages[0].ReceiptHandle' --output text)
# Received is not deleted: it is in flight
aws sqs get-queue-attributes --queue-url "$url" --attribute-names All \
  --query 'Attributes.[ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible]' --output text
aws sqs delete-message --queue-url "$url" --receipt-handle "$handle"
aws sqs get-queue-attributes --queue-url "$url" --attribute-names All \
  --query 'Attributes.[ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible]' --output text

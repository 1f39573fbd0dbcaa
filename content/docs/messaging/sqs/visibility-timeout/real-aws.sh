aws sqs create-queue --queue-name jobs --attributes VisibilityTimeout=120
url=$(aws sqs get-queue-url --queue-name jobs --query QueueUrl --output text)
aws sqs send-message --queue-url "$url" --message-body 'resize photo 7' --query MD5OfMessageBody
# A receive with a timeout of its own
handle=$(aws sqs receive-message --queue-url "$url" --visibility-timeout 300 --wait-time-seconds 20 \
  --query 'Messages[0].ReceiptHandle' --output text)
# A beat: two minutes from now. A minute later nobody else gets the message.
aws sqs change-message-visibility --queue-url "$url" --receipt-handle "$handle" --visibility-timeout 120
sleep 60
aws sqs receive-message --queue-url "$url" --query 'Messages[].Body'
# Zero gives the message back at once
aws sqs change-message-visibility --queue-url "$url" --receipt-handle "$handle" --visibility-timeout 0
handle=$(aws sqs receive-message --queue-url "$url" --query 'Messages[0].ReceiptHandle' --output text)
aws sqs delete-message --queue-url "$url" --receipt-handle "$handle"
aws sqs get-queue-attributes --queue-url "$url" --attribute-names All \
  --query 'Attributes.[ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible]' --output text

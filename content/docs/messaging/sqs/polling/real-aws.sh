url=$(aws sqs create-queue --queue-name reports --query QueueUrl --output text)
# Nothing there: a short poll says so at once, a long one after twenty seconds
date
aws sqs receive-message --queue-url "$url" --query 'Messages[].Body'
date
# Long polls for every consumer that does not say otherwise
aws sqs set-queue-attributes --queue-url "$url" --attributes ReceiveMessageWaitTimeSeconds=20
aws sqs receive-message --queue-url "$url" --query 'Messages[].Body'
date
# Up to ten messages for one request
for day in mon tue wed; do aws sqs send-message --queue-url "$url" --message-body "report of $day" --query MD5OfMessageBody --output text; done
aws sqs receive-message --queue-url "$url" --max-number-of-messages 10 --wait-time-seconds 20 --query 'Messages[].Body'

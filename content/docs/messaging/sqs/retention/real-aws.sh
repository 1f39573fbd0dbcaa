url=$(aws sqs create-queue --queue-name news --attributes MessageRetentionPeriod=60 --query QueueUrl --output text)
aws sqs send-message --queue-url "$url" --message-body 'the news of today' --query MD5OfMessageBody
sleep 61
aws sqs receive-message --queue-url "$url" --wait-time-seconds 5 --query 'Messages[].Body'
# Two weeks are the most
aws sqs set-queue-attributes --queue-url "$url" --attributes MessageRetentionPeriod=1209600
aws sqs set-queue-attributes --queue-url "$url" --attributes MessageRetentionPeriod=1209601 # exits 254

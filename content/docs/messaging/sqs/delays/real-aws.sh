url=$(aws sqs create-queue --queue-name reminders --attributes DelaySeconds=10 --query QueueUrl --output text)
aws sqs send-message --queue-url "$url" --message-body 'by the queue' --query MD5OfMessageBody
aws sqs send-message --queue-url "$url" --message-body 'by its own' --delay-seconds 60 --query MD5OfMessageBody
aws sqs receive-message --queue-url "$url" --wait-time-seconds 20 --visibility-timeout 600 --query 'Messages[].Body'
date
sleep 60
aws sqs receive-message --queue-url "$url" --wait-time-seconds 20 --query 'Messages[].Body'
aws sqs send-message --queue-url "$url" --message-body 'in an hour' --delay-seconds 3600 # exits 254

# A queue, and a message through it
URL=$(aws sqs create-queue --queue-name jobs --query QueueUrl --output text)
aws sqs send-message --queue-url $URL --message-body 'resize photo 7'
aws sqs receive-message --queue-url $URL --query 'Messages[].Body'
# Nobody has deleted the message: for 30 seconds it is hidden, then it is back
aws sqs receive-message --queue-url $URL
sleep 30
aws sqs receive-message --queue-url $URL --query 'Messages[].Body' --output text

url=$(aws sqs create-queue --queue-name jobs --attributes ReceiveMessageWaitTimeSeconds=20 --query QueueUrl --output text)
# One request in place of three
aws sqs send-message-batch --queue-url "$url" --query 'Successful[].Id' --output text \
  --entries Id=a,MessageBody=one Id=b,MessageBody=two Id=c,MessageBody=three
# One request for all three
aws sqs receive-message --queue-url "$url" --max-number-of-messages 10 --query 'length(Messages)'
# A long poll that finds nothing is one request for twenty seconds
date
aws sqs receive-message --queue-url "$url" --max-number-of-messages 10 --query Messages
date

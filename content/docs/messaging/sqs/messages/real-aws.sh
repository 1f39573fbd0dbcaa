url=$(aws sqs create-queue --queue-name orders --query QueueUrl --output text)
aws sqs send-message --queue-url "$url" --message-body 'order 4711' --query MD5OfMessageAttributes \
  --message-attributes '{"country":{"DataType":"String","StringValue":"DE"}}'
aws sqs send-message-batch --queue-url "$url" --query '[length(Successful), length(Failed || `[]`)]' --output text \
  --entries Id=a,MessageBody=one Id=b,MessageBody=two Id=c,MessageBody=three
aws sqs receive-message --queue-url "$url" --wait-time-seconds 20 --max-number-of-messages 10 --message-attribute-names All \
  --query 'Messages[].[Body, MessageAttributes.country.StringValue]' --output text

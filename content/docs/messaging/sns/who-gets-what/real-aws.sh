# Before: topic.setup.ts, a topic with a queue that subscribes to it
aws sns set-subscription-attributes --subscription-arn "$subscription" \
  --attribute-name FilterPolicy \
  --attribute-value '{"country":["DE","AT"],"total":[{"numeric":[">=",100]}]}'
sleep 900
aws sns publish --topic-arn "$topic" --message 'order 4711' --query MessageId --message-attributes \
  '{"country":{"DataType":"String","StringValue":"DE"},"total":{"DataType":"Number","StringValue":"250"}}'
aws sns publish --topic-arn "$topic" --message 'order 4712' --query MessageId --message-attributes \
  '{"country":{"DataType":"String","StringValue":"FR"},"total":{"DataType":"Number","StringValue":"900"}}'
aws sqs receive-message --queue-url "$url" --wait-time-seconds 20 --max-number-of-messages 10 --query 'Messages[].Body'

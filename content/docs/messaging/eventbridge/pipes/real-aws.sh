# Before: orders.setup.ts, two queues and a role
aws pipes create-pipe --name large-orders --role-arn "$role" \
  --source "$orders_arn" --target "$large_arn" --query CurrentState \
  --source-parameters '{"FilterCriteria":{"Filters":[{"Pattern":"{\"body\":{\"euros\":[{\"numeric\":[\">=\",100]}]}}"}]}}'
sleep 120
aws pipes describe-pipe --name large-orders --query CurrentState
aws sqs send-message --queue-url "$orders" --message-body '{"euros":20}' --query MD5OfMessageBody
aws sqs send-message --queue-url "$orders" --message-body '{"euros":250}' --query MD5OfMessageBody
aws sqs receive-message --queue-url "$large" --wait-time-seconds 20 --max-number-of-messages 10 --query 'Messages[].Body' --output text

# Before: machines.setup.ts, a definition and a role
aws stepfunctions create-state-machine --name orders \
  --definition file://orders.asl.json --role-arn "$role_arn" --query stateMachineArn
execution=$(aws stepfunctions start-execution --state-machine-arn arn:aws:states:us-east-1:123456789012:stateMachine:orders \
  --input '{"id":17,"card":"good"}' --query executionArn --output text)
aws stepfunctions describe-execution --execution-arn "$execution" --query '[status, output]' --output text
sleep 60
aws stepfunctions describe-execution --execution-arn "$execution" --query '[status, output]' --output text
aws stepfunctions get-execution-history --execution-arn "$execution" --reverse-order --max-results 5 \
  --query 'events[].[id, type]' --output text

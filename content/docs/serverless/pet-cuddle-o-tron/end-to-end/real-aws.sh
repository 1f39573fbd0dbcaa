# Before: lab.setup.ts, what the lab has made
execution=$(aws stepfunctions start-execution --state-machine-arn "$machine_arn" --query executionArn --output text \
  --input '{"waitSeconds":30,"message":"Hug me","email":"owner@example.com"}')
aws stepfunctions describe-execution --execution-arn "$execution" --query status
sleep 60
aws stepfunctions list-executions --state-machine-arn "$machine_arn" --max-results 1 --query 'executions[].[status, stopDate]' --output text
aws stepfunctions get-execution-history --execution-arn "$execution" --query 'events[].[timestamp, type]' --output text
# What the mail function wrote when it last ran (here the machine only waits)
aws logs filter-log-events --log-group-name /aws/lambda/email_reminder_lambda --query 'events[].[message]' --output text

# Before: machines.setup.ts, a machine with an execution
aws stepfunctions list-executions --state-machine-arn "$machine_arn" --max-results 1 \
  --query 'executions[].[name, status]' --output text
aws stepfunctions get-execution-history --execution-arn "$execution" --query 'events[].type'

# Before: machines.setup.ts, a definition and a role
aws logs create-log-group --log-group-name /aws/vendedlogs/states/cuddle
log_group_arn=arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/states/cuddle
machine=$(aws stepfunctions create-state-machine --name PetCuddleOTron --type STANDARD --role-arn "$role_arn" \
  --definition file://orders.asl.json --query stateMachineArn --output text \
  --logging-configuration "level=ALL,includeExecutionData=true,destinations=[{cloudWatchLogsLogGroup={logGroupArn=$log_group_arn:*}}]")
aws stepfunctions describe-state-machine --state-machine-arn "$machine" --query '[status, type, loggingConfiguration.level]' --output text
aws stepfunctions start-execution --state-machine-arn "$machine" --input '{"id":1}' --query 'length(executionArn) > `0`'

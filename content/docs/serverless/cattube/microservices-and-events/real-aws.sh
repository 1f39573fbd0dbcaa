# Before: function.setup.ts, a function named greet
function_arn=$(aws lambda get-function --function-name greet --query Configuration.FunctionArn --output text)
rule_arn=$(aws events put-rule --name thumbnail --query RuleArn --output text \
  --event-pattern '{"source":["cattube.upload"],"detail-type":["Uploaded"]}')
aws events put-targets --rule thumbnail --targets "Id=function,Arn=$function_arn" --query FailedEntryCount
aws lambda add-permission --function-name greet --statement-id bus --action lambda:InvokeFunction \
  --principal events.amazonaws.com --source-arn "$rule_arn" --query 'length(Statement) > `0`'
aws events put-events --query FailedEntryCount \
  --entries '[{"Source":"cattube.upload","DetailType":"Uploaded","Detail":"{\"cat\":7}"}]'
sleep 60
# Has it been called?
aws logs filter-log-events --log-group-name /aws/lambda/greet --filter-pattern REPORT --query 'length(events)'

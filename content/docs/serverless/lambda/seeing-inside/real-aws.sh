# Before: function.setup.ts, a function named greet
aws lambda invoke --function-name greet /dev/null --query StatusCode
sleep 60
aws logs describe-log-groups --query 'logGroups[].[logGroupName, retentionInDays]' --output text
aws logs put-retention-policy --log-group-name /aws/lambda/greet --retention-in-days 30
aws logs describe-log-groups --query 'logGroups[].[logGroupName, retentionInDays]' --output text
aws logs filter-log-events --log-group-name /aws/lambda/greet --query 'events[].[message]' --output text

# Before: function.setup.ts, a function named greet
for i in 1 2; do aws lambda invoke --function-name greet /dev/null --query StatusCode; done
sleep 60
# Init Duration stands in the REPORT line of a cold start, and only there
aws logs filter-log-events --log-group-name /aws/lambda/greet --filter-pattern '"Init Duration"' \
  --query 'events[].[message]' --output text
aws logs filter-log-events --log-group-name /aws/lambda/greet --filter-pattern REPORT --query 'length(events)'

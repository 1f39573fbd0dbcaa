# Before: function.setup.ts, a function named greet
for name in Ada Bob Eve; do aws lambda invoke --function-name greet /dev/null --query StatusCode; done
sleep 60
# The log says for each call what is billed: the first one had a cold start
aws logs filter-log-events --log-group-name /aws/lambda/greet --filter-pattern REPORT --query 'events[].[message]' --output text
aws lambda get-function-configuration --function-name greet --query '[MemorySize, Architectures[0]]' --output text

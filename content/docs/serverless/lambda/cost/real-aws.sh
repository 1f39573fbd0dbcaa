# Before: function.setup.ts, a function named greet
for name in Ada Bob Eve; do aws lambda invoke --function-name greet /dev/null --query StatusCode; done
sleep 60
# The log says for each call what is billed
aws logs filter-log-events --log-group-name /aws/lambda/greet --filter-pattern REPORT --query 'length(events)'
aws lambda get-function-configuration --function-name greet --query '[MemorySize, Architectures[0]]' --output text

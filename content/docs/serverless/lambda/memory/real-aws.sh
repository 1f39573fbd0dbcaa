# Before: function.setup.ts, a function named greet
for size in 256 512 1024 1769; do
  aws lambda update-function-configuration --function-name greet --memory-size $size --query MemorySize
  aws lambda wait function-updated --function-name greet
  aws lambda invoke --function-name greet /dev/null --query StatusCode
done
sleep 60
# This function computes nothing: more memory costs more, and makes nothing quicker
aws logs filter-log-events --log-group-name /aws/lambda/greet --filter-pattern REPORT --query 'events[].[message]' --output text

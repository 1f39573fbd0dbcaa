# Before: function.setup.ts, a function named greet, and a queue
arn=$(aws lambda get-function --function-name greet --query Configuration.FunctionArn --output text)
aws s3api create-bucket --bucket cattube-originals --query Location
aws lambda add-permission --function-name greet --statement-id bucket --action lambda:InvokeFunction \
  --principal s3.amazonaws.com --source-arn arn:aws:s3:::cattube-originals --query 'length(Statement) > `0`'
aws s3api put-bucket-notification-configuration --bucket cattube-originals --notification-configuration \
  "{\"LambdaFunctionConfigurations\":[{\"LambdaFunctionArn\":\"$arn\",\"Events\":[\"s3:ObjectCreated:*\"]}]}"
aws lambda put-function-event-invoke-config --function-name greet --query DestinationConfig.OnFailure \
  --destination-config '{"OnFailure":{"Destination":"arn:aws:sqs:us-east-1:123456789012:jobs"}}'
echo mew > cat.mp4
aws s3api put-object --bucket cattube-originals --key cat.mp4 --body cat.mp4 --query ETag
sleep 60
aws logs filter-log-events --log-group-name /aws/lambda/greet --filter-pattern REPORT --query 'length(events)'

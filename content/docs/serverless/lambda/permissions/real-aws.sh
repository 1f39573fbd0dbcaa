# Before: function.setup.ts, a function named greet
aws lambda add-permission --function-name greet --statement-id news \
  --action lambda:InvokeFunction --principal sns.amazonaws.com --query 'length(Statement) > `0`' \
  --source-arn arn:aws:sns:us-east-1:123456789012:news
aws lambda get-policy --function-name greet --query Policy --output text
aws lambda remove-permission --function-name greet --statement-id news
aws lambda get-policy --function-name greet # exits 254

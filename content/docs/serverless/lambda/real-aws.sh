# Before: function.setup.ts, a package, function.zip, and a role
aws lambda create-function --function-name hello --runtime nodejs24.x --handler index.handler \
  --role "$role" --memory-size 512 --timeout 30 --zip-file fileb://function.zip --query State
aws lambda wait function-active-v2 --function-name hello
aws lambda invoke --function-name hello --cli-binary-format raw-in-base64-out \
  --payload '{"name":"Ada"}' answer.json
cat answer.json
# Who else may call it: here one topic
aws lambda add-permission --function-name hello --statement-id news --action lambda:InvokeFunction \
  --principal sns.amazonaws.com --source-arn arn:aws:sns:us-east-1:123456789012:news --query Statement

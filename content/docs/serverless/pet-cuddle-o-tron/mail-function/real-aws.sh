# Before: function.setup.ts, a package, function.zip, and a role
aws lambda create-function --function-name email_reminder_lambda --runtime python3.13 \
  --handler lambda_function.lambda_handler --role "$role" --zip-file fileb://function.zip --query State
aws lambda wait function-active-v2 --function-name email_reminder_lambda
aws lambda invoke --function-name email_reminder_lambda --cli-binary-format raw-in-base64-out \
  --payload '{"Input":{"email":"owner@example.com","message":"Hug me"}}' answer.json

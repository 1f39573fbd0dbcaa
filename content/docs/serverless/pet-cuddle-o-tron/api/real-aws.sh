# Before: function.setup.ts, a function named greet
function_arn=$(aws lambda get-function --function-name greet --query Configuration.FunctionArn --output text)
api=$(aws apigateway create-rest-api --name petcuddleotron --endpoint-configuration types=REGIONAL --query id --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query 'items[0].id' --output text)
resource=$(aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part petcuddleotron --query id --output text)
aws apigateway put-method --rest-api-id "$api" --resource-id "$resource" --http-method POST --authorization-type NONE --query httpMethod
aws apigateway put-integration --rest-api-id "$api" --resource-id "$resource" --http-method POST --type AWS_PROXY \
  --integration-http-method POST --query type \
  --uri "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/$function_arn/invocations"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod --query 'length(id) > `0`'
aws apigateway get-resources --rest-api-id "$api" --query 'items[].path'

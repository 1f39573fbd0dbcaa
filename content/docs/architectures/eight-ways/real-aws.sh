url=$(aws sqs create-queue --queue-name jobs --query QueueUrl --output text)
api=$(aws apigateway create-rest-api --name jobs --query id --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query 'items[0].id' --output text)
aws apigateway put-method --rest-api-id "$api" --resource-id "$root" --http-method POST --authorization-type NONE --query httpMethod
# The back end is the queue itself: the template makes a call of SQS from the request
cat > templates.json <<'END'
{ "application/json": "Action=SendMessage&MessageBody=$util.urlEncode($input.body)" }
END
aws apigateway put-integration --rest-api-id "$api" --resource-id "$root" --http-method POST --type AWS \
  --integration-http-method POST --uri arn:aws:apigateway:us-east-1:sqs:path/123456789012/jobs --query type \
  --credentials arn:aws:iam::123456789012:role/may-send --request-templates file://templates.json \
  --request-parameters "integration.request.header.Content-Type='application/x-www-form-urlencoded'"
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$root" --http-method POST --status-code 200 --query statusCode
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$root" --http-method POST --status-code 200 --query statusCode
aws apigateway test-invoke-method --rest-api-id "$api" --resource-id "$root" --http-method POST --body '{"cat":7}' --query status
aws sqs receive-message --queue-url "$url" --query 'Messages[].Body'

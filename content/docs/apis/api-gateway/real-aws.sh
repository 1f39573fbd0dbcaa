# Before: shop.setup.ts, a web site at blog.example
api=$(aws apigateway create-rest-api --name shop --endpoint-configuration types=REGIONAL --query id --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query 'items[0].id' --output text)
aws apigateway put-method --rest-api-id "$api" --resource-id "$root" --http-method GET --authorization-type NONE --query httpMethod
aws apigateway put-integration --rest-api-id "$api" --resource-id "$root" --http-method GET --query type \
  --type HTTP_PROXY --integration-http-method GET --uri https://blog.example/
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod --query 'length(id) > `0`'
aws apigateway test-invoke-method --rest-api-id "$api" --resource-id "$root" --http-method GET --query '[status, body]' --output text

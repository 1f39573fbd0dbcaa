# Before: shop.setup.ts, an API with a stage, prod
aws apigateway put-gateway-response --rest-api-id "$api" --response-type DEFAULT_4XX --query responseParameters \
  --response-parameters "gatewayresponse.header.Access-Control-Allow-Origin=\"'*'\""
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod --query 'length(id) > `0`'

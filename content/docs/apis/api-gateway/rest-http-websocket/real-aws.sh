# Before: shop.setup.ts, a function named cats
api=$(aws apigatewayv2 create-api --name cats --protocol-type HTTP --target "$function_arn" --query ApiId --output text \
  --cors-configuration AllowOrigins=https://shop.example,AllowMethods=PUT)
aws apigatewayv2 get-routes --api-id "$api" --query 'Items[].RouteKey'
aws apigatewayv2 get-stages --api-id "$api" --query 'Items[].[StageName, AutoDeploy]' --output text
aws lambda add-permission --function-name cats --statement-id api --action lambda:InvokeFunction \
  --principal apigateway.amazonaws.com --query 'length(Statement) > `0`' \
  --source-arn "arn:aws:execute-api:us-east-1:123456789012:$api/*"

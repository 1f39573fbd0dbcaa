# Before: shop.setup.ts, an API, and a function named cats
aws apigateway create-authorizer --rest-api-id "$api" --name guard --type TOKEN --query '[type, authorizerResultTtlInSeconds]' --output text \
  --authorizer-uri "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/$function_arn/invocations" \
  --identity-source method.request.header.Authorization --authorizer-result-ttl-in-seconds 300
aws apigateway get-authorizers --rest-api-id "$api" --query 'items[].name'

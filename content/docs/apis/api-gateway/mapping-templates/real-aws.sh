# Before: shop.setup.ts, an API before a web site
aws apigateway test-invoke-method --rest-api-id "$api" --resource-id "$resource" --http-method GET \
  --query '{status: status, body: body}'
aws apigateway test-invoke-method --rest-api-id "$api" --resource-id "$resource" --http-method GET --query log --output text | head -5

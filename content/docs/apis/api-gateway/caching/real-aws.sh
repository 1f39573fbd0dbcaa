# Before: shop.setup.ts, an API with a stage, prod
aws apigateway update-stage --rest-api-id "$api" --stage-name prod --query '[cacheClusterEnabled, cacheClusterSize]' --output text \
  --patch-operations \
  op=replace,path=/cacheClusterEnabled,value=true op=replace,path=/cacheClusterSize,value=0.5 \
  'op=replace,path=/*/*/caching/enabled,value=true' 'op=replace,path=/*/*/caching/ttlInSeconds,value=60'
sleep 300
aws apigateway get-stage --rest-api-id "$api" --stage-name prod --query cacheClusterStatus
aws apigateway flush-stage-cache --rest-api-id "$api" --stage-name prod

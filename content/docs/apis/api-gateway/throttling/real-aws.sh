# Before: shop.setup.ts, an API with a stage, prod
aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  'op=replace,path=/*/*/throttling/rateLimit,value=50' 'op=replace,path=/*/*/throttling/burstLimit,value=50' \
  --query 'methodSettings.*.[throttlingRateLimit, throttlingBurstLimit]' --output text
plan=$(aws apigateway create-usage-plan --name basic --api-stages apiId="$api",stage=prod \
  --throttle rateLimit=10,burstLimit=5 --quota limit=100,period=DAY --query id --output text)
key=$(aws apigateway create-api-key --name anna --enabled --query id --output text)
aws apigateway create-usage-plan-key --usage-plan-id "$plan" --key-id "$key" --key-type API_KEY --query name
aws apigateway get-usage-plans --query 'items[].[name, throttle.rateLimit, quota.limit, quota.period]' --output text

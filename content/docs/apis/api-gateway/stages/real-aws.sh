# Before: shop.setup.ts, an API with a stage, prod
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod --query 'length(id) > `0`' \
  --canary-settings percentTraffic=10,stageVariableOverrides={host=new.example}
aws apigateway get-stage --rest-api-id "$api" --stage-name prod --query 'canarySettings.[percentTraffic, stageVariableOverrides.host]' --output text
# Promote: copy, copy, remove
aws apigateway update-stage --rest-api-id "$api" --stage-name prod --query '[variables.host, canarySettings]' --patch-operations \
  op=copy,from=/canarySettings/deploymentId,path=/deploymentId \
  op=copy,from=/canarySettings/stageVariableOverrides,path=/variables \
  op=remove,path=/canarySettings

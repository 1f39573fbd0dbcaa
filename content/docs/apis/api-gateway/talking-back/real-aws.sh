api=$(aws apigatewayv2 create-api --name chat --protocol-type WEBSOCKET --query ApiId --output text \
  --route-selection-expression '$request.body.action')
aws apigatewayv2 create-stage --api-id "$api" --stage-name prod --auto-deploy --query StageName
# Nobody is connected
aws apigatewaymanagementapi post-to-connection --connection-id "L0SM9cOFvHcCIhw=" --data hello \
  --cli-binary-format raw-in-base64-out \
  --endpoint-url "https://$api.execute-api.us-east-1.amazonaws.com/prod" # exits 254

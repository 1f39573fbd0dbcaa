# Before: function.setup.ts, a function named greet with version 1 and the alias live
aws lambda update-function-code --function-name greet --zip-file fileb://function.zip --query LastUpdateStatus
aws lambda wait function-updated --function-name greet
aws lambda publish-version --function-name greet --query Version
aws lambda update-function-configuration --function-name greet --timeout 30 --query Timeout
aws lambda wait function-updated --function-name greet
version=$(aws lambda publish-version --function-name greet --query Version --output text)
aws lambda update-alias --function-name greet --name live --query RoutingConfig \
  --routing-config AdditionalVersionWeights={"$version"=0.1}
aws lambda list-versions-by-function --function-name greet --query 'Versions[].[Version, Timeout]' --output text

# Before: function.setup.ts, a function named greet with the alias live
aws lambda put-provisioned-concurrency-config --function-name greet --qualifier live \
  --provisioned-concurrent-executions 20 --query Status
sleep 180
aws lambda get-provisioned-concurrency-config --function-name greet --qualifier live \
  --query '[Status, AvailableProvisionedConcurrentExecutions]' --output text
aws lambda delete-provisioned-concurrency-config --function-name greet --qualifier live
# A snapshot in their place: Java, Python and .NET have it
aws lambda update-function-configuration --function-name greet --runtime python3.13 \
  --snap-start ApplyOn=PublishedVersions --query SnapStart
sleep 60
aws lambda publish-version --function-name greet --query '[Version, SnapStart.OptimizationStatus]' --output text

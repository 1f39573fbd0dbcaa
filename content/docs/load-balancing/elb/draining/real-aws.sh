# Before: balancer.setup.ts, two healthy servers behind a balancer
aws elbv2 modify-target-group-attributes --target-group-arn "$group" --query 'length(Attributes)' \
  --attributes Key=deregistration_delay.timeout_seconds,Value=30
aws elbv2 deregister-targets --target-group-arn "$group" --targets Id="$i1"
aws elbv2 describe-target-health --target-group-arn "$group" \
  --query 'TargetHealthDescriptions[].TargetHealth.[State, Reason]' --output text
sleep 40
aws elbv2 describe-target-health --target-group-arn "$group" \
  --query 'TargetHealthDescriptions[].TargetHealth.State'

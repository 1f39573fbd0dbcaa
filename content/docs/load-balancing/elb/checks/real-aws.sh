# Before: balancer.setup.ts, two healthy servers behind a balancer
aws elbv2 modify-target-group --target-group-arn "$group" --health-check-path /health \
  --health-check-interval-seconds 10 --health-check-timeout-seconds 4 --unhealthy-threshold-count 2 \
  --query 'TargetGroups[].[HealthCheckPath, HealthCheckIntervalSeconds, UnhealthyThresholdCount]' --output text
aws elbv2 describe-target-health --target-group-arn "$group" \
  --query 'TargetHealthDescriptions[].TargetHealth.State'
aws ec2 stop-instances --instance-ids "$i1" --query 'StoppingInstances[].CurrentState.Name'
sleep 60
aws elbv2 describe-target-health --target-group-arn "$group" \
  --query 'TargetHealthDescriptions[].TargetHealth.[State, Reason]' --output text

# Before: balancer.setup.ts, a network
aws elbv2 create-load-balancer --name wall --type gateway --subnets "$subnet_a" --query 'LoadBalancers[].Type'
group=$(aws elbv2 create-target-group --name wall --protocol GENEVE --port 6081 --vpc-id "$vpc" \
  --query 'TargetGroups[0].TargetGroupArn' --output text)
aws elbv2 modify-target-group-attributes --target-group-arn "$group" --query 'length(Attributes)' --attributes \
  Key=target_failover.on_unhealthy,Value=rebalance Key=target_failover.on_deregistration,Value=rebalance
aws elbv2 describe-target-group-attributes --target-group-arn "$group" \
  --query 'Attributes[?starts_with(Key, `target_failover`)].[Key, Value]' --output text

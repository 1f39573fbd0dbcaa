# Before: balancer.setup.ts, two healthy servers behind a balancer
aws elbv2 describe-load-balancers --names web --query 'LoadBalancers[].[DNSName, length(AvailabilityZones)]' --output text
nlb=$(aws elbv2 create-load-balancer --name flows --type network --subnets "$subnet_a" "$subnet_b" \
  --query 'LoadBalancers[0].LoadBalancerArn' --output text)
aws elbv2 modify-load-balancer-attributes --load-balancer-arn "$nlb" --query 'length(Attributes)' \
  --attributes Key=load_balancing.cross_zone.enabled,Value=true
aws elbv2 modify-target-group-attributes --target-group-arn "$group" --query 'length(Attributes)' \
  --attributes Key=load_balancing.algorithm.type,Value=least_outstanding_requests
aws elbv2 describe-target-group-attributes --target-group-arn "$group" \
  --query 'Attributes[?starts_with(Key, `load_balancing`)].[Key, Value]' --output text

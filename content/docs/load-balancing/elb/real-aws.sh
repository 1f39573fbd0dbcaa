# Before: balancer.setup.ts, two servers and a network
alb=$(aws elbv2 create-load-balancer --name shop --subnets "$subnet_a" "$subnet_b" \
  --query 'LoadBalancers[0].LoadBalancerArn' --output text)
group=$(aws elbv2 create-target-group --name shop --protocol HTTP --port 80 --vpc-id "$vpc" --health-check-path /health \
  --query 'TargetGroups[0].TargetGroupArn' --output text)
aws elbv2 register-targets --target-group-arn "$group" --targets Id="$i1" Id="$i2"
aws elbv2 create-listener --load-balancer-arn "$alb" --protocol HTTP --port 80 \
  --default-actions Type=forward,TargetGroupArn="$group" --query 'Listeners[].Protocol'
aws elbv2 describe-target-health --target-group-arn "$group" \
  --query 'TargetHealthDescriptions[].TargetHealth.[State, Reason]' --output text
aws elbv2 wait load-balancer-available --load-balancer-arns "$alb"
aws elbv2 wait target-in-service --target-group-arn "$group" --targets Id="$i1"
date
aws elbv2 describe-load-balancers --names shop --query 'LoadBalancers[].[DNSName, State.Code]' --output text

# Before: tiers.setup.ts, a group of two instances for the work
alb=$(aws elbv2 create-load-balancer --name inside --scheme internal --subnets "$subnet_a" "$subnet_b" \
  --query 'LoadBalancers[0].LoadBalancerArn' --output text)
aws elbv2 wait load-balancer-available --load-balancer-arns "$alb"
aws elbv2 describe-load-balancers --query 'LoadBalancers[].[Scheme, State.Code, length(AvailabilityZones)]' --output text
aws autoscaling put-scaling-policy --auto-scaling-group-name processing --policy-name cpu \
  --policy-type TargetTrackingScaling --query 'length(Alarms)' --target-tracking-configuration \
  '{"TargetValue":50,"PredefinedMetricSpecification":{"PredefinedMetricType":"ASGAverageCPUUtilization"}}'
# Nobody uploads anything for two hours: the tier stays as large as its minimum
sleep 7200
aws autoscaling describe-auto-scaling-groups --query 'AutoScalingGroups[].[MinSize, DesiredCapacity, length(Instances)]' --output text

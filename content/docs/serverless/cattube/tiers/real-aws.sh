# Before: tiers.setup.ts, a group of two instances for the work
aws elbv2 create-load-balancer --name inside --scheme internal --subnets "$subnet_a" "$subnet_b" \
  --query 'LoadBalancers[].[Scheme, State.Code]' --output text
aws autoscaling put-scaling-policy --auto-scaling-group-name processing --policy-name cpu \
  --policy-type TargetTrackingScaling --query 'length(Alarms)' --target-tracking-configuration \
  '{"TargetValue":50,"PredefinedMetricSpecification":{"PredefinedMetricType":"ASGAverageCPUUtilization"}}'

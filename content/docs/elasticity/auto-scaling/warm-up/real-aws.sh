# Before: group.setup.ts, a group of four instances
aws autoscaling update-auto-scaling-group --auto-scaling-group-name web --default-instance-warmup 180
aws autoscaling put-scaling-policy --auto-scaling-group-name web --policy-name cpu \
  --policy-type TargetTrackingScaling --estimated-instance-warmup 60 --query 'length(Alarms)' \
  --target-tracking-configuration 'TargetValue=50,PredefinedMetricSpecification={PredefinedMetricType=ASGAverageCPUUtilization}'
# Who has a warm-up of its own?
aws autoscaling describe-policies --auto-scaling-group-name web \
  --query 'ScalingPolicies[?EstimatedInstanceWarmup!=`null`].[PolicyName,EstimatedInstanceWarmup]' --output text

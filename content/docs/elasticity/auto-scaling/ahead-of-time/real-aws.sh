# Before: group.setup.ts, a group of four instances
aws autoscaling put-warm-pool --auto-scaling-group-name web --pool-state Stopped \
  --max-group-prepared-capacity 6 --instance-reuse-policy ReuseOnScaleIn=true
sleep 600
aws autoscaling describe-warm-pool --auto-scaling-group-name web \
  --query 'Instances[].[InstanceType, LifecycleState]' --output text
aws autoscaling put-scaling-policy --auto-scaling-group-name web --policy-name ahead \
  --policy-type PredictiveScaling --query Alarms --predictive-scaling-configuration '{
    "Mode": "ForecastOnly",
    "MetricSpecifications": [{"TargetValue": 50,
      "PredefinedMetricPairSpecification": {"PredefinedMetricType": "ASGCPUUtilization"}}]}'
aws autoscaling describe-policies --auto-scaling-group-name web --query 'ScalingPolicies[].[PolicyName, PolicyType]' --output text

# Before: group.setup.ts, a group of four instances
aws autoscaling put-scaling-policy --auto-scaling-group-name web --policy-name cpu \
  --policy-type TargetTrackingScaling --query 'length(Alarms)' --target-tracking-configuration '{
    "TargetValue": 50,
    "PredefinedMetricSpecification": {"PredefinedMetricType": "ASGAverageCPUUtilization"}}'
# The two alarms, and what they see
sleep 3600
aws cloudwatch describe-alarms --alarm-name-prefix TargetTracking-web \
  --query 'MetricAlarms[].[ComparisonOperator, Threshold, EvaluationPeriods, StateValue]' --output text
aws autoscaling describe-scaling-activities --auto-scaling-group-name web --max-items 1 --query 'Activities[].Cause'

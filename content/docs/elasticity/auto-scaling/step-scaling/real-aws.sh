# Before: group.setup.ts, a group of four instances
aws autoscaling put-scaling-policy --auto-scaling-group-name web --policy-name more \
  --policy-type StepScaling --adjustment-type PercentChangeInCapacity --min-adjustment-magnitude 1 \
  --estimated-instance-warmup 180 --query Alarms --step-adjustments \
  MetricIntervalLowerBound=0,MetricIntervalUpperBound=15,ScalingAdjustment=20 \
  MetricIntervalLowerBound=15,MetricIntervalUpperBound=30,ScalingAdjustment=50 \
  MetricIntervalLowerBound=30,ScalingAdjustment=100
# Tries it: the metric is 95, and the threshold 60
aws autoscaling execute-policy --auto-scaling-group-name web --policy-name more \
  --metric-value 95 --breach-threshold 60
aws autoscaling describe-auto-scaling-groups --query 'AutoScalingGroups[].DesiredCapacity'

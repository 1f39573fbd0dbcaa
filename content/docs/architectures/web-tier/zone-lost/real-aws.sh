# Before: group.setup.ts, a group of four instances in two zones
aws autoscaling describe-auto-scaling-instances \
  --query 'AutoScalingInstances[].[AvailabilityZone, LifecycleState]' --output text
# Three zones in place of two: a zone that is lost takes less with it
aws autoscaling update-auto-scaling-group --auto-scaling-group-name web --vpc-zone-identifier "$subnets"
aws autoscaling describe-auto-scaling-groups --query 'AutoScalingGroups[].AvailabilityZones[]' --output text

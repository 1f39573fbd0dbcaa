# Before: group.setup.ts, a group of four instances
aws autoscaling update-auto-scaling-group --auto-scaling-group-name web \
  --vpc-zone-identifier "$subnets" \
  --availability-zone-distribution CapacityDistributionStrategy=balanced-best-effort
aws autoscaling describe-auto-scaling-groups --query 'AutoScalingGroups[].AvailabilityZones[]' --output text
aws autoscaling suspend-processes --auto-scaling-group-name web --scaling-processes AZRebalance
aws autoscaling describe-auto-scaling-groups --query 'AutoScalingGroups[].SuspendedProcesses[].ProcessName'

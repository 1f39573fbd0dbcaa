# Before: group.setup.ts, a group of four instances
aws autoscaling update-auto-scaling-group --auto-scaling-group-name web --max-size 12
aws autoscaling put-scheduled-update-group-action --auto-scaling-group-name web \
  --scheduled-action-name sale --start-time 2026-01-02T07:50:00Z --min-size 9
aws autoscaling put-scheduled-update-group-action --auto-scaling-group-name web \
  --scheduled-action-name after-the-sale --start-time 2026-01-02T12:00:00Z --min-size 3
sleep 115200
date
aws autoscaling describe-auto-scaling-groups --query 'AutoScalingGroups[].[MinSize, DesiredCapacity, length(Instances)]' --output text
sleep 18000
date
aws autoscaling describe-auto-scaling-groups --query 'AutoScalingGroups[].[MinSize, DesiredCapacity, length(Instances)]' --output text

# Before: standby.setup.ts, a group of one instance in another Region
aws autoscaling update-auto-scaling-group --region ap-southeast-2 \
  --auto-scaling-group-name web --min-size 6
sleep 120
aws autoscaling describe-auto-scaling-groups --region ap-southeast-2 \
  --query 'AutoScalingGroups[].[AutoScalingGroupName, MinSize, length(Instances)]' --output text
# Here there is nothing of it
aws autoscaling describe-auto-scaling-groups --query AutoScalingGroups

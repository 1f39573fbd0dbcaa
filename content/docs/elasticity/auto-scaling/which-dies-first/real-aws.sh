# Before: group.setup.ts, a group of four instances
aws autoscaling update-auto-scaling-group --auto-scaling-group-name web \
  --termination-policies OldestLaunchTemplate OldestInstance
# A worker, before its job and after it
aws autoscaling set-instance-protection --auto-scaling-group-name web --instance-ids "$id" --protected-from-scale-in
aws autoscaling set-desired-capacity --auto-scaling-group-name web --desired-capacity 3
sleep 300
aws autoscaling describe-auto-scaling-instances --instance-ids "$id" \
  --query 'AutoScalingInstances[].[LifecycleState, ProtectedFromScaleIn]' --output text
aws autoscaling set-instance-protection --auto-scaling-group-name web --instance-ids "$id" --no-protected-from-scale-in
aws autoscaling enter-standby --auto-scaling-group-name web --instance-ids "$id" --should-decrement-desired-capacity \
  --query 'Activities[].Description'
sleep 60
aws autoscaling describe-auto-scaling-instances --instance-ids "$id" --query 'AutoScalingInstances[].LifecycleState'
aws autoscaling exit-standby --auto-scaling-group-name web --instance-ids "$id" --query 'Activities[].Description'

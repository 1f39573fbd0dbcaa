# Before: group.setup.ts, a group of four instances
aws autoscaling put-lifecycle-hook --auto-scaling-group-name web --lifecycle-hook-name copy-logs \
  --lifecycle-transition autoscaling:EC2_INSTANCE_TERMINATING \
  --heartbeat-timeout 120 --default-result CONTINUE
aws autoscaling terminate-instance-in-auto-scaling-group --instance-id "$id" --no-should-decrement-desired-capacity \
  --query Activity.StatusCode
state="aws autoscaling describe-auto-scaling-instances --instance-ids $id --query AutoScalingInstances[].LifecycleState"
$state
# On the instance, each minute, and at the end
sleep 60
aws autoscaling record-lifecycle-action-heartbeat --auto-scaling-group-name web \
  --lifecycle-hook-name copy-logs --instance-id "$id"
sleep 100
$state
aws autoscaling complete-lifecycle-action --auto-scaling-group-name web \
  --lifecycle-hook-name copy-logs --instance-id "$id" --lifecycle-action-result CONTINUE
sleep 60
$state

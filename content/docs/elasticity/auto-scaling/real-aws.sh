# Before: group.setup.ts, a group of four instances
aws autoscaling create-auto-scaling-group --auto-scaling-group-name shop \
  --launch-template 'LaunchTemplateName=web,Version=$Latest' \
  --min-size 2 --desired-capacity 4 --max-size 8 --vpc-zone-identifier "$subnets"
aws autoscaling set-desired-capacity --auto-scaling-group-name web --desired-capacity 6
sleep 120
# What it has done, and why
aws autoscaling describe-scaling-activities --auto-scaling-group-name web --max-items 1 \
  --query 'Activities[].[StatusCode, Cause]' --output text
aws autoscaling suspend-processes --auto-scaling-group-name web --scaling-processes Terminate
aws autoscaling describe-auto-scaling-groups --query 'AutoScalingGroups[].[AutoScalingGroupName, length(Instances), SuspendedProcesses[0].ProcessName]' --output text
aws autoscaling resume-processes --auto-scaling-group-name web

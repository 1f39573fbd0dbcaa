# Before: group.setup.ts, a group of four instances
arn=$(aws autoscaling put-scaling-policy --auto-scaling-group-name web --policy-name more \
  --policy-type SimpleScaling --adjustment-type ChangeInCapacity --scaling-adjustment 2 \
  --cooldown 300 --query PolicyARN --output text)
aws cloudwatch put-metric-alarm --alarm-name web-hot --alarm-actions "$arn" \
  --namespace AWS/EC2 --metric-name CPUUtilization --dimensions Name=AutoScalingGroupName,Value=web \
  --statistic Average --period 60 --evaluation-periods 2 \
  --comparison-operator GreaterThanThreshold --threshold 70
# Tries the policy without waiting for the alarm
aws autoscaling execute-policy --auto-scaling-group-name web --policy-name more
aws autoscaling describe-auto-scaling-groups --query 'AutoScalingGroups[].DesiredCapacity'
# Within its cooldown it is refused, if you honour that
sleep 60
aws autoscaling execute-policy --auto-scaling-group-name web --policy-name more --honor-cooldown # exits 254
